import { mergeOrder } from '../text/merge-order.ts';
import type { ThreeWay } from '../text/merge-pieces.ts';
import { reshape, unshape } from '../text/text-shape.ts';
import { splitWorklog } from './worklog-parts.ts';
import type { EntryPart } from './worklog-parts.ts';

export interface RestoredWorklog {
  readonly text: string;
  /** The headings of the entries that are back, without `## `. */
  readonly restored: readonly string[];
}

/**
 * Puts the entries that a side of a merge added, and that a worklog's text lost, back beside their neighbours. An entry is known by the
 * timestamp and title of its heading, whatever ID that has now. Bytes as Latin-1 will do. `undefined` where lines end in two ways.
 */
export function restoreEntries(
  text: string,
  { base, ours, theirs }: ThreeWay<string>,
): RestoredWorklog | undefined {
  const shaped = unshape(text);
  if (!shaped) return undefined;
  const old = new Set(entriesOf(base).map(nameOf));
  const { head, ...worklog } = splitWorklog(shaped.lines);
  let { entries } = worklog;
  const restored: string[] = [];
  for (const side of [entriesOf(ours), entriesOf(theirs)]) {
    const here = new Set(entries.map(nameOf));
    const lost = side.filter((entry) => !old.has(nameOf(entry)) && !here.has(nameOf(entry)));
    restored.push(...lost.map(({ heading }) => heading));
    entries = insert(entries, side, lost);
  }
  const whole = head + entries.map((entry) => entry.text).join('');
  return { text: restored.length === 0 ? text : reshape(whole, shaped.shape), restored };
}

function entriesOf(text: string): readonly EntryPart[] {
  return splitWorklog(text.replaceAll('\r\n', '\n')).entries;
}

/** The heading without its ID. */
function nameOf({ heading }: EntryPart): string {
  return heading.replace(/\s\S+-\d+(?=\s\(|$)/u, '');
}

function insert(
  entries: readonly EntryPart[],
  side: readonly EntryPart[],
  lost: readonly EntryPart[],
): readonly EntryPart[] {
  const places = new Map(entries.map((entry) => [nameOf(entry), entry]));
  const shared = side.flatMap((entry) => (lost.includes(entry) ? entry : (places.get(nameOf(entry)) ?? [])));
  const all = new Map([...entries, ...lost].map((entry) => [keyIn(entry, lost), entry]));
  const order = mergeOrder(
    [],
    entries.map((entry) => keyIn(entry, lost)),
    shared.map((entry) => keyIn(entry, lost)),
  );
  return order.map((key) => all.get(key)).filter((entry) => entry !== undefined);
}

/** What is put back may have the heading of something else. */
function keyIn(entry: EntryPart, lost: readonly EntryPart[]): string {
  return lost.includes(entry) ? `${entry.key}\nback` : entry.key;
}
