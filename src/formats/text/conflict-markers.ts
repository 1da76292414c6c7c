/** The two texts that a text with conflict markers stands for. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
}

type Part = 'both' | 'ours' | 'base' | 'theirs';

/** Which marker ends a part, and what begins then. */
const NEXT: Readonly<Record<Part, Readonly<Record<string, Part>>>> = {
  both: { '<': 'ours' },
  ours: { '|': 'base', '=': 'theirs' },
  base: { '=': 'theirs' },
  theirs: { '>': 'both' },
};

/** In a fixed length: an attribute can ask git for others, and then the markers are text that is no backlog. */
const MARKER = /^([<|=>])\1{6}(?: .*)?\r?\n?$/u;

/**
 * Takes conflict markers of git's three styles apart; what stands outside of them belongs to both sides, edits made since included.
 * `undefined` where there are none, or where the last one is missing.
 */
export function splitConflicts(text: string): ConflictSides | undefined {
  const lines: { readonly part: Part; readonly line: string }[] = [];
  let part: Part = 'both';
  let found = false;
  for (const line of text.split(/(?<=\n)/u)) {
    const following: Part | undefined = NEXT[part][MARKER.exec(line)?.[1] ?? ''];
    if (!following) lines.push({ part, line });
    found ||= following !== undefined;
    part = following ?? part;
  }
  const side = (name: Part): string =>
    lines.map((one) => (one.part === 'both' || one.part === name ? one.line : '')).join('');
  return found && part === 'both' ? { ours: side('ours'), theirs: side('theirs') } : undefined;
}
