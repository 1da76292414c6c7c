import type { Claim, Row } from '../ids/claim.ts';
import { highestOf, rowOf, type Named } from '../ids/claim-groups.ts';
import type { Standing } from '../findings/finding.ts';
import { formatItemId } from '../ids/item-id.ts';
import type { Policy } from '../findings/policy.ts';
import { findOtherItems, newsIn } from './known-claims.ts';
import type { ItemAndBase, News } from './known-claims.ts';
import { knownPrefixes } from './known-prefixes.ts';
import type { OthersDraws } from './counters.ts';
import type { LedgerVersion, Situation, Target } from './situation.ts';
import type { Snapshot } from './snapshot.ts';
import { leapsAmong, leapTest } from './leaps.ts';
import { baseViewOf, highestClaim, viewOf, viewsAt, type BaseView, type View } from './view.ts';

/** A situation put in order: what the rules read. */
export interface Facts extends News {
  readonly candidate: View;
  readonly bases: readonly BaseView[];
  /** Two or more for a merge, else none. */
  readonly sides: readonly BaseView[];
  readonly target: TargetView | undefined;
  /** The bases and sides that others have already, and the default branch if the target is another one. */
  readonly published: readonly BaseView[];
  /** What everybody starts from, where it is no side and something was taken from there without a merge. */
  readonly beside: BaseView | undefined;
  /** Higher numbers were drawn on this branch alone, if anywhere; infinite where nobody knows. */
  readonly ownAbove: number;
  /** See `Situation`. */
  readonly isMerged: boolean;
  readonly keepsFirst: ReadonlySet<string>;
  /** What is known of the ledger's history, newest first. */
  readonly versions: readonly LedgerVersion[];
  readonly policy: Policy;
  /** See `Situation`. */
  readonly othersDraws: OthersDraws | undefined;
  /** There was never a backlog before: nothing is new, and claims that disagree are only worth a warning. */
  readonly adopting: boolean;
  readonly trustNoMark: boolean;
  /** The candidate is what the reader has checked out, and the bases are its parents. */
  readonly atHand: boolean;
  /** See `Situation`. */
  readonly ledger: string | undefined;
  /** Items that do not look like what the base has under their ID. */
  readonly otherItems: readonly ItemAndBase[];
  /** New claims that are so far above every base's line that they look like a typo. */
  readonly leaps: readonly Claim[];
  /** Whether any number would be one. */
  readonly isLeap: (number: number) => boolean;
  /** The keys of their IDs: no claim to one of these counts. */
  readonly leaping: ReadonlySet<string>;
  /** The highest claim that does not leap. */
  readonly highest: Row<Claim> | undefined;
  /** Likewise, with the claims in files that git ignores. */
  readonly highestOnDisk: Row<Claim> | undefined;
}

/** See `Target`. */
interface TargetView extends Pick<Target, 'level'> {
  readonly view: BaseView;
  readonly published: BaseView | undefined;
}

/** Orders a situation. `prefixes` are those with which directories claim IDs, upper-case; by default the known ones. */
export function factsOf(situation: Situation, prefixes = knownPrefixes(situation)): Facts {
  const bases = situation.bases.map((base) => baseViewOf(base, prefixes));
  const candidate = viewOf({ snapshot: situation.candidate, lent: undefined }, prefixes);
  const news = newsIn(candidate, bases);
  const isLeap = leapTest(bases, situation.versions, situation.policy.maxLeap);
  const leaps = leapsAmong(
    [...news.newItems.map(({ item }) => item), ...news.newHeadings, ...news.newDirectories],
    isLeap,
  );
  const leaping = new Set(leaps.map((claim) => claim.key));
  const isNoLeap = leaping.size > 0 ? ({ key }: Named): boolean => !leaping.has(key) : undefined;
  const highest = highestClaim(candidate, isNoLeap);
  const sides = situation.sides.length > 1 ? situation.sides.map((side) => baseViewOf(side, prefixes)) : [];
  return {
    candidate,
    bases,
    sides,
    isMerged: situation.isMerged ?? false,
    keepsFirst: situation.keepsFirst ?? new Set(),
    ...othersIn(situation, [...bases, ...sides], prefixes),
    versions: situation.versions,
    policy: situation.policy,
    othersDraws: situation.othersDraws,
    adopting: !bases.some((base) => base.backlog),
    trustNoMark: situation.trustNoMark,
    atHand: situation.atHand ?? false,
    ledger: situation.ledger,
    ...news,
    otherItems: findOtherItems(candidate, bases),
    isLeap,
    leaps,
    leaping,
    highest,
    highestOnDisk: highestOnDisk(candidate.snapshot, isLeap, prefixes, highest),
  };
}

/** What others have. */
function othersIn(
  { target: wanted, beside: other, start, published }: Situation,
  views: readonly BaseView[],
  prefixes: ReadonlySet<string>,
): Pick<Facts, 'target' | 'published' | 'beside' | 'ownAbove'> {
  const target = wanted && targetView(wanted, prefixes);
  const beside = other && baseViewOf(other, prefixes);
  return {
    target,
    published: viewsAt(views, published).concat(target?.published ?? [], beside ?? []),
    beside,
    ownAbove: start ? viewOf(start, prefixes).line : Infinity,
  };
}

function targetView({ base, level, published }: Target, prefixes: ReadonlySet<string>): TargetView {
  const view = baseViewOf(base, prefixes);
  return { view, level, published: published && baseViewOf(published, prefixes) };
}

/** The prefix that the next ID would have: the configured one, else that of the highest item. */
function prefixInUse({ candidate, policy }: Facts): string | undefined {
  return policy.prefixes[0] ?? candidate.snapshot.prefixes[0] ?? highestOf(candidate.items)?.prefix;
}

/** The ID that belongs to a mark of this value. */
export function idOfMark(facts: Facts, number: number): string | null {
  const prefix = prefixInUse(facts);
  return prefix === undefined ? null : formatItemId({ prefix, number });
}

/** For deciding whether a mark finding is inherited; `lost` is the mark that a base had and the candidate gives up. */
export function standingOf({ candidate, highest }: Facts, lost = 0): Standing {
  return { mark: candidate.mark ?? 0, highest: highest?.number ?? 0, lost };
}

/** What git ignores is in no commit, but its numbers are taken all the same. */
function highestOnDisk(
  { ignored = [] }: Snapshot,
  isLeap: Facts['isLeap'],
  prefixes: ReadonlySet<string>,
  highest: Row<Claim> | undefined,
): Row<Claim> | undefined {
  const isClaiming = ({ kind, id }: Claim): boolean =>
    kind !== 'directory' || prefixes.size === 0 || prefixes.has(id.prefix);
  let best = highest;
  for (const claim of ignored) {
    const { number } = claim.id;
    const isHigher = !best || number > best.number;
    if (isHigher && isClaiming(claim) && !isLeap(number)) best = rowOf(claim);
  }
  return best;
}
