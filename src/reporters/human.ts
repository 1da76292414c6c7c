import type { Place } from '../core/ids/claim.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { codeFrame } from './parts/code-frame.ts';
import { visible } from './parts/escape.ts';
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
  const sections = [
    ...groupById(shown).map((group) => renderGroup(group, { report, style, paint })),
    ...remarks(report, shown.length > 0, paint),
    summaryLine(report, paint),
  ];
  return `${sections.join('\n\n')}\n`;
}

interface Setting {
  readonly report: Report;
  readonly style: Style;
  readonly paint: Paint;
}

/** Findings of one ID next to each other, in the order in which the IDs first turn up; those without one stay alone. */
function groupById(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string | Finding, Finding[]>();
  for (const finding of findings) {
    const key = finding.id ?? finding;
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
  const blocks = group.map((finding, index) => {
    // The same command once per group is enough to paste.
    const remedy = group[index + 1]?.remedy === finding.remedy ? undefined : finding.remedy;
    return renderFinding(finding, remedy, setting);
  });
  return [...title, ...blocks].join('\n');
}

function renderFinding(
  finding: Finding,
  remedy: string | undefined,
  { report, style, paint }: Setting,
): string {
  const { place, related } = finding;
  const excerpt = report.excerpts?.get(`${place.path}:${place.line}`);
  return [
    `${paint.bold(position(place))}: ${visible(finding.message)} ${ruleTag(finding, paint)}`,
    ...(excerpt === undefined ? [] : codeFrame(excerpt, place, style.columns, paint)),
    ...related.map(
      (other) => `  ${paint.dim(`${visible(other.path)}:${other.line}:`)} ${visible(other.message)}`,
    ),
    ...(remedy === undefined ? [] : [`  ${paint.green('fix:')} ${visible(remedy)}`]),
  ].join('\n');
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

function remarks(report: Report, found: boolean, paint: Paint): readonly string[] {
  const lines = [
    ...report.unchecked.map((reason) => `${paint.red('not checked:')} ${visible(reason)}`),
    ...report.notes.map((note) => `${paint.cyan('note:')} ${visible(note)}`),
    ...(found && report.advice !== undefined ? [`${paint.cyan('note:')} ${visible(report.advice)}`] : []),
  ];
  return lines.length > 0 ? [lines.join('\n')] : [];
}
