import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { isCommand } from '../core/messages/runnable.ts';
import { literal, row, withCode } from './parts/markdown.ts';
import { notesOf, remedyOf, uncheckedOf } from './parts/remarks.ts';
import { painter } from './parts/style.ts';
import type { Style } from './parts/style.ts';
import { comparison, ledgerLines, verdict } from './parts/summary.ts';

/** GitHub cuts a step's summary off at 1 MiB. */
const MAX_ROWS = 200;

/**
 * Markdown for `GITHUB_STEP_SUMMARY`: the verdict, how the numbers stand, and a table of the findings. Text from the
 * repository comes out as text, whatever Markdown or HTML it holds.
 */
export function renderStepSummary(report: Report, style: Style): string {
  const sections = [
    `### Tidemark: ${verdict(report, painter({ ...style, color: false }))}`,
    `${literal(comparison(report))}.`,
    standing(report),
    ledgerLines(report)
      .map((line) => `- ${literal(line)}`)
      .join('\n'),
    table(report.findings, style),
    [...uncheckedOf(report, style), ...notesOf(report, style)]
      .map((text) => `- ${withCode(text)}`)
      .join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function standing({ backlog, ledgers = [] }: Report): string {
  if (backlog === null) return ledgers.length > 0 ? '' : 'No readable backlog.';
  const { path, items, mark, highest, next } = backlog;
  return [
    '| backlog | items | next&#95;item&#95;id | highest number in use | next ID |',
    '| --- | ---: | ---: | ---: | --- |',
    row([path, items, mark ?? 'none', highest ?? 'none', next ?? 'unknown']),
  ].join('\n');
}

function table(findings: readonly Finding[], style: Style): string {
  if (findings.length === 0) return '';
  const left = findings.length - MAX_ROWS;
  return [
    '| | rule | where | what | what to run |',
    '| --- | --- | --- | --- | --- |',
    ...findings.slice(0, MAX_ROWS).map((finding) => findingRow(finding, style)),
    ...(left > 0 ? ['', `… and ${left} more; the log of the step has them all.`] : []),
  ].join('\n');
}

function findingRow(finding: Finding, style: Style): string {
  const { rule, severity, inherited, place, message } = finding;
  const level = inherited ? `${severity} (inherited)` : severity;
  return `${row([level, rule, `${place.path}:${place.line}`, message])} ${wayOut(finding, style)} |`;
}

/** Commands as code, so that they can be copied as they are. */
function wayOut(finding: Finding, style: Style): string {
  const { label, line } = remedyOf(finding, style);
  return [label, isCommand(finding.remedy) ? `<code>${literal(line)}</code>` : withCode(line)].join(' ');
}
