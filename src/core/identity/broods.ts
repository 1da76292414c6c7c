import { groupBy } from '../ids/group-by.ts';
import type { Held } from './life.ts';

/**
 * The IDs of entries that a program wrote in one go, or that people copied, so that their moment proves nothing: side by side as soon as the
 * highest was there, when all were new, or that one had another title than the rest.
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
