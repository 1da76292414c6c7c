import { shellWord } from './wording.ts';

/** A remedy or another text with commands about the backlog, as they are about the one of that name; undefined for the one that needs none. */
export function aboutLedger(text: string, name: string | undefined): string {
  if (name === undefined) return text;
  return text.replaceAll(
    /\btidemark (?:fix|renumber|next|add|archive)\b(?![^`&]* --ledger )/gu,
    (command) => `${command} --ledger ${shellWord(name)}`,
  );
}
