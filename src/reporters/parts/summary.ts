import type { Report } from '../../core/findings/report.ts';
import { visible } from './escape.ts';
import type { Paint } from './style.ts';
import { tally } from './tally.ts';

/** One line: the verdict, what was checked against what, and how the numbers stand. */
export function summaryLine(report: Report, paint: Paint): string {
  return [
    `${verdict(report, paint)}: ${comparison(report)}.${standing(report)}`,
    ...ledgerLines(report),
  ].join('\n');
}

export function verdict(report: Report, paint: Paint): string {
  const { errors, warnings } = tally(report.findings);
  // With --strict an inherited finding may be an error, and is counted there.
  const inherited = report.findings.filter(
    (finding) => finding.inherited && finding.severity === 'warning',
  ).length;
  const counts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(inherited > 0 ? [`${inherited} inherited`] : []),
  ].join(', ');
  if (errors > 0) return paint.red(counts);
  if (report.unchecked.length > 0)
    return paint.red(counts ? `could not check all (${counts})` : 'could not check');
  return counts ? paint.yellow(counts) : paint.green('clean');
}

export function comparison({ candidate, bases }: Report): string {
  const label = visible(candidate.label);
  const against = bases.map((base) => visible(base.label)).join(', ');
  if (against === '') return `${label} (nothing to compare with)`;
  return label.endsWith(` merged into ${against}`) ? label : `${label} against ${against}`;
}

function standing({ backlog, ledgers = [] }: Report): string {
  if (backlog === null) return ledgers.length > 0 ? '' : ' No readable backlog.';
  const { mark, highest, next, items, path } = backlog;
  return ` ${[
    `${visible(path)}: ${count(items, 'item')}`,
    mark === null ? 'no mark' : `mark ${mark}`,
    highest === null ? 'no ID claimed' : `highest claim ${highest}`,
    ...(next === null ? [] : [`next ID ${visible(next)}`]),
  ].join(', ')}`;
}

/** How the numbers of each ledger stand. */
export function ledgerLines({ ledgers = [] }: Report): readonly string[] {
  return ledgers.map(({ name, kind, paths, entries, highest, next, mark }) =>
    [
      `${visible(name)} (${paths.map(visible).join(', ')}): ${kind === 'backlog' ? count(entries, 'item') : count(entries, 'entry', 'entries')}`,
      ...(mark === undefined ? [] : [mark === null ? 'no mark' : `mark ${mark}`]),
      ...(highest === null ? [] : [`highest ${visible(highest)}`]),
      ...(next === null ? [] : [`next ${visible(next)}`]),
    ].join(', '),
  );
}

function count(amount: number, noun: string, many = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : many}`;
}
