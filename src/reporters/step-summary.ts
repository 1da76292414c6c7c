import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { visible } from './parts/escape.ts';
import { notesOf, uncheckedOf } from './parts/remarks.ts';
import { painter } from './parts/style.ts';
import { comparison, verdict } from './parts/summary.ts';

/** GitHub cuts a step's summary off at 1 MiB. */
const MAX_ROWS = 200;
const PLAIN = painter({ color: false, quiet: false, columns: 80 });

/**
 * Markdown for `GITHUB_STEP_SUMMARY`: the verdict, how the numbers stand, and a table of the findings. Text from the
 * repository comes out as text, whatever Markdown or HTML it holds.
 */
export function renderStepSummary(report: Report): string {
  const sections = [
    `### Tidemark: ${verdict(report, PLAIN)}`,
    `${literal(comparison(report))}.`,
    standing(report),
    table(report.findings),
    [...uncheckedOf(report), ...notesOf(report)].map((text) => `- ${literal(text)}`).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function standing({ backlog }: Report): string {
  if (backlog === null) return 'No readable backlog.';
  const { path, items, mark, highest, next } = backlog;
  return [
    '| backlog | items | mark | highest claim | next ID |',
    '| --- | ---: | ---: | ---: | --- |',
    row([path, items, mark ?? 'none', highest ?? 'none', next ?? 'unknown']),
  ].join('\n');
}

function table(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const left = findings.length - MAX_ROWS;
  return [
    '| | rule | where | what | fix |',
    '| --- | --- | --- | --- | --- |',
    ...findings.slice(0, MAX_ROWS).map(findingRow),
    ...(left > 0 ? ['', `… and ${left} more; the log of the step has them all.`] : []),
  ].join('\n');
}

function findingRow({ rule, severity, inherited, place, message, remedy }: Finding): string {
  const level = inherited ? `${severity} (inherited)` : severity;
  return row([level, rule, `${place.path}:${place.line}`, message, remedy]);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => literal(visible(String(cell)))).join(' | ')} |`;
}

/** Markdown turns a character reference into its character last of all, so it can start no link, tag or table cell. */
function literal(text: string): string {
  return text.trimStart().replaceAll(MARKUP, (char) => `&#${char.charCodeAt(0)};`);
}

/** All ASCII punctuation but the harmless: a dot only where it makes a link or a list, what can open a block only where it does. */
const MARKUP = /^-|[!-+:-@[-`{-~]|(?<=www|^\d+)\./giu;
