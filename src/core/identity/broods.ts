import type { ItemClaim } from '../ids/claim.ts';
import { growingList, listUnder } from '../ids/lookup.ts';
import type { Held } from './life.ts';
import type { Version } from './timeline.ts';

/**
 * Groups of IDs whose entries share a moment because a program wrote them in one go or people copied one, so that the moment proves nothing: all
 * are there as soon as the highest one is, and were all new then, or one has another title than the rest.
 */
export function broodsAmong(group: readonly Held[]): readonly ReadonlySet<string>[] {
  const several = versionsOfSeveral(group);
  const held = entriesIn(group, new Set([...several].flatMap((version) => [version, ...version.before])));
  return [...several].flatMap((version) => {
    const members = listUnder(held, version);
    const before = version.before.flatMap((parent) => listUnder(held, parent));
    const last = members.reduce((highest, entry) => (entry.id.number > highest.id.number ? entry : highest));
    const isNew = !before.some(({ key }) => key === last.key);
    const isOther = members.some(
      ({ key, title }) => key !== last.key && (before.length === 0 || title !== last.title),
    );
    return isNew && isOther ? [new Set(members.map(({ key }) => key))] : [];
  });
}

/** Those that have two of these entries or more. Most have one, and there may be thousands of them. */
function versionsOfSeveral(group: readonly Held[]): ReadonlySet<Version> {
  const positions = group.flatMap(({ holders }) => holders.slice(-1).map(({ position }) => position));
  const seen = new Uint8Array(Math.max(...positions) + 1);
  const found = new Set<Version>();
  for (const { holders } of group) {
    for (const version of holders) {
      if (seen[version.position] === 1) found.add(version);
      seen[version.position] = 1;
    }
  }
  return found;
}

function entriesIn(
  group: readonly Held[],
  versions: ReadonlySet<Version>,
): ReadonlyMap<Version, readonly ItemClaim[]> {
  const found = new Map<Version, ItemClaim[]>();
  for (const { entry, holders } of versions.size > 0 ? group : []) {
    for (const version of holders) {
      if (versions.has(version)) growingList(found, version).push(entry);
    }
  }
  return found;
}
