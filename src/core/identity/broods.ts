import { groupBy } from '../ids/group-by.ts';
import type { Held } from './life.ts';

/**
 * Groups of IDs whose entries share a moment because a program wrote them in one go or people copied one, so that the moment proves nothing: all
 * are there as soon as the highest one is, and were all new then, or one has another title than the rest.
 */
export function broodsAmong(group: readonly Held[]): readonly ReadonlySet<string>[] {
  const placed = group.flatMap(({ entry, holders }) => holders.map((version) => ({ ...entry, version })));
  const held = groupBy(placed, ({ version }) => version);
  return [...held].flatMap(([version, members]) => {
    const before = version.before.flatMap((parent) => held.get(parent) ?? []);
    const last = members.reduce((highest, entry) => (entry.id.number > highest.id.number ? entry : highest));
    const isNew = !before.some(({ key }) => key === last.key);
    const isOther = members.some(
      ({ key, title }) => key !== last.key && (before.length === 0 || title !== last.title),
    );
    return isNew && isOther ? [new Set(members.map(({ key }) => key))] : [];
  });
}
