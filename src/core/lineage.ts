import type { Claim, ItemClaim } from './claim.ts';
import { groupBy } from './group-by.ts';
import { remember } from './remember.ts';
import type { BacklogVersion } from './situation.ts';
import { claimsAgree, drawsAgree, isSameItem, itemsAgree, textOf } from './subject.ts';
import { commitsWith, tenuresOf } from './tenure.ts';
import type { Use } from './versions.ts';
import { meantMark } from './view.ts';

/**
 * Whether an item took its ID without taking it from another use: in some version it has the ID, and no version before that gave the ID to
 * the other. Where no version has the item, it is so new that any earlier version counts.
 */
export function isDrawnApart(versions: readonly BacklogVersion[], item: ItemClaim, other: Claim): boolean {
  const [givers, rivals] = [giversOf(versions, item), giversOf(versions, other)];
  if (givers.size === 0) return rivals.size === 0;
  const after = descendantsOf(versions, rivals);
  return [...givers].some((commit) => !after.has(commit));
}

/** Whether an item gave way in a merge: one side never had it and yet used its number up, so that its ID is for what that drew. */
export function gaveWay(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const holders = holdersOfItem(versions, item);
  const after = descendantsOf(versions, holders);
  return renumberings(versions, item).some(({ parents }) =>
    parents.some(
      (parent) =>
        !holders.has(parent) && !after.has(parent) && (marksOf(versions).get(parent) ?? 0) >= item.id.number,
    ),
  );
}

/** The commits of those versions that have one of these behind them, in whatever order they are. */
function descendantsOf(
  versions: readonly BacklogVersion[],
  commits: ReadonlySet<string>,
): ReadonlySet<string> {
  const after = new Set<string>();
  const queue = [...commits];
  for (const commit of queue) {
    for (const child of childrenOf(versions).get(commit) ?? []) {
      if (!after.has(child.commit)) queue.push(child.commit);
      after.add(child.commit);
    }
  }
  return after;
}

const childrenOf = remember((versions: readonly BacklogVersion[]) =>
  groupBy(
    versions.flatMap(({ commit, parents }) => parents.map((parent) => ({ parent, commit }))),
    ({ parent }) => parent,
  ),
);

/**
 * Whether some version gave an item, title and all, a new ID instead of the one it has, and none after that gave it this one back. A new ID
 * is a number above the marks of the versions before, one of which still gave it the old one.
 */
export function wasRenumbered(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const givers = [...giversOf(versions, item)];
  return renumberings(versions, item).some(({ commit }) => {
    const after = descendantsOf(versions, new Set([commit]));
    return !givers.some((giver) => after.has(giver));
  });
}

function renumberings(versions: readonly BacklogVersion[], item: ItemClaim): readonly BacklogVersion[] {
  const marks = marksOf(versions);
  const holders = holdersOfItem(versions, item);
  return versions.filter(({ commit, parents, backlog }) => {
    if (holders.has(commit) || !parents.some((parent) => holders.has(parent))) return false;
    const mark = Math.max(...parents.map((parent) => marks.get(parent) ?? 0));
    return backlog.items.some((other) => other.id.number > mark && isSameItem(other, item));
  });
}

/** Whether some version had an item under both of its IDs, so that the one was not given up for the other. */
export function isCopied(versions: readonly BacklogVersion[], item: ItemClaim, other: ItemClaim): boolean {
  const givers = giversOf(versions, item);
  return [...holdersOfItem(versions, other)].some((commit) => givers.has(commit));
}

/**
 * Whether two branches renumbered an item, and a version that has both behind it left it the other one of its two IDs: each was given where
 * nobody had the other yet, and it never stood under both.
 */
function wasRenumberedApart(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const selves = (tenuresByText(versions).get(textOf(item)) ?? []).map((tenure) => tenure.item);
  const others = selves.filter(({ key }) => key !== item.key);
  if (others.length === 0) return false;
  const after = descendantsOf(versions, giversOf(versions, item));
  return others.some((other) => {
    const givers = giversOf(versions, other);
    const isLeft = [...givers].some((commit) => after.has(commit));
    const isNewId = selves.some((former) =>
      renumberings(versions, former).some(({ commit }) => givers.has(commit)),
    );
    const isApart = isDrawnApart(versions, item, other) && isDrawnApart(versions, other, item);
    return isLeft && isNewId && isApart && !isCopied(versions, item, other);
  });
}

const tenuresByText = remember((versions: readonly BacklogVersion[]) =>
  groupBy(tenuresOf(versions), ({ item }) => textOf(item)),
);

/** Whether these versions tell that an item gave its ID up for another one, in one of these two ways. */
export function wasHandedOn(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  return wasRenumbered(versions, item) || wasRenumberedApart(versions, item);
}

/** The items that were renumbered later, be it under another title. */
export function renumberedAmong(
  versions: readonly BacklogVersion[],
  uses: readonly Use<ItemClaim>[],
): readonly Use<ItemClaim>[] {
  const renumbered = uses.filter(({ claim }) => wasRenumbered(versions, claim));
  return uses.filter(({ claim }) => renumbered.some((use) => itemsAgree(use.claim, claim)));
}

/** Without the items that were renumbered later, as long as others are left to tell what the ID means. */
export function withoutRenumbered(
  versions: readonly BacklogVersion[],
  uses: readonly Use<ItemClaim>[],
): readonly Use<ItemClaim>[] {
  if (uses.length < 2) return uses;
  const gone = renumberedAmong(versions, uses);
  const left = uses.filter((use) => !gone.includes(use));
  return left.length > 0 ? left : uses;
}

/** Whether a version gave an item its ID when the mark of each version before it was still below that number. */
export function isDrawnAboveMark(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const marks = marksOf(versions);
  const givers = giversOf(versions, item);
  return versions.some(
    ({ commit, parents }) =>
      givers.has(commit) && parents.every((parent) => (marks.get(parent) ?? 0) < item.id.number),
  );
}

const marksOf = remember(
  (versions: readonly BacklogVersion[]) =>
    new Map(versions.map(({ commit, backlog }) => [commit, meantMark(backlog.mark) ?? 0])),
);

function giversOf(versions: readonly BacklogVersion[], claim: Claim): ReadonlySet<string> {
  return commitsWith(versions, claim.key, (item) => isOne(item, claim));
}

function holdersOfItem(versions: readonly BacklogVersion[], item: ItemClaim): ReadonlySet<string> {
  return commitsWith(versions, item.key, (other) => isSameItem(other, item));
}

/** Two people may draw one ID for one title. */
function isOne(item: ItemClaim, claim: Claim): boolean {
  return claim.kind === 'item' ? drawsAgree(item, claim) : claimsAgree(item, claim) === 'agree';
}
