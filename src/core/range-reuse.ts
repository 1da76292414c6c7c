import type { ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { isCopied, isDrawnApart, wasHandedOn } from './lineage.ts';
import { versionsOf } from './places.ts';
import { remember } from './remember.ts';
import { directoriesAbout } from './repair.ts';
import type { BacklogVersion } from './situation.ts';
import { drawsAgree, isSameItem, itemsAgree } from './subject.ts';
import { holdersOf, tenuresOf, tenuresOfId } from './tenure.ts';
import { otherMeanings } from './uses.ts';
import { itemVersions, newestUse, type Use } from './versions.ts';

/** An ID that commits between the bases and the candidate gave to something, though it means something else. */
interface ReuseOnTheWay {
  readonly key: string;
  readonly use: Use<ItemClaim>;
  /** The first of what contradicts it. */
  readonly rival: Use;
  readonly rivals: readonly Use[];
}

/**
 * IDs that got two meanings before the candidate was reached, whatever is left of them there: each item that the commits bring is held
 * against the bases, the other sides and the other items. What was renumbered on the way does not count, if the ID stays with what drew
 * it apart from that.
 */
export function findReusesOnTheWay(facts: Facts): readonly ReuseOnTheWay[] {
  const byKey = groupBy(broughtItems(facts), ({ claim }) => claim.key);
  return [...byKey].flatMap(([key, uses]) => {
    const found = uses.flatMap((use) => {
      const rivals = contradictions(facts, use);
      const [rival] = rivals;
      return rival ? { key, use, rival, rivals } : [];
    });
    return found.slice(0, 1);
  });
}

/** Items that commits between the bases and the candidate bring, and nobody else has: each once, as its newest version has it. */
export function broughtItems(facts: Facts): readonly Use<ItemClaim>[] {
  return itemsOnTheWay(facts).filter(({ published }) => !published);
}

interface Seen extends Use<ItemClaim> {
  readonly published: boolean;
}

/** All that no base has now. */
const itemsOnTheWay = remember(({ range, bases }: Facts): readonly Seen[] => {
  const found = new Map<string, Seen>();
  for (const tenure of tenuresOf(range)) {
    const { key, created, title } = tenure.item;
    const isOld = bases.some((base) => base.items.get(key)?.some((item) => isSameItem(item, tenure.item)));
    if (isOld) continue;
    const name = [key, created, title].join('\n');
    const known = found.get(name) ?? { ...newestUse(tenure), published: false };
    const published = known.published || holdersOf(range, tenure).some((version) => version.published);
    found.set(name, { ...known, published });
  }
  return [...found.values()];
});

/** Another use, and the versions that tell whether it was there without this one. */
interface Rival {
  readonly other: Use<ItemClaim>;
  readonly versions: readonly BacklogVersion[];
}

function contradictions(facts: Facts, use: Use<ItemClaim>): readonly Use[] {
  const rivals = [...rivalsAtSides(facts, use.claim), ...rivalsOnTheWay(facts, use.claim)];
  const atBases = facts.bases.flatMap((base) => otherMeanings(facts, use.claim, base));
  if (rivals.length + atBases.length === 0) return [];
  const hasMoved = wentOn(facts, use.claim);
  return [
    // What a base says was there before.
    ...(hasMoved ? [] : atBases),
    ...rivals
      .filter(({ other, versions }) => {
        if (hasMoved && isOwner(facts, versions, other.claim, use.claim)) return false;
        return !(wentOn(facts, other.claim) && isOwner(facts, facts.range, use.claim, other.claim));
      })
      .map(({ other }) => other),
  ];
}

/** Here an item drew its ID apart from the other use, or behind a base, where it may have been archived since. */
function isOwner(
  { bases }: Facts,
  versions: readonly BacklogVersion[],
  item: ItemClaim,
  other: ItemClaim,
): boolean {
  if (isDrawnApart(versions, item, other)) return true;
  return bases.some((base) => {
    const isKnown = itemVersions(base, item.key).some(({ claim }) => drawsAgree(claim, item));
    return isKnown && isDrawnApart(base.versions, item, other);
  });
}

function rivalsOnTheWay(facts: Facts, item: ItemClaim): readonly Rival[] {
  return itemsOnTheWay(facts)
    .filter(({ claim }) => claim.key === item.key && !itemsAgree(claim, item))
    .map((other) => ({ other, versions: facts.range }));
}

/** What sides that are no bases had the ID for since their fork, unless it was for the same. */
function rivalsAtSides({ bases, sides }: Facts, item: ItemClaim): readonly Rival[] {
  const known = new Set(bases.map(({ snapshot }) => snapshot.commit));
  return sides
    .filter(({ snapshot }) => !known.has(snapshot.commit))
    .flatMap((side) => {
      const uses = itemVersions(side, item.key, true);
      if (uses.some(({ claim }) => itemsAgree(claim, item))) return [];
      return uses.map((other) => ({ other, versions: side.versions }));
    });
}

/** The item goes on under a number above its own and the bases' marks, or did so until it left the backlog. */
function wentOn(facts: Facts, item: ItemClaim): boolean {
  const { candidate, bases, range } = facts;
  const stays = candidate.items.get(item.key)?.some((kept) => drawsAgree(kept, item)) ?? false;
  const names = tenuresOfId(versionsOf(facts), item.key)
    .map((tenure) => tenure.item)
    .filter((other) => drawsAgree(other, item));
  const known = [item, ...names];
  const mark = Math.max(item.id.number, Math.min(...bases.map((base) => base.fork.mark ?? 0)));
  const isHere = [...candidate.items.values()]
    .flat()
    .filter((other) => other.id.number > mark && known.some((name) => isSameItem(name, other)))
    .some((other) => !isCopied(range, item, other));
  const left = known.flatMap(({ title }) => directoriesAbout(facts, title));
  const isLeft = left.some(({ id }) => id.number > mark) && left.every(({ key }) => key !== item.key);
  const wasMoved = known.some((name) => wasHandedOn(versionsOf(facts), name));
  return !stays && (isHere || isLeft || wasMoved);
}
