import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { visible } from './parts/escape.ts';
import { notesOf, placesOf, sentenceOf, uncheckedOf } from './parts/remarks.ts';
import type { Style } from './parts/style.ts';

/**
 * Annotations for GitHub Actions, one workflow command a line. Old trouble is only a notice, so that it does not shout
 * in every pull request; `--strict` gives it its level back.
 */
export function renderGithub(report: Report, style: Style): string {
  const lines = [
    ...uncheckedOf(report, style).map((text) =>
      workflowCommand('error', { title: 'Tidemark could not check' }, text),
    ),
    ...report.findings.map((finding) => annotation(finding, style)),
    ...notesOf(report, style).map((text) => workflowCommand('notice', { title: 'Tidemark' }, text)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

type Level = 'error' | 'warning' | 'notice';

function annotation(finding: Finding, style: Style): string {
  const { rule, severity, inherited, place } = finding;
  const properties = {
    file: visible(place.path),
    line: String(place.line),
    col: String(place.column),
    title: `Tidemark: ${rule}`,
  };
  const level = inherited && severity === 'warning' ? 'notice' : severity;
  return workflowCommand(level, properties, [sentenceOf(finding, style), ...placesOf(finding)].join('\n'));
}

/** A workflow command of GitHub Actions. */
export function workflowCommand(
  level: Level,
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${list.join(',')}::${escapeData(message)}`;
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
