import { drawsAgree } from '../../../core/ids/subject.ts';
import { separate } from './backlog-parts.ts';
import type { BacklogParts, BlockPart } from './backlog-parts.ts';
import { keyedAs } from './block-keys.ts';
import { readLayout } from '../layout.ts';
import { mergeOrder } from './merge-order.ts';
import { mergeShapes, reshape, unshape } from '../../text/text-shape.ts';
import type { TextShape } from '../../text/text-shape.ts';

/** Three versions of one thing: the common ancestor and what each side made of it. */
export interface ThreeWay<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** A stretch of the merged text: known, or three texts of whole lines that both sides changed and that only a text merge can join. */
type MergePiece = string | ThreeWay<string>;

/** An ID that stands for two items after the merge, with their titles. */
export interface DoubledId {
  readonly id: string;
  readonly ours: string;
  readonly theirs: string;
}

/** How three versions of a BACKLOG.yaml become one. */
export interface MergePlan {
  readonly head: MergePiece;
  readonly items: readonly MergePiece[];
  readonly tail: MergePiece;
  readonly doubled: readonly DoubledId[];
  readonly shape: TextShape;
}

/**
 * Merges three texts of a BACKLOG.yaml by item blocks; an empty one is a file that did not exist. The mark becomes the higher of
 * the two sides'; items are paired by ID and `created`, and an untouched block keeps its bytes.
 * `undefined` where the texts cannot be told apart into blocks: that is a matter for a text merge of the whole.
 */
export function planMerge(texts: ThreeWay<string>): MergePlan | undefined {
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
  return {
    head: mergeTexts({ base: parts.base.head, ours: parts.ours.head, theirs: parts.theirs.head }),
    items: pairs.map(mergeBlock),
    tail: mergeTexts({ base: parts.base.tail, ours: parts.ours.tail, theirs: parts.theirs.tail }),
    doubled: findDoubled(pairs),
    shape: mergeShapes(shaped.base.shape, shaped.ours.shape, shaped.theirs.shape),
  };
}

/** Puts the text together; `join` gives the outcome of the text merge of a piece that both sides changed. */
export function assembleMerge(plan: MergePlan, join: (piece: ThreeWay<string>) => string): string {
  const textOf = (piece: MergePiece): string => (typeof piece === 'string' ? piece : join(piece));
  const head = textOf(plan.head);
  const list =
    plan.items.length === 0 ? head.replace(/\n$/u, ' []\n') : head + plan.items.map(textOf).join('');
  return reshape(list + textOf(plan.tail), plan.shape);
}

/** The pieces that need a text merge. */
export function openPieces({ head, items, tail }: MergePlan): readonly ThreeWay<string>[] {
  return [head, ...items, tail].filter((piece) => typeof piece !== 'string');
}

/** Whether a text is a backlog at all. */
export function isReadable(text: string): boolean {
  return 'layout' in readLayout(text);
}

function mapThree<T, R>({ base, ours, theirs }: ThreeWay<T>, map: (value: T) => R | undefined) {
  const [one, two, three] = [map(base), map(ours), map(theirs)];
  if (one === undefined || two === undefined || three === undefined) return undefined;
  return { base: one, ours: two, theirs: three };
}

function mergeTexts({ base, ours, theirs }: ThreeWay<string>): MergePiece {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : { base, ours, theirs };
}

/** One item on the three sides; `undefined` where a side has none. */
type BlockPair = ThreeWay<BlockPart | undefined>;

/** Empty for an item that is gone. What one side deleted and the other changed is a conflict in the item's own place. */
function mergeBlock({ base, ours, theirs }: BlockPair): MergePiece {
  return mergeTexts({ base: base?.text ?? '', ours: ours?.text ?? '', theirs: theirs?.text ?? '' });
}

function pairBlocks({ base, ours, theirs }: ThreeWay<BacklogParts>): readonly BlockPair[] {
  const [old, left] = [byKey(base.blocks), byKey(keyedAs(base.blocks, ours.blocks))];
  const right = new Map(
    keyedAs(base.blocks, theirs.blocks).map((block) => [keyBeside(block, old, left), block]),
  );
  const order = mergeOrder([...old.keys()], [...left.keys()], [...right.keys()]);
  return order.map((key) => ({ base: old.get(key), ours: left.get(key), theirs: right.get(key) }));
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
