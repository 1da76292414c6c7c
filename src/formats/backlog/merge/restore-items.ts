import { mergeOrder } from '../../text/merge-order.ts';
import { reshape, unshape } from '../../text/text-shape.ts';
import { separate } from './backlog-parts.ts';
import type { BlockPart } from './backlog-parts.ts';

/** What tells an item of a backlog's text from the others. */
export type ItemWords = Pick<BlockPart, 'id' | 'title' | 'created'>;

/**
 * Puts items of another version of a BACKLOG.yaml into a text, each beside the neighbour that it had there; every other byte stays.
 * `undefined` if one of the two texts cannot be split into items.
 */
export function restoreItems(
  text: string,
  from: string,
  isMissing: (item: ItemWords) => boolean,
): string | undefined {
  const [shaped, other] = [unshape(text), unshape(from)];
  const own = shaped && separate(shaped.lines);
  const source = other && separate(other.lines);
  if (!own || !source) return undefined;
  const { head, blocks, tail } = own.split(own.mark ?? 0);
  const here = new Map(blocks.map((block) => [block.key, block.text]));
  const there = new Map(source.split(0).blocks.map((block) => named(block, isMissing(block))));
  const known = [...there.keys()].filter((key) => here.has(key) || key.endsWith(BACK));
  if (!known.some((key) => key.endsWith(BACK))) return text;
  const all = new Map([...there, ...here]);
  const items = mergeOrder([], [...here.keys()], known).map((key) => all.get(key));
  return reshape(head + items.join('') + tail, shaped.shape);
}

/** No key of an item ends so. Another item may have the same ID, and no `created` either. */
const BACK = '\nback';

function named({ key, text }: BlockPart, isMissing: boolean): readonly [string, string] {
  return [isMissing ? key + BACK : key, text];
}
