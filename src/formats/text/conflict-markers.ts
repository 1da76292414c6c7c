/** The texts that a text with conflict markers stands for. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
  /** What both sides started from; undefined where the markers do not tell. */
  readonly base: string | undefined;
}

/** Lines of a text, counted from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

type Part = 'both' | 'ours' | 'base' | 'theirs';

/** Which marker ends a part, and what begins then. */
const NEXT: Readonly<Record<Part, Readonly<Record<string, Part>>>> = {
  both: { '<': 'ours' },
  ours: { '|': 'base', '=': 'theirs' },
  base: { '=': 'theirs' },
  theirs: { '>': 'both' },
};

/** Git's usual length of a marker. An attribute can ask for another, and a merge base that was merged itself has longer ones. */
export const MARKER_SIZE = 7;

/**
 * Takes conflict markers of git's three styles apart; what stands outside of them belongs to both sides, edits made since included.
 * `undefined` where there are none of that length, or where the last one is missing.
 */
export function splitConflicts(text: string, size = MARKER_SIZE): ConflictSides | undefined {
  const lines = [...partsOf(text, size)];
  if (!lines.some(({ marker }) => marker) || lines.at(-1)?.after !== 'both') return undefined;
  const plain = lines.filter(({ marker }) => !marker);
  const side = (name: Part): string =>
    plain.map(({ after, line }) => (after === 'both' || after === name ? line : '')).join('');
  const bases = lines.filter(({ marker, after }) => marker && after === 'base').length;
  const conflicts = lines.filter(({ marker, after }) => marker && after === 'both').length;
  return {
    ours: side('ours'),
    theirs: side('theirs'),
    base: bases === conflicts ? side('base') : undefined,
  };
}

/** What a conflict marker says about the text that it is in. */
export const MARKER_LEFT = 'a conflict marker was left here; the merge is not finished';

/** Offset of the first line that looks like a conflict marker of any length; -1 without one. */
export function findMarker(text: string): number {
  return text.search(/^(?:<{7,} |\|{7,} |={7,}\r?$|>{7,} )/mu);
}

/** Whether a text has both sides of a conflict, whatever the length of its markers. */
export function hasBothSides(text: string): boolean {
  const [marker = ''] = /^<{7,}(?= )/mu.exec(text) ?? [];
  return marker !== '' && splitConflicts(text, marker.length) !== undefined;
}

/** Where the conflicts of a text are, markers included; one whose end is missing goes on to the end of the text. */
export function findConflicts(text: string, size = MARKER_SIZE): readonly LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  let line = 0;
  for (const { marker, after } of partsOf(text, size)) {
    line += 1;
    if (marker && after === 'ours') ranges.push({ first: line, last: line });
    const open = ranges.at(-1);
    if (open && (after !== 'both' || marker)) open.last = line;
  }
  return ranges;
}

interface PartLine {
  readonly line: string;
  readonly marker: boolean;
  /** The part that the line is in; behind a marker the one that it begins. */
  readonly after: Part;
}

function* partsOf(text: string, size: number): Iterable<PartLine> {
  const pattern = new RegExp(`^([<|=>])\\1{${size - 1}}(?: .*)?\r?\n?$`, 'u');
  let part: Part = 'both';
  for (const line of text.split(/(?<=\n)/u)) {
    const following: Part | undefined = NEXT[part][pattern.exec(line)?.[1] ?? ''];
    part = following ?? part;
    yield { line, marker: following !== undefined, after: part };
  }
}
