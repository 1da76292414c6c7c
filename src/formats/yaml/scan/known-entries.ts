import type { YamlEntry, YamlList, YamlMap } from '../yaml-node.ts';

/** A text that was read, and what it holds. */
export interface ScannedText {
  readonly text: string;
  readonly root: YamlMap;
}

/** The first entries of a list, which another text has at the same places. */
export interface KnownEntries {
  /** Offset of the list's first dash. */
  readonly start: number;
  readonly entries: readonly YamlEntry[];
  /** Offset of the first dash that is not among them. */
  readonly next: number;
}

/** What the longest list at the top of a text has in common with the text to read, as far as nothing that follows can change it. */
export function knownEntries(text: string, like: ScannedText): KnownEntries | undefined {
  const list = longestList(like.root);
  if (!list) return undefined;
  const same = commonStart(text, like.text);
  // Where an entry ends shows in the dash of the next one.
  const count = list.entries.findLastIndex(({ start }) => start + DASH.length <= same);
  const next = list.entries[count];
  return next && count > 0
    ? { start: list.start, entries: list.entries.slice(0, count), next: next.start }
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
