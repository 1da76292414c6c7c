import { reshape } from './text-shape.ts';
import type { TextShape } from './text-shape.ts';

/** Three versions of one thing: the common ancestor and what each side made of it. */
export interface ThreeWay<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** A stretch of a merged text, and what it is about, for people. */
export interface MergePiece {
  /** Known, or three texts of whole lines that both sides changed and that only a text merge can join. */
  readonly text: string | ThreeWay<string>;
  readonly about?: string;
}

/** How three versions of a text become one. */
export interface MergePlan {
  readonly pieces: readonly MergePiece[];
  readonly shape: TextShape;
}

/** A side's change is taken; what both changed alike is one change. */
export function mergePiece({ base, ours, theirs }: ThreeWay<string>): MergePiece['text'] {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : { base, ours, theirs };
}

/** The pieces that need a text merge. */
export function openPieces({ pieces }: MergePlan): readonly ThreeWay<string>[] {
  return pieces.map(({ text }) => text).filter((text) => typeof text !== 'string');
}

/** Puts the text together; `join` gives the outcome of the text merge of a piece that both sides changed. */
export function assembleMerge(
  { pieces, shape }: MergePlan,
  join: (piece: ThreeWay<string>) => string,
): string {
  const texts = pieces.map(({ text }) => (typeof text === 'string' ? text : join(text)));
  return reshape(texts.join(''), shape);
}

/** The same for all three; `undefined` where it has no answer for one of them. */
export function mapThree<T, R>(
  { base, ours, theirs }: ThreeWay<T>,
  map: (value: T) => R | undefined,
): ThreeWay<R> | undefined {
  const [one, two, three] = [map(base), map(ours), map(theirs)];
  if (one === undefined || two === undefined || three === undefined) return undefined;
  return { base: one, ours: two, theirs: three };
}
