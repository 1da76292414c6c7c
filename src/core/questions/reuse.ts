import type { ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf, staysOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import {
  disputes,
  gaveWay,
  hasMoved,
  meaningsAt,
  meaningsSince,
  unseen,
  type Dispute,
  type Use,
} from '../identity/meanings.ts';
import { goesBack, isGone, pastOf, sinceFork } from '../identity/past.ts';
import { collide } from '../identity/moves.ts';
import { after, timelineOf } from '../identity/timeline.ts';
import { groupBy } from '../ids/group-by.ts';
import { remember } from '../ids/remember.ts';
import { checkNewItem } from './new-items.ts';
import { agreesWithAny } from '../ids/subject.ts';
import type { BaseView, View } from '../ledger/view.ts';

/** What the ID of an item means in a base, if that is not the item. */
export function otherMeanings(facts: Facts, item: ItemClaim, base: BaseView): readonly Use[] {
  const known = base.items.get(item.key);
  if (!known) {
    const verdict = checkNewItem(facts, item, base);
    return verdict.kind === 'reused' ? verdict.uses : [];
  }
  // Lives are computed only if the two do not look alike, which is rare.
  if (agreesWithAny(known, item)) return [];
  const own = livesOf(facts).stayOf(item);
  if (goesBack(facts, own, base)) return [];
  return disputes(facts, [unseen(item)], meaningsAt(facts, item.key, base)).map(({ other }) => other);
}

/** An ID that has two meanings. */
export interface Reuse {
  readonly key: string;
  readonly left: Use;
  readonly right: Use;
  readonly uses: readonly Use[];
}

/**
 * IDs that had no claim at the fork and got claims on two sides since, none of which agree. It does not matter what
 * the merge kept: both sides may have archived theirs.
 */
export function findCollisions(facts: Facts): readonly Reuse[] {
  const found = new Map<string, Reuse>();
  const seen = new Map<string, BaseView[]>();
  for (const right of facts.sides) {
    for (const key of keysSince(facts, right)) {
      if (found.has(key) || isTaken(facts, right.fork, key)) continue;
      const others = seen.get(key) ?? [];
      for (const left of others) {
        const reuse = collisionOf(facts, key, left, right);
        if (!reuse) continue;
        found.set(key, reuse);
        break;
      }
      others.push(right);
      seen.set(key, others);
    }
  }
  return [...found.values()];
}

function collisionOf(facts: Facts, key: string, ours: BaseView, theirs: BaseView): Reuse | undefined {
  const [left, right] = [meaningsSince(facts, key, ours), meaningsSince(facts, key, theirs)];
  const disputed = disputes(facts, ...paired(facts, left, right));
  const [first] = disputed.filter((dispute) => !isOld(facts, dispute));
  if (!first) return undefined;
  const uses = [...left, ...right].filter(
    (use) => use === first.one || use === first.other || !gaveWay(facts, use.claim, undefined),
  );
  return { key, left: first.one, right: first.other, uses };
}

/** Where both sides have items, only items are paired. */
function paired(
  facts: Facts,
  ours: readonly Use[],
  theirs: readonly Use[],
): [readonly Use[], readonly Use[]] {
  const itemsOf = (uses: readonly Use[]) => uses.filter(({ claim }) => claim.kind === 'item');
  const isStanding = ({ claim }: Use): boolean => !gaveWay(facts, claim, undefined);
  const [left, right] = [itemsOf(ours), itemsOf(theirs)];
  return left.some(isStanding) && right.some(isStanding) ? [left, right] : [ours, theirs];
}

/** The claims of a side: its own, and items that appeared and disappeared since its fork. */
function keysSince(facts: Facts, side: BaseView): ReadonlySet<string> {
  const keys = new Set([...side.items.keys(), ...side.headings.keys(), ...side.directories.keys()]);
  for (const { state } of sinceFork(facts, side)) for (const { key } of state.entries) keys.add(key);
  return keys;
}

/** Claimed at the fork, and not renumbered since. */
function isTaken(facts: Facts, fork: View, key: string): boolean {
  const items = fork.items.get(key) ?? [];
  if (items.length > 0) return !items.every((item) => isGone(facts, livesOf(facts).stayOf(item)));
  const directories = fork.directories.get(key) ?? [];
  return fork.headings.has(key) || !directories.every((directory) => hasMoved(facts, fork, directory));
}

/** One side has both already: that is reported for the side. */
function isOld(facts: Facts, { one, other }: Dispute): boolean {
  const [ours, theirs] = [staysOf(livesOf(facts), one.claim), staysOf(livesOf(facts), other.claim)];
  const pairs = ours.flatMap((left) => theirs.map((right) => [left, right] as const));
  const isOldPair = ([left, right]: readonly [Stay, Stay]): boolean =>
    sidesAfter(facts, left).some((side) => collide(livesOf(facts), left, right, pastOf(facts, side)));
  return pairs.length > 0 && pairs.every(isOldPair);
}

/** The sides that have a life behind them: of very many, mostly one. */
function sidesAfter(facts: Facts, { holders }: Stay): readonly BaseView[] {
  return [...holders, ...after(holders)].flatMap((version) => sidesAt(facts).get(version) ?? []);
}

const sidesAt = remember((facts: Facts) => groupBy(facts.sides, timelineOf(facts).of));
