import type { HeadingClaim } from '../ids/claim.ts';
import { livesIn, type Lives } from '../identity/lives.ts';
import { behind, ownLine, timelineOfVersions, type Scope, type Version } from '../identity/timeline.ts';
import type { LedgerVersion } from '../ledger/situation.ts';
import type { Publication } from './taken-over.ts';

/** What is read of a ledger for commands that only report. */
export interface LedgerHistory {
  /** The name of the ledger in the configuration; null for the backlog. */
  readonly ledger: string | null;
  /** Its entries are files, which have no mark and leave no trace of themselves. */
  readonly isOfFiles: boolean;
  /** Every version that is known, newest first, with the directories beside it. */
  readonly versions: readonly LedgerVersion[];
  /** The commit (full hex) that counts as now; one of the versions, unless there are none. */
  readonly head: string;
  /** What everybody starts from, of a ledger that is no folder of files; absent where nobody knows. */
  readonly published?: Publication | undefined;
  /** The present worklog entries. */
  readonly headings: readonly HeadingClaim[];
  /** The head has no readable ledger: its last version is used instead. */
  readonly isLost: boolean;
}

/** A history with its lives and events in order. */
export interface Chronicle extends Pick<
  LedgerHistory,
  'ledger' | 'isOfFiles' | 'published' | 'headings' | 'isLost'
> {
  readonly lives: Lives;
  /** The version that counts as now; an empty one if there is none. */
  readonly head: Version;
  /** The head and all its ancestors. */
  readonly past: Scope;
  /** Every version, oldest first. */
  readonly versions: readonly Version[];
  /** The position of a version among them. */
  readonly orderOf: (version: Version) => number;
  /** The merge by which a version reached the head's first-parent history; undefined if it was made there, or never reached it. */
  readonly mergeOf: (version: Version) => Version | undefined;
}

export function chronicleOf(history: LedgerHistory): Chronicle {
  const { ledger, isOfFiles, versions, published, head: name, headings, isLost } = history;
  const lives = livesIn(timelineOfVersions(versions));
  const oldestFirst = lives.timeline.versions.filter(({ commit }) => commit !== '').toReversed();
  const head = oldestFirst.find(({ commit }) => commit === name) ?? lives.timeline.now;
  const order = new Map(oldestFirst.map((version, at) => [version, at]));
  const orderOf = (version: Version): number => Number(order.get(version));
  const merges = mergesOf(head, orderOf);
  return {
    ledger,
    isOfFiles,
    published,
    headings,
    isLost,
    lives,
    head,
    past: behind(head),
    versions: oldestFirst,
    orderOf,
    mergeOf: (version) => merges.get(version),
  };
}

/** For everything that arrived in a merge, the first version of the head's first-parent history that has it. */
function mergesOf(head: Version, orderOf: Chronicle['orderOf']): ReadonlyMap<Version, Version> {
  const line = [...ownLine(head)].toSorted((one, other) => orderOf(one) - orderOf(other));
  const found = new Map<Version, Version>();
  const known = new Set<Version>();
  for (const merge of line) {
    known.add(merge);
    const waiting = [...merge.before];
    for (let version = waiting.pop(); version; version = waiting.pop()) {
      if (known.has(version)) continue;
      known.add(version);
      found.set(version, merge);
      waiting.push(...version.before);
    }
  }
  return found;
}

/** When a thing had its ID. */
export interface Span {
  /** The version that introduced it; undefined if none has it. */
  readonly first: Version | undefined;
  /** The last version that has it, or the one right after it that no longer does. */
  readonly last: Version | undefined;
}

export function spanOf({ orderOf }: Chronicle, { holders }: { readonly holders: Scope }): Span {
  let first: Version | undefined;
  let last: Version | undefined;
  for (const version of holders) {
    if (!first || orderOf(version) < orderOf(first)) first = version;
    if (!last || orderOf(version) > orderOf(last)) last = version;
  }
  const [left] = last?.after.filter((version) => !holders.has(version)) ?? [];
  return { first, last: left ?? last };
}

/** The last of some versions, by its order; -1 of none. There may be very many. */
export function lastOf({ orderOf }: Chronicle, versions: Iterable<Version>): number {
  let last = -1;
  for (const version of versions) last = Math.max(last, orderOf(version));
  return last;
}

/** The first of these versions: none of its parents is among them. */
export function firstOf({ orderOf }: Chronicle, { holders }: { readonly holders: Scope }): number {
  let first = Infinity;
  for (const version of holders) first = Math.min(first, orderOf(version));
  return first;
}
