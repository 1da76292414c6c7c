import type { Finding } from '../../core/findings/finding.ts';
import type { Report } from '../../core/findings/report.ts';
import { runnableRemedy, runnableText } from '../../core/messages/runnable.ts';
import { visible } from './escape.ts';
import type { Style } from './style.ts';

/** How the reader starts what is told to run. */
type Reader = Pick<Style, 'programs'>;

/** What else there is to tell, one visible line each: the report's notes and, after findings, its advice. */
export function notesOf({ notes, findings, advice }: Report, { programs }: Reader): readonly string[] {
  const all = [...notes, ...(findings.length > 0 && advice !== undefined ? [advice] : [])];
  return all.map((note) => visible(runnableText(note, programs)));
}

/** What could not be checked and why, one visible line each. */
export function uncheckedOf({ unchecked }: Report, { programs }: Reader): readonly string[] {
  return unchecked.map((reason) => `not checked: ${visible(runnableText(reason, programs))}`);
}

/** The way out of a finding as one visible line, and what it is to it: `fix` and `npx tidemark fix`. */
export function remedyOf(
  { remedy, remedyKind = 'fix' }: Pick<Finding, 'remedy' | 'remedyKind'>,
  { programs }: Reader,
): { readonly label: string; readonly line: string } {
  return { label: `${remedyKind}:`, line: visible(runnableRemedy(remedy, programs)) };
}

/** The sentence and the way out as two visible lines, for formats that show places by themselves. */
export function sentenceOf(finding: Finding, reader: Reader): string {
  const { label, line } = remedyOf(finding, reader);
  return `${visible(finding.message)}${finding.inherited ? ' (inherited)' : ''}\n${label} ${line}`;
}

/** `path:line: what it has to do with it`, a visible line for each other place. */
export function placesOf(finding: Finding): readonly string[] {
  const lines = finding.related.map(
    ({ path, line, message }) => `${visible(path)}:${line}: ${visible(message)}`,
  );
  return [...lines, ...morePlaces(finding)];
}

/** How many places are left out, as a line of its own; none where all are there. */
export function morePlaces({ moreRelated = 0 }: Finding): readonly string[] {
  if (moreRelated === 0) return [];
  return [`and ${moreRelated} more ${moreRelated === 1 ? 'place' : 'places'}`];
}
