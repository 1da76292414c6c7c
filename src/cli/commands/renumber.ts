import type { RenumberPart } from '../../core/renumbering/renumber-plan.ts';
import { runnableCommand } from '../../core/messages/runnable.ts';
import { stageCommand } from '../../core/messages/staging.ts';
import type { RenumberReport } from '../../renumbering/renumber.ts';
import { renderAccept } from '../../reporters/accept-entries.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { findingJson, jsonText } from '../../reporters/json.ts';
import { renderRenumbering, renumberingJson } from '../../reporters/renumber-report.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { defineCommand } from '../define-command.ts';
import { changesDiff } from '../output/changes-diff.ts';
import { DRY_RUN, LOCK_OPTIONS } from '../arguments/options.ts';
import type { Options } from '../arguments/options.ts';
import { noticesText } from '../output/notices.ts';
import { usageError } from '../arguments/usage-error.ts';

const OPTIONS = {
  to: { type: 'string', value: 'N', help: 'give this number instead of the next one' },
  keep: {
    type: 'string',
    value: 'ITEM',
    help: 'the item that keeps the ID: its `created` value, or its line in the backlog; of a ledger the file',
  },
  against: {
    type: 'string',
    value: 'BASE',
    help: 'the branch you will merge into: items already there keep their IDs',
  },
  ledger: {
    type: 'string',
    value: 'NAME',
    help: 'the ledger of numbered files that is meant, and nothing else',
  },
  ...DRY_RUN,
  stage: { type: 'boolean', help: 'stage what was changed, and nothing else' },
  force: { type: 'boolean', help: 'also change files that have unstaged changes' },
  ...LOCK_OPTIONS,
} as const satisfies Options;

export const renumber = defineCommand({
  name: 'renumber',
  summary: 'give the newer of two items that share an ID a new one',
  examples: [
    ['tidemark renumber', 'repair every collision that is found'],
    ['tidemark renumber WRK-143 --dry-run', 'show what would happen to one'],
    ['tidemark renumber WRK-143 --keep 812', 'the item on line 812 of the backlog stays'],
    ['tidemark renumber 0042 --ledger adr', 'a file of a ledger, with all that names it'],
    ['tidemark renumber --against origin/main', 'on a branch, before it is merged'],
    ['tidemark renumber --stage', 'in a merge: repair, and stage the repair'],
  ],
  options: OPTIONS,
  positionals: { usage: '[ID…]', max: Infinity },
  run: async ({ options, positionals, cwd, configPath, format, style }) => {
    const { renumber } = await import('../../renumbering/renumber.ts');
    const { against, keep, ledger, force = false, stage = false, 'dry-run': dryRun = false } = options;
    const to = options.to === undefined ? undefined : numberOf(options.to);
    const report = await renumber({
      cwd,
      configPath,
      breakLock: options['break-lock'],
      ids: positionals,
      ledger,
      to,
      keep,
      against,
      dryRun,
      stage,
      force,
    });
    const code = report.stuck.length > 0 || partsOf(report).some((part) => !part.to) ? 1 : 0;
    if (format === 'json') return { code, stdout: jsonText(reportJson(report)) };
    return {
      code,
      stdout: dryRun ? await changesDiff(report.changes, report.renumberings) : newIds(report),
      stderr: told(report, style),
    };
  },
});

function numberOf(text: string): number {
  if (/^[1-9]\d{0,9}$/u.test(text) && Number(text) <= 4_294_967_295) return Number(text);
  throw usageError(`--to ${text} is not an item number.`, 'renumber');
}

function partsOf({ renumberings }: RenumberReport): readonly RenumberPart[] {
  return renumberings.flatMap(({ parts }) => parts);
}

/** What a script wants: each new ID on a line of its own. */
function newIds(report: RenumberReport): string {
  return partsOf(report)
    .flatMap(({ name }) => (name === undefined ? [] : [`${name}\n`]))
    .join('');
}

function told(report: RenumberReport, style: Style): string {
  if (style.quiet) return '';
  const { renumberings, unstaged, atRoot, applied, stuck, notices } = report;
  return [
    noticesText(notices, style),
    ...renumberings.map((plan) => renderRenumbering(plan, style)),
    ...(stuck.length > 0 ? [renderAccept({ findings: stuck }, style)] : []),
    ...(applied && unstaged.length > 0
      ? [`Stage it: ${visible(runnableCommand(stageCommand(unstaged, atRoot), style.programs))}\n`]
      : []),
  ].join('');
}

function reportJson({ renumberings, unstaged, applied, stuck, notices }: RenumberReport) {
  return {
    version: 1,
    applied,
    renumbered: renumberings.map(renumberingJson),
    stuck: stuck.map(findingJson),
    stage: unstaged,
    notices,
  };
}
