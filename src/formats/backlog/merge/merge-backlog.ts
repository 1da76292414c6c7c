import { drawsAgree } from '../../../core/ids/subject.ts';
import { separate } from './backlog-parts.ts';
import type { BacklogParts, BlockPart } from './backlog-parts.ts';
import { keyedAs } from './block-keys.ts';
import { readLayout } from '../layout.ts';
import { mergeOrder } from '../../text/merge-order.ts';
import { mapThree, mergePiece } from '../../text/merge-pieces.ts';
import type { MergePiece, MergePlan, ThreeWay } from '../../text/merge-pieces.ts';
import { mergeShapes, unshape } from '../../text/text-shape.ts';

/** An ID that stands for two items after the merge, with their titles. */
export interface DoubledId {
  readonly id: string;
  readonly ours: string;
  readonly theirs: string;
}

/** How three versions of a BACKLOG.yaml become one. */
export interface BacklogMerge extends MergePlan {
  readonly doubled: readonly DoubledId[];
}

/**
 * Merges three texts of a BACKLOG.yaml by item blocks; an empty one is a file that did not exist. The mark becomes the higher of
 * the two sides'; items are paired by ID and `created`, and an untouched block keeps its bytes.
 * `undefined` if the texts cannot be split into blocks: the caller then merges the whole file as text.
 */
export function planMerge(texts: ThreeWay<string>): BacklogMerge | undefined {
  const shaped = mapThree(texts, unshape);
  if (!shaped) return undefined;
  const separable = mapThree(shaped, ({ lines }) => separate(lines));
  if (!separable) return undefined;
  const { base, ours, theirs } = separable;
  // A side that dropped the mark said something that no maximum can say.
  if (base.mark !== undefined && (ours.mark === undefined || theirs.mark === undefined)) return undefined;
  const mark = Math.max(ours.mark ?? 0, theirs.mark ?? 0);
  const parts = { base: base.split(mark), ours: ours.split(mark), theirs: theirs.split(mark) };
  const pairs = pairBlocks(parts).filter((pair) => mergeBlock(pair) !== '');
  const heads = { base: parts.base.head, ours: parts.ours.head, theirs: parts.theirs.head };
  const tails = { base: parts.base.tail, ours: parts.ours.tail, theirs: parts.theirs.tail };
  return {
    pieces: [
      headPiece(heads, pairs.length === 0),
      ...pairs.map((pair) => ({ text: mergeBlock(pair), about: pair.id })),
      { text: mergePiece(tails) },
    ],
    doubled: findDoubled(pairs),
    shape: mergeShapes(shaped.base.shape, shaped.ours.shape, shaped.theirs.shape),
  };
}

/** Whether a text is a backlog at all. */
export function isReadable(text: string): boolean {
  return 'layout' in readLayout(text);
}

/** All that stands above the items; a list without any is written `[]`. */
function headPiece(heads: ThreeWay<string>, empty: boolean): MergePiece {
  const whole = (head: string): string => (empty ? head.replace(/\n$/u, ' []\n') : head);
  return {
    text: mergePiece({ base: whole(heads.base), ours: whole(heads.ours), theirs: whole(heads.theirs) }),
  };
}

/** One item on the three sides; `undefined` where a side has none. */
interface BlockPair extends ThreeWay<BlockPart | undefined> {
  readonly id: string;
}

/** Empty for an item that is gone. What one side deleted and the other changed is a conflict in the item's own place. */
function mergeBlock({ base, ours, theirs }: BlockPair): MergePiece['text'] {
  return mergePiece({ base: base?.text ?? '', ours: ours?.text ?? '', theirs: theirs?.text ?? '' });
}

function pairBlocks({ base, ours, theirs }: ThreeWay<BacklogParts>): readonly BlockPair[] {
  const [old, left] = [byKey(base.blocks), byKey(keyedAs(base.blocks, ours.blocks))];
  const right = new Map(
    keyedAs(base.blocks, theirs.blocks).map((block) => [keyBeside(block, old, left), block]),
  );
  const order = mergeOrder([...old.keys()], [...left.keys()], [...right.keys()]);
  return order.map((key) => ({
    id: key.slice(0, key.indexOf('\n')),
    base: old.get(key),
    ours: left.get(key),
    theirs: right.get(key),
  }));
}

type Blocks = ReadonlyMap<string, BlockPart>;

function byKey(blocks: readonly BlockPart[]): Blocks {
  return new Map(blocks.map((block) => [block.key, block]));
}

/** A `created` written by hand proves nothing: two people may both have written today's date under one new ID. */
function keyBeside(block: BlockPart, base: Blocks, ours: Blocks): string {
  const other = base.has(block.key) ? undefined : ours.get(block.key);
  return other && !drawsAgree(other, block) ? `${block.key}\ntheirs` : block.key;
}

/** IDs with several items that no side had by itself. */
function findDoubled(pairs: readonly BlockPair[]): readonly DoubledId[] {
  const added = (pair: BlockPair, side: 'ours' | 'theirs', other: 'ours' | 'theirs') =>
    pair[other] ? undefined : pair[side];
  const left = new Map(pairs.flatMap((pair) => entry(added(pair, 'ours', 'theirs'))));
  const right = pairs.flatMap((pair) => entry(added(pair, 'theirs', 'ours')));
  return right.flatMap(([id, theirs]) => {
    const ours = left.get(id);
    return ours === undefined ? [] : [{ id, ours, theirs }];
  });
}

function entry(block: BlockPart | undefined): readonly (readonly [string, string])[] {
  return block ? [[block.id, block.title]] : [];
}
