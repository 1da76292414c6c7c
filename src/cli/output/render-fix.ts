import type { Place } from '../../core/ids/claim.ts';
import { writtenId } from '../../core/messages/spelled.ts';
import type { FixResult } from '../../drawing/fix.ts';
import { runnableCommand, runnableText } from '../../core/messages/runnable.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { renderHuman } from '../../reporters/human.ts';
import { findingJson, jsonText, reportJson } from '../../reporters/json.ts';
import { painter } from '../../reporters/parts/style.ts';
import type { Paint, Style } from '../../reporters/parts/style.ts';

/** What `fix` did, and how things stand, as one JSON object; its `report` has the keys of `check`. */
export function renderFixJson(result: FixResult): string {
  const { path, from, to, changed, dated, diff, leap, covered, notices, report } = result;
  return jsonText({
    version: 1,
    path,
    from,
    to,
    changed,
    created: dated,
    diff,
    leap: leap && { id: writtenId(leap), location: leap.place },
    covered: covered.map(findingJson),
    notices,
    report: reportJson(report),
  });
}

/**
 * What `fix` did, for people: first what nobody will see once the mark is raised, then the change and the command that
 * stages it, then how things stand.
 */
export function renderFix(result: FixResult, style: Style, dryRun: boolean): string {
  const standing = renderHuman(result.report, style);
  if (style.quiet && result.leap === null) return standing;
  const paint = painter(style);
  const lines = [
    ...result.notices.map((notice) => `${paint.cyan('note:')} ${visible(notice)}`),
    ...coveredUp(result, paint),
    ...stopped(result, style, paint),
    ...change(result, style, dryRun),
  ];
  return [...lines, '', standing].join('\n');
}

function coveredUp({ covered, report }: FixResult, paint: Paint): readonly string[] {
  const isSeen = covered.length > 0 && report.findings.some(({ rule }) => !rule.startsWith('mark-'));
  return [
    ...covered.map(({ place, message }) => `${paint.bold(position(place))}: ${visible(message)}`),
    ...(isSeen ? [`  ${paint.yellow('note:')} ${TWICE}`] : []),
  ];
}

const TWICE =
  'while the mark was wrong, an ID may have been assigned twice; what can be seen of that is listed below';

function stopped({ leap }: FixResult, { programs }: Style, paint: Paint): readonly string[] {
  if (leap === null) return [];
  const anyway = runnableText('`tidemark fix --allow-leap`', programs);
  return [
    `${paint.bold(position(leap.place))}: ${visible(writtenId(leap))} is so far above the rest that it looks like a typo; the mark stays below it`,
    `  ${paint.green('try:')} correct the ID, or if it is intended: ${anyway}`,
  ];
}

function change(
  { path, from, to, dated, changed, stage }: FixResult,
  style: Style,
  dryRun: boolean,
): readonly string[] {
  const paint = painter(style);
  if (to === null) return [`${visible(path)}: left as it is`];
  const mark = from === to ? `is ${to}, nothing to raise` : paint.bold(`${from ?? 'none'} → ${to}`);
  const steps = [`next_item_id ${mark}`, ...(dated ? [addedTo(dated.length)] : [])];
  const end = dryRun && changed ? ', not written' : '';
  const lines = steps.map((step) => `${visible(path)}: ${step}${end}`);
  return dryRun || !changed
    ? lines
    : [...lines, `  ${paint.green('then:')} ${visible(runnableCommand(stage, style.programs))}`];
}

function addedTo(count: number): string {
  if (count === 0) return 'every item has a created';
  return `created added to ${count} ${count === 1 ? 'item' : 'items'}`;
}

function position({ path, line, column }: Place): string {
  return `${visible(path)}:${line}:${column}`;
}
