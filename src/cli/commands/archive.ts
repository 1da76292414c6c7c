import { jsonText } from '../../reporters/json.ts';
import { BACKLOG_OPTION, DRY_RUN, LOCK_OPTIONS } from '../arguments/options.ts';
import { defineCommand } from '../define-command.ts';
import { noticesText } from '../output/notices.ts';

export const archive = defineCommand({
  name: 'archive',
  summary: 'move done items from the backlog to the worklog',
  examples: [
    ['tidemark archive WRK-012', 'writes the worklog entry, then takes the item out'],
    ['tidemark archive WRK-012 WRK-014 --dry-run', 'shows what would change'],
    ['tidemark archive WRK-016 --force', 'also if its status is not done'],
  ],
  options: {
    ...BACKLOG_OPTION,
    force: { type: 'boolean', help: 'items that are not done, too' },
    ...DRY_RUN,
    ...LOCK_OPTIONS,
  },
  positionals: { usage: 'ID…', min: 1, max: Number.POSITIVE_INFINITY },
  run: async ({ options, positionals, cwd, configPath, format, style }) => {
    const { archive } = await import('../../drawing/archive.ts');
    const { force = false, 'dry-run': dryRun = false, 'break-lock': breakLock } = options;
    const where = { cwd, configPath, ledger: options.ledger, breakLock };
    const { items, path, worklog, diff, notices } = await archive(where, positionals, {
      dryRun,
      force,
    });
    const ids = items.map(({ id }) => `${id}\n`).join('');
    const json = { version: 1, backlog: { path }, worklog, items, diff: diff ?? null, notices };
    return {
      code: 0,
      stdout: format === 'json' ? jsonText(json) : (diff ?? ids),
      stderr: noticesText(notices, style),
    };
  },
});
