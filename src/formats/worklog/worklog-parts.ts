/** A worklog file taken apart into whole lines: what stands above its entries, and each entry. */
export interface WorklogParts {
  readonly head: string;
  readonly entries: readonly EntryPart[];
  /** Whether the last entry ends with the blank line that parts it from a next one; here it has it in any case. */
  readonly parted: boolean;
}

export interface EntryPart {
  /** The heading, counted where it is there more than once: what identifies an entry. */
  readonly key: string;
  /** The heading's line, without `## `. */
  readonly heading: string;
  readonly text: string;
}

/** Takes a text of whole LF lines apart; whatever begins a line with `## ` begins an entry. Bytes as Latin-1 will do. */
export function splitWorklog(text: string): WorklogParts {
  const start = text.search(/^## /mu);
  if (start === -1) return { head: text, entries: [], parted: true };
  const parted = text.endsWith('\n\n');
  const entries = text.slice(start) + (parted ? '' : '\n');
  return { head: text.slice(0, start), entries: keyed(entries.split(/^(?=## )/mu)), parted };
}

function keyed(texts: readonly string[]): readonly EntryPart[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const heading = text.slice('## '.length, text.indexOf('\n')).trim();
    const count = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, count);
    return { key: count === 1 ? heading : `${heading} #${count}`, heading, text };
  });
}
