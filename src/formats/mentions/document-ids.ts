import type { NamedId } from '../../core/ids/claim.ts';
import { formatItemId, splitLeadingId } from '../../core/ids/item-id.ts';
import { toLatin1 } from '../text/latin1.ts';
import { lineEnd } from '../text/line-index.ts';

/** Documents say what they are about at their start; of the rest, and of a very long line, nothing is looked at. */
const LINES = 100;
const LINE = 500;

/** The IDs that the bytes of a document name as their own: at the start of its first heading, and in its first `**ID:**` line. */
export function readDocumentIds(path: string, bytes: Uint8Array): readonly NamedId[] {
  const text = toLatin1(bytes.subarray(0, LINES * LINE));
  const found = new Map<NamedId['by'], NamedId | undefined>();
  let start = 0;
  for (let line = 1; line <= LINES && start < text.length && found.size < SHAPES.length; line += 1) {
    const end = lineEnd(text, start);
    const content = text.slice(start, Math.min(end, start + LINE));
    for (const { by, shape } of SHAPES) {
      const lead = found.has(by) ? undefined : shape.exec(content)?.[0];
      if (lead !== undefined) found.set(by, namedAt(content, lead.length, by, { path, line }));
    }
    start = end;
  }
  return [...found.values()].filter((named) => named !== undefined);
}

/** What comes before the ID in such a line, whose first kind counts even where it names none. */
const SHAPES = [
  { by: 'heading', shape: /^(?:\xEF\xBB\xBF)? {0,3}#{1,6}[ \t]+[[(]?/u },
  { by: 'line', shape: /^ {0,3}(?:[-*+][ \t]+)?\*\*ID(?::\*\*|\*\*:)[ \t]*[[(]?/u },
] as const;

function namedAt(
  line: string,
  column: number,
  by: NamedId['by'],
  place: Omit<NamedId['place'], 'column'>,
): NamedId | undefined {
  const word = /^[\w-]+/u.exec(line.slice(column))?.[0] ?? '';
  const id = splitLeadingId(word)?.id;
  return id && { by, id, key: formatItemId(id), place: { ...place, column: column + 1 } };
}
