import { runnableCommand, runnableText } from '../../core/messages/runnable.ts';
import { isChanged } from '../../renumbering/merging/unsettled-file.ts';
import type { ResolveReport } from '../../renumbering/resolve.ts';
import { renderAccept } from '../../reporters/accept-entries.ts';
import { findingJson } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { renderRenumbering, renumberingJson } from '../../reporters/renumber-report.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { conflictSentence } from '../output/conflict-sentence.ts';

/** 1 where something is left for people to decide. */
export function resolveCode({ open, stuck, unapplied }: ResolveReport): 0 | 1 {
  return open.length + stuck.length > 0 || unapplied ? 1 : 0;
}

/** What was resolved, what is left to decide, and what to run next. */
export function renderResolve(report: ResolveReport, style: Style, dryRun: boolean): string {
  const { followed, renumberings, stuck, notices, staged, open } = report;
  const isIdle = staged.length + open.length + renumberings.length === 0;
  return [
    ...notices.map((notice) => `note: ${visible(runnableText(notice, style.programs))}\n`),
    ...(isIdle ? ['There is nothing to resolve.\n'] : report.files.flatMap(fileLines)),
    ...followed.map((path) => `${visible(path)}: what was renumbered has its new ID here, too.\n`),
    ...renumberings.map((plan) => renderRenumbering(plan, style)),
    ...(stuck.length > 0 ? [renderAccept({ findings: stuck }, style)] : []),
    ...(open.length > 0 ? openLines(report, style) : nextLines(report, style, dryRun)),
  ].join('');
}

function fileLines(file: ResolveReport['files'][number]): readonly string[] {
  const { path, kind, how, restored } = file;
  const way = kind === 'backlog' ? 'item by item' : 'entry by entry';
  return [
    ...(how === 'merged' && isChanged(file) ? [`${visible(path)}: both sides are merged, ${way}.\n`] : []),
    ...restored.map((name) => `${visible(path)}: ${visible(name)} was lost, and is back.\n`),
  ];
}

function openLines({ open, next }: ResolveReport, { programs }: Style): readonly string[] {
  return [
    ...open.map((conflict) => `${visible(conflictSentence(conflict, conflict.path))}\n`),
    runnableText(`Then run \`${next}\`.\n`, programs),
  ];
}

function nextLines(
  { staged, others, unapplied, stuck, next }: ResolveReport,
  { programs }: Style,
  dryRun: boolean,
): readonly string[] {
  if (dryRun) return [];
  // What people have to decide comes first: git would be stopped.
  const isOver = next === undefined || stuck.length > 0;
  const step = isOver ? [] : [`Next: ${runnableCommand(next, programs)}\n`];
  if (unapplied) return [UNAPPLIED, ...step, runnableText(AGAIN, programs)];
  const left = others.map((path) => visible(path)).join(', ');
  return [
    ...(staged.length > 0 ? ['Everything is staged.\n'] : []),
    ...(others.length > 0 ? [`Still in conflict, and not Tidemark’s to resolve: ${left}\n`] : []),
    ...step,
  ];
}

const AGAIN = 'Then run `tidemark resolve` again.\n';

const UNAPPLIED =
  '`git am` without -3 applies a patch as a whole or not at all: there is no conflict to resolve yet.\n';

/** The same for programs. */
export function resolveJson(
  { operation, files, followed, renumberings, ...rest }: ResolveReport,
  dryRun: boolean,
) {
  const { staged, open, others, stuck, notices, next } = rest;
  return {
    version: 1,
    operation,
    applied: !dryRun && staged.length > 0,
    files: files.map(({ path, how, restored }) => ({ path, how, restored })),
    followed,
    renumbered: renumberings.map(renumberingJson),
    staged,
    open: open.map(({ path, first, last, about, reason }) => ({
      path,
      first,
      last,
      about: about ?? null,
      reason: reason ?? null,
    })),
    others,
    stuck: stuck.map(findingJson),
    notices,
    next: next ?? null,
  };
}
