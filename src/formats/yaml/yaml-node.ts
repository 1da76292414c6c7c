import { lineEnd } from '../text/line-index.ts';

/** A stretch of text: UTF-16 offsets, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a text, in one sentence, and the UTF-16 offset where. */
export interface YamlFault {
  readonly message: string;
  readonly offset: number;
}

/** A single value, or an alias of one; then the span is the alias and the text that of its target. */
export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  /** The value as text: quotes off, escapes and folds resolved, never through a number or date. */
  readonly text: string;
  /** Neither quoted, nor a block text, nor tagged. */
  readonly plain: boolean;
}

export interface YamlPair {
  readonly key: YamlNode;
  /** Offset right behind the `:`; undefined where a key stands alone, and its value is an empty scalar. */
  readonly colon: number | undefined;
  readonly value: YamlNode;
}

/** The span of a block collection ends with its last value, without the line break and comments after it. */
export interface YamlMap extends Span {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlEntry {
  /** Offset of the `-`, in flow style of the value. */
  readonly start: number;
  readonly value: YamlNode;
}

export interface YamlList extends Span {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

/** An alias of a mapping or list. It is never followed, so no chain of them can blow up. */
interface YamlAlias extends Span {
  readonly kind: 'alias';
}

export type YamlNode = YamlScalar | YamlMap | YamlList | YamlAlias;

/** The pair of that key; of two, the first. */
export function findPair(map: YamlMap, key: string): YamlPair | undefined {
  return map.pairs.find((pair) => pair.key.kind === 'scalar' && pair.key.text === key);
}

/** The value of that key if it is a scalar that says something: not null, not empty. */
export function findText(map: YamlMap, key: string): YamlScalar | undefined {
  const value = findPair(map, key)?.value;
  return value?.kind === 'scalar' && value.text !== '' && !isNull(value) ? value : undefined;
}

/** `~`, `null` or nothing at all, unquoted. */
export function isNull({ plain, text }: YamlScalar): boolean {
  return plain && text.length <= 4 && /^(?:~|null|Null|NULL)?$/u.test(text);
}

/** Offset of the next character that is neither white space nor part of a comment. */
export function skipBlank(text: string, offset: number): number {
  const blanks = /[ \t\r\n]*/uy;
  for (let at = offset; ; at = blanks.lastIndex) {
    blanks.lastIndex = at;
    blanks.test(text);
    if (text.charAt(blanks.lastIndex) !== '#') return blanks.lastIndex;
    blanks.lastIndex = lineEnd(text, blanks.lastIndex);
  }
}
