import type { Conflict } from '../../renumbering/merging/merge-versions.ts';

/** Says what people have to decide, and where; the text is not escaped. */
export function conflictSentence({ about, first, last, removed, reason }: Conflict, path: string): string {
  if (reason !== undefined) return `${path}:${first}: ${reason}. Correct it by hand.`;
  const what = about ?? path;
  const did = removed ? `One side removed ${what}, the other changed it` : `Both sides changed ${what}`;
  return `${did}: edit lines ${first} to ${last} of ${path}.`;
}
