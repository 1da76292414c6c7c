import type { ItemBlock } from './item-block.ts';
import type { PlainLayout, PlainReading } from './plain-layout.ts';
import type { Span, YamlFault, YamlList, YamlMap, YamlNode, YamlPair } from '../yaml/yaml-node.ts';

/** NEL, LS and PS end a line for libyaml (YAML 1.1), by which the orchestrator reads; for YAML 1.2 they are text like any other. */
const OTHER_BREAK = /[\u0085\u2028\u2029]/gu;
const BREAKS = ['\u0085', '\u2028', '\u2029'] as const;

export function hasOtherBreaks(text: string): boolean {
  return BREAKS.some((character) => text.includes(character));
}

/**
 * The text with what those characters are for libyaml in their place; every offset stays what it is. Within quotes a line may go on at any
 * column, which YAML 1.2 does not allow: where all of them are there, they are blanks.
 */
export function withOtherBreaks(text: string, { root }: PlainLayout): string {
  const quoted = [...quotedIn(root, text)];
  let next = 0;
  const isQuoted = (offset: number): boolean => {
    while ((quoted[next]?.end ?? Infinity) <= offset) next += 1;
    return (
      (quoted[next]?.start ?? Infinity) <= offset && !DOCUMENT_MARK.test(text.slice(offset + 1, offset + 5))
    );
  };
  const breaks = [...text.matchAll(OTHER_BREAK)];
  return text.replaceAll(OTHER_BREAK, breaks.every(({ index }) => isQuoted(index)) ? ' ' : '\n');
}

/** Ends a document, even within quotes. */
const DOCUMENT_MARK = /^(?:---|\.\.\.)(?:\s|\u0085|$)/u;

/** Values in quotes, in their order. A key must not span lines. */
function* quotedIn(node: YamlNode, text: string): Generator<Span> {
  if (node.kind === 'map') for (const { value } of node.pairs) yield* quotedIn(value, text);
  else if (node.kind === 'list') for (const { value } of node.entries) yield* quotedIn(value, text);
  else if (node.kind === 'scalar' && /["']/u.test(text.charAt(node.start))) yield node;
}

function* keylessIn(node: YamlNode): Generator<Span> {
  if (node.kind === 'list') for (const { value } of node.entries) yield* keylessIn(value);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.pairs) {
    if (key.start === key.end && !node.flow) yield key;
    yield* keylessIn(value);
  }
}

/** What two readers make of a text differently: claims, which is a problem, or other texts alone, which is worth a remark. */
export interface ReadingDifference {
  readonly problem?: YamlFault;
  readonly remark?: YamlFault;
}

export const NO_DIFFERENCE: ReadingDifference = {};

/** Compares what a text says with what it says once those characters end lines. */
export function compareReadings(text: string, one: PlainLayout, other: PlainReading): ReadingDifference {
  if ('faults' in other) {
    const offset = Math.min(...other.faults.map((fault) => fault.offset));
    return { problem: blame(text, offset, UNREADABLE) };
  }
  // A line that begins with its colon is one more thing that libyaml does not read.
  const [keyless] = keylessIn(other.root);
  if (keyless) return { problem: blame(text, keyless.start, UNREADABLE) };
  const claimed = differenceOfClaims(one, other);
  if (claimed !== undefined) return { problem: blame(text, claimed, CLAIMS) };
  const said = differenceOfNodes(one.root, other.root);
  return said === undefined ? NO_DIFFERENCE : { remark: blame(text, said, TEXTS) };
}

const UNREADABLE = 'so they may not be able to read the file';
const CLAIMS = 'so they read other IDs, titles, `created` or `next_item_id`';
const TEXTS = 'so they read another text';

/** The last such character before a difference is what made it. */
function blame(text: string, offset: number, effect: string): YamlFault {
  const before = Math.max(...BREAKS.map((char) => text.lastIndexOf(char, offset)));
  const at = before === -1 ? text.search(OTHER_BREAK) : before;
  const name = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    message: `the invisible character ${name} is here; libyaml and other readers end the line at it, ${effect}`,
    offset: at,
  };
}

/** The offset of the first difference of what counts; undefined where all is alike. */
function differenceOfClaims(one: PlainLayout, other: PlainLayout): number | undefined {
  const [longer, shorter] = one.items.length < other.items.length ? [other, one] : [one, other];
  for (const [at, item] of longer.items.entries()) {
    const twin = shorter.items[at];
    const offset = twin ? differenceOfItems(item, twin) : item.id.start;
    if (offset !== undefined) return offset;
  }
  return differenceOfTexts(one.mark, other.mark, ({ raw }) => raw);
}

function differenceOfItems(one: ItemBlock, other: ItemBlock): number | undefined {
  return (
    differenceOfTexts(one.id, other.id, ({ text }) => text) ??
    // How blanks and breaks within a title are folded is no other title.
    differenceOfTexts(one.title, other.title, ({ text }) => folded(text)) ??
    differenceOfTexts(one.created, other.created, ({ text }) => text)
  );
}

function differenceOfTexts<T extends Span>(
  one: T | undefined,
  other: T | undefined,
  textOf: (value: T) => string,
): number | undefined {
  if (!one) return other && other.end;
  if (!other) return one.end;
  return textOf(one) === textOf(other) ? undefined : one.end;
}

function differenceOfNodes(one: YamlNode, other: YamlNode): number | undefined {
  if (one.kind === 'map' && other.kind === 'map') return differenceOfMaps(one, other);
  if (one.kind === 'list' && other.kind === 'list') {
    const values = ({ entries }: YamlList) => entries.map(({ value }) => value);
    return differenceOfLists(one.end, values(one), values(other));
  }
  const isSame =
    one.kind === 'scalar' && other.kind === 'scalar'
      ? folded(one.text) === folded(other.text)
      : one.kind === other.kind;
  return isSame ? undefined : one.end;
}

function differenceOfMaps(one: YamlMap, other: YamlMap): number | undefined {
  const keys = other.pairs.map(nameOf);
  const renamed = one.pairs.find((pair, at) => nameOf(pair) !== keys[at]);
  const values = ({ pairs }: YamlMap) => pairs.map(({ value }) => value);
  return renamed ? renamed.key.end : differenceOfLists(one.end, values(one), values(other));
}

function nameOf({ key }: YamlPair): string {
  return key.kind === 'scalar' ? key.text : key.kind;
}

function differenceOfLists(
  end: number,
  one: readonly YamlNode[],
  other: readonly YamlNode[],
): number | undefined {
  for (const [at, node] of one.entries()) {
    const twin = other[at];
    const offset = twin ? differenceOfNodes(node, twin) : node.start;
    if (offset !== undefined) return offset;
  }
  return one.length === other.length ? undefined : end;
}

function folded(text: string): string {
  return text.replaceAll(/[\s\u0085]+/gu, ' ').trim();
}
