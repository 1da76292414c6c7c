import type { ByKey, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { NO_ENTRIES, stateOf } from '../ledger/ledger-state.ts';
import { remember } from '../ids/remember.ts';
import type { LedgerVersion } from '../ledger/situation.ts';
import type { LedgerState } from '../ledger/snapshot.ts';
import type { View } from '../ledger/view.ts';

/** Every known version of the ledger and its parents, including the candidate and what it is compared with. */
export interface Timeline {
  /** Newest first: no version comes before its children. */
  readonly versions: readonly Version[];
  /** The candidate, which is the newest version. */
  readonly now: Version;
  /** The version of a view; for an unknown view, one without a past. */
  readonly of: (view: View) => Version;
}

export interface Version extends Pick<
  LedgerVersion,
  'commit' | 'state' | 'directories' | 'headings' | 'inRange' | 'isForgotten'
> {
  /** Counts from the newest, which is 0. */
  readonly position: number;
  /** Its parents among the known versions; none of them is an ancestor of another. */
  readonly before: readonly Version[];
  readonly after: readonly Version[];
  /** The nearest known version of each parent, in the order of the parents; one may be an ancestor of another. */
  readonly merged: readonly Version[];
}

export type Scope = ReadonlySet<Version>;

export const timelineOf = remember((facts: Facts): Timeline => {
  const { candidate, bases, sides, target, published, versions } = facts;
  const known = new Map(versions.map((version) => [version.commit, growing(version)]));
  const views = new Map<View, Growing>();
  const others = [...(target ? [target.view] : []), ...published];
  for (const view of new Set([...others, ...bases, ...sides])) {
    const [own, fork] = [nameOf(view), nameOf(view.fork)];
    addView(known, views, view.fork, []);
    addView(known, views, view, fork === own ? [] : [fork]);
  }
  const parents = [...headsOf(versions), ...(sides.length > 1 ? sides : bases).map(nameOf)];
  const now = growing({ ...NOTHING, parents });
  addView(new Map([[nameOf(candidate), now]]), views, candidate, []);
  return { versions: link([now, ...known.values()]), now, of: (view) => views.get(view) ?? growing(NOTHING) };
});

/** The whole history of a commit without a candidate, for commands that only report. */
export function timelineOfVersions(versions: readonly LedgerVersion[]): Timeline {
  const now = growing(NOTHING);
  return { versions: link(versions.map(growing)), now, of: () => now };
}

const NOTHING: LedgerVersion = { commit: '', parents: [], state: NO_ENTRIES };

interface Growing extends Version {
  state: LedgerState;
  directories?: ByKey<DirectoryClaim>;
  headings?: ByKey<HeadingClaim>;
  readonly parents: readonly string[];
  /** How many of its children are not sorted yet. */
  waiting: number;
  position: number;
  before: readonly Growing[];
  readonly after: Growing[];
  merged: readonly Growing[];
}

function growing(version: LedgerVersion): Growing {
  return { ...version, waiting: 0, position: 0, before: [], after: [], merged: [] };
}

/** The entries of a view replace those that its version was read with. */
function addView(
  known: Map<string, Growing>,
  views: Map<View, Growing>,
  view: View,
  parents: readonly string[],
): void {
  const commit = nameOf(view);
  const version = known.get(commit) ?? growing({ commit, parents, state: NO_ENTRIES });
  if (view.backlog) version.state = stateOf(view.backlog);
  version.directories = view.directories;
  version.headings = view.headings;
  known.set(commit, version);
  views.set(view, version);
}

function nameOf({ snapshot }: View): string {
  return snapshot.commit ?? snapshot.label;
}

/** The last versions of the range, which have no children in it. */
function headsOf(versions: readonly LedgerVersion[]): readonly string[] {
  const passed = new Set(versions.flatMap(({ parents }) => parents));
  return versions.flatMap(({ commit, inRange }) => (inRange && !passed.has(commit) ? [commit] : []));
}

/** Links versions with their parents and children, and sorts the newest first. */
function link(all: readonly Growing[]): readonly Version[] {
  const byName = new Map(all.map((version) => [version.commit, version]));
  for (const version of all) {
    version.merged = [...new Set(version.parents)].flatMap((name) => byName.get(name) ?? []);
    version.before = version.merged;
  }
  const versions = newestFirst(all);
  for (const [at, version] of versions.entries()) version.position = at;
  for (const version of versions) {
    if (version.before.length > 1) version.before = independent(version.before);
    for (const parent of version.before) parent.after.push(version);
  }
  return versions;
}

/** Those that are not behind another. Very many may have been merged: all are asked at once. */
function independent(versions: readonly Growing[]): readonly Growing[] {
  const oldest = Math.max(...versions.map(({ position }) => position));
  const newer = ({ before }: Growing): readonly Growing[] =>
    before.filter(({ position }) => position <= oldest);
  const behindOne = reach(versions.flatMap(newer), newer);
  return versions.filter((one) => !behindOne.has(one));
}

function newestFirst(versions: readonly Growing[]): readonly Growing[] {
  for (const { before } of versions) for (const parent of before) parent.waiting += 1;
  const sorted = versions.filter(({ waiting }) => waiting === 0);
  for (const { before } of sorted) {
    for (const parent of before) {
      parent.waiting -= 1;
      if (parent.waiting === 0) sorted.push(parent);
    }
  }
  return sorted;
}

/** These versions and all their ancestors. */
export function behind(...versions: readonly Version[]): Scope {
  return reach(versions, ({ before }) => before);
}

/** A version and its first-parent history. */
export function ownLine(version: Version): Scope {
  const line = new Set([version]);
  for (const {
    merged: [first],
  } of line)
    if (first) line.add(first);
  return line;
}

/** All descendants of these versions; of these themselves only those that descend from another. */
export function after(versions: Iterable<Version>): Scope {
  return reach(
    [...versions].flatMap((version) => version.after),
    (version) => version.after,
  );
}

function reach<V extends Version>(start: readonly V[], next: (version: V) => readonly V[]): ReadonlySet<V> {
  const found = new Set(start);
  for (const version of found) for (const other of next(version)) found.add(other);
  return found;
}

/** Whether some of these versions descend from none of the others. */
export function isApart(own: Iterable<Version>, others: Iterable<Version>): boolean {
  const later = after(others);
  return [...own].some((version) => !later.has(version));
}

export function isJoin({ before }: Version): boolean {
  return before.length > 1;
}

/** The highest mark of a version's parents; 0 without any. */
export function markBefore({ before }: Version): number {
  return Math.max(0, ...before.map(({ state }) => state.mark ?? 0));
}
