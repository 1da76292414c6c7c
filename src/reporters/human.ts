import type { Place } from '../core/ids/claim.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { codeFrame } from './parts/code-frame.ts';
import { visible } from './parts/escape.ts';
import { morePlaces, notesOf, remedyOf, uncheckedOf } from './parts/remarks.ts';
import { painter } from './parts/style.ts';
import type { Paint, Style } from './parts/style.ts';
import { summaryLine } from './parts/summary.ts';

/**
 * The report for somebody in a hurry: what is wrong where, the line itself, the other places, the command that helps,
 * and one line on how things stand. Findings about one ID stand together. Text from the repository is made visible.
 */
export function renderHuman(report: Report, style: Style): string {
  const paint = painter(style);
  const shown = style.quiet
    ? report.findings.filter(({ severity }) => severity === 'error')
    : report.findings;
  if (style.quiet && shown.length === 0 && report.unchecked.length === 0) return '';
  const groups = groupById(shown);
  const setting = { report, style, paint, told: lastOfEach(groups.flat()) };
  const sections = [
    ...groups.map((group) => renderGroup(group, setting)),
    ...remarks(shown.length > 0 ? report : { ...report, findings: [] }, setting),
    summaryLine(report, paint),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The findings alone, for one of many reports; empty without any. */
export function renderFindings(report: Report, style: Style): string {
  const shown = report.findings.filter(({ severity }) => !style.quiet || severity === 'error');
  const groups = groupById(shown);
  const setting = { report, style, paint: painter(style), told: lastOfEach(groups.flat()) };
  return groups.map((group) => renderGroup(group, setting)).join('\n');
}

interface Setting {
  readonly report: Report;
  readonly style: Style;
  readonly paint: Paint;
  /** The findings below which their remedy stands. */
  readonly told: ReadonlySet<Finding>;
}

/** The same command once is enough to paste: below the last of the findings that it is for. */
function lastOfEach(findings: readonly Finding[]): ReadonlySet<Finding> {
  return new Set(new Map(findings.map((finding) => [finding.remedy, finding])).values());
}

/** Findings of one ID next to each other, in the order in which the IDs first turn up; those without one stay alone. */
function groupById(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string | Finding, Finding[]>();
  for (const finding of findings) {
    const key = finding.id === null ? finding : `${finding.ledger ?? ''} ${finding.id}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function renderGroup(group: readonly Finding[], setting: Setting): string {
  const [first] = group;
  const title =
    group.length > 1 && first?.id
      ? [setting.paint.bold(`${visible(first.name ?? first.id)}: ${group.length} findings`)]
      : [];
  return [...title, ...group.map((finding) => renderFinding(finding, setting))].join('\n');
}

function renderFinding(finding: Finding, { report, style, paint, told }: Setting): string {
  const { place, related } = finding;
  const excerpt = report.excerpts?.get(`${place.path}:${place.line}`);
  return [
    `${paint.bold(position(place))}: ${visible(finding.message)} ${ruleTag(finding, paint)}`,
    ...(excerpt === undefined ? [] : codeFrame(excerpt, place, style.columns, paint)),
    ...related.map(
      (other) => `  ${paint.dim(`${visible(other.path)}:${other.line}:`)} ${visible(other.message)}`,
    ),
    ...morePlaces(finding).map((line) => `  ${paint.dim(line)}`),
    ...(told.has(finding) ? [remedyLine(finding, style, paint)] : []),
  ].join('\n');
}

function remedyLine(finding: Finding, style: Style, paint: Paint): string {
  const { label, line } = remedyOf(finding, style);
  return `  ${paint.green(label)} ${line}`;
}

function position({ path, line, column }: Place): string {
  return `${visible(path)}:${line}:${column}`;
}

/** `[mark-behind]` for what blocks; a warning says that it is one, and whether an earlier commit brought it. */
function ruleTag({ rule, severity, inherited }: Finding, paint: Paint): string {
  const remarks = [...(severity === 'warning' ? ['warning'] : []), ...(inherited ? ['inherited'] : [])];
  const color = severity === 'error' ? paint.red : paint.yellow;
  return color(`[${rule}]${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`);
}

function remarks(report: Report, { style, paint }: Setting): readonly string[] {
  const lines = [
    ...uncheckedOf(report, style).map((line) => line.replace(/^[^:]*:/u, paint.red)),
    ...notesOf(report, style).map((note) => `${paint.cyan('note:')} ${note}`),
  ];
  return lines.length > 0 ? [lines.join('\n')] : [];
}
