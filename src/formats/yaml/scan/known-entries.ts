import { lineStart } from '../../text/line-index.ts';
import { LazyMap } from '../lazy-map.ts';
import type { YamlEntry, YamlList, YamlMap } from '../yaml-node.ts';

/** A text that was read, and what it holds. */
export interface ScannedText {
  readonly text: string;
  readonly root: YamlMap;
}

/** How a text is read. */
export interface ScanOptions {
  /** What was read before of much the same text, for speed: what the two have in common is taken over from there. */
  readonly like?: ScannedText | undefined;
  /** Leaves the pairs of mappings in lists to whoever asks for them. */
  readonly isLazy?: boolean;
}

/** Entries of a list that another text has as well. */
export interface KnownRest {
  /** Offset of the first dash: where an entry of a list begins there, these are the ones that follow. */
  readonly start: number;
  readonly entries: readonly YamlEntry[];
  /** Offset of the first dash behind them. */
  readonly next: number;
}

/** What a list has in common with one of another text: its first entries, at the same places, and others further down. */
export interface KnownEntries extends KnownRest {
  readonly rest: KnownRest | undefined;
}

/** What the longest list at the top of a text has in common with the text to read, as far as nothing that follows can change it. */
export function knownEntries(text: string, like: ScannedText): KnownEntries | undefined {
  const list = longestList(like.root);
  if (!list) return undefined;
  const same = commonStart(text, like.text);
  // Where an entry ends shows in the dash of the next one.
  const count = list.entries.findLastIndex(({ start }) => start + DASH.length <= same);
  const next = list.entries[count];
  if (!next || count <= 0) return undefined;
  const rest = knownRest(text, like.text, list.entries.slice(count + 1), same);
  return { start: list.start, entries: list.entries.slice(0, count), next: next.start, rest };
}

/** The last entry shows where the others end. */
function knownRest(
  text: string,
  other: string,
  entries: readonly YamlEntry[],
  same: number,
): KnownRest | undefined {
  const shift = text.length - other.length;
  const from = other.length - commonEnd(text, other, same);
  const last = entries.at(-1);
  const common = entries.filter(({ start }) => lineStart(other, start) > from);
  const moved = common
    .slice(0, -1)
    .flatMap(({ start, value }): YamlEntry | [] =>
      value instanceof LazyMap ? { start: start + shift, value: value.movedTo(text, shift) } : [],
    );
  const [first] = moved;
  const isWhole = moved.length === common.length - 1;
  return last && first && isWhole
    ? { start: first.start, entries: moved, next: last.start + shift }
    : undefined;
}

const DASH = '- ';

function longestList({ pairs }: YamlMap): YamlList | undefined {
  const lists = pairs.flatMap(({ value }) => (value.kind === 'list' && !value.flow ? [value] : []));
  return lists.toSorted((one, other) => other.entries.length - one.entries.length)[0];
}

/** How much is compared at a time by the machine's own means. */
const CHUNK = 4096;

function commonStart(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one.slice(same, same + CHUNK) === other.slice(same, same + CHUNK))
    same += CHUNK;
  const length = Math.min(one.length, other.length);
  same = Math.min(same, length);
  while (same < length && one.charCodeAt(same) === other.charCodeAt(same)) same += 1;
  return same;
}

/** Without what they have in common at their start. */
function commonEnd(one: string, other: string, start: number): number {
  const length = Math.min(one.length, other.length) - start;
  let same = 0;
  while (same + CHUNK <= length && isSameBefore(one, other, same)) same += CHUNK;
  while (same < length && one.charCodeAt(one.length - 1 - same) === other.charCodeAt(other.length - 1 - same))
    same += 1;
  return same;
}

/** Whether the texts have the same chunk so far from their ends. */
function isSameBefore(one: string, other: string, end: number): boolean {
  const [to, by] = [one.length - end, other.length - end];
  return one.slice(to - CHUNK, to) === other.slice(by - CHUNK, by);
}
