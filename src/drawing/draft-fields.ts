import type { Draft } from '../core/numbers/backlog-operations.ts';
import { TidemarkError } from '../errors.ts';
import { parseFields } from '../formats/backlog/set-fields.ts';

/** A draft with further fields, each a text `key=value`. Throws `usage` for a text that is none, and for a field that is given twice. */
export function withFields(draft: Draft, texts: readonly string[]): Draft {
  const fields = readFields(texts);
  const twice = [...fields.keys()].find((field) => draft[field] !== undefined);
  if (twice !== undefined) throw unfit(`${twice} is given by another option already.`);
  return { ...draft, ...Object.fromEntries(fields) };
}

/** Drafts with further fields where they do not say otherwise. Throws `usage` likewise. */
export function withDefaults(drafts: readonly Draft[], texts: readonly string[]): readonly Draft[] {
  const fields = Object.fromEntries(readFields(texts));
  return drafts.map(({ title, ...draft }) => {
    const given = Object.entries(draft).filter(([, value]) => value !== undefined);
    return { title, ...fields, ...Object.fromEntries(given) };
  });
}

function readFields(texts: readonly string[]): ReadonlyMap<string, unknown> {
  const reading = parseFields(texts);
  if ('problem' in reading) throw unfit(`${reading.problem}.`);
  return reading.fields;
}

function unfit(message: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `--set: ${message}`,
    'It takes a field of the item and its value: --set owner=kim',
  );
}
