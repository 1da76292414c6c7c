import { groupBy } from '../../../core/ids/group-by.ts';
import { isProven } from '../../../core/ids/subject.ts';
import type { BlockPart } from './backlog-parts.ts';

/**
 * The blocks of a side under the keys that the base knows them by. An item whose `created` came, went or changed is the base's only item of
 * its ID, unless a program gave a `created` to both.
 */
export function keyedAs(base: readonly BlockPart[], side: readonly BlockPart[]): readonly BlockPart[] {
  const known = new Set(base.map(({ key }) => key));
  const [before, now] = [singles(base), singles(side)];
  return side.map((block) => {
    const old = now.has(block.id) ? before.get(block.id) : undefined;
    if (!old || known.has(block.key) || (isProven(old) && isProven(block))) return block;
    return { ...block, key: old.key };
  });
}

/** By their IDs the blocks that are the only one of theirs. */
function singles(blocks: readonly BlockPart[]): ReadonlyMap<string, BlockPart> {
  const groups = groupBy(blocks, ({ id }) => id);
  return new Map([...groups].flatMap(([id, [block, another]]) => (another ? [] : [[id, block]])));
}
