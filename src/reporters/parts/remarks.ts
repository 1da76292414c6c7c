import type { Finding } from '../../core/findings/finding.ts';
import type { Report } from '../../core/findings/report.ts';
import { visible } from './escape.ts';

/** What else there is to tell, one visible line each: the report's notes and, after findings, its advice. */
export function notesOf({ notes, findings, advice }: Report): readonly string[] {
  return [...notes, ...(findings.length > 0 && advice !== undefined ? [advice] : [])].map(visible);
}

/** What could not be checked and why, one visible line each. */
export function uncheckedOf({ unchecked }: Report): readonly string[] {
  return unchecked.map((reason) => `not checked: ${visible(reason)}`);
}

/** The sentence and the way out as two visible lines, for formats that show places by themselves. */
export function sentenceOf({ message, remedy, inherited }: Finding): string {
  return `${visible(message)}${inherited ? ' (inherited)' : ''}\nfix: ${visible(remedy)}`;
}

/** `path:line: what it has to do with it`, a visible line for each other place. */
export function placesOf({ related }: Finding): readonly string[] {
  return related.map(({ path, line, message }) => `${visible(path)}:${line}: ${visible(message)}`);
}
