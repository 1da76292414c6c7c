import { groupBy } from '../../../core/ids/group-by.ts';
import { isProven } from '../../../core/ids/subject.ts';
import type { BlockPart } from './backlog-parts.ts';

/**
 * The blocks of a side under the keys that the base knows them by. An item whose `created` came, went or changed is the base's only item of
 * its ID, unless a program gave a `created` to both.
 */
export function keyedAs(base: readonly BlockPart[], side: readonly BlockPart[]): readonly BlockPart[] {
  const known = new Set(base.map(({ key }) => key));
  const [before, now] = [base, side].map((blocks) => groupBy(blocks, ({ id }) => id));
  return side.map((block) => {
    const [old, another] = before?.get(block.id) ?? [];
    const isAlone = old && !another && now?.get(block.id)?.length === 1;
    if (!isAlone || known.has(block.key) || (isProven(old) && isProven(block))) return block;
    return { ...block, key: old.key };
  });
}
