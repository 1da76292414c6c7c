import { defineCommand } from '../define-command.ts';
import { exitCodeOf } from '../exit-code.ts';
import { BACKLOG_OPTION, DRY_RUN, LOCK_OPTIONS } from '../arguments/options.ts';
import type { Options } from '../arguments/options.ts';
import { renderFix, renderFixJson } from '../output/render-fix.ts';

const OPTIONS = {
  ...BACKLOG_OPTION,
  ...DRY_RUN,
  base: { type: 'string', value: 'REV', multiple: true, help: 'raise it to the mark of this commit too' },
  history: {
    type: 'boolean',
    help: 'raise it to the highest number of every commit; without a mark it looks there anyway',
  },
  created: {
    type: 'boolean',
    help: 'add `created` to items without it, from the commit that introduced them',
  },
  'allow-leap': { type: 'boolean', help: 'raise it even by more than maxLeap' },
  ...LOCK_OPTIONS,
} as const satisfies Options;

export const fix = defineCommand({
  name: 'fix',
  summary: 'raise next_item_id to the highest number in use; it is never lowered',
  examples: [
    ['tidemark fix --dry-run', 'show what it would change'],
    ['tidemark fix', 'change that one number in BACKLOG.yaml'],
    ['tidemark fix --base origin/main', "also to main's current mark"],
    ['tidemark fix --history', 'also to the highest mark in the whole history'],
    ['tidemark fix --created --dry-run', 'what items without `created` would get'],
  ],
  options: OPTIONS,
  run: async ({ options, cwd, configPath, format, style }) => {
    const dryRun = options['dry-run'] ?? false;
    const { fix } = await import('../../drawing/fix.ts');
    const result = await fix({
      cwd,
      configPath,
      ledger: options.ledger,
      breakLock: options['break-lock'],
      bases: options.base ?? [],
      history: options.history ?? false,
      created: options.created ?? false,
      allowLeap: options['allow-leap'] ?? false,
      dryRun,
    });
    const code = result.leap === null ? exitCodeOf(result.report) : 1;
    if (format === 'json') return { code, stdout: renderFixJson(result) };
    const text = renderFix(result, style, dryRun);
    // What one pipes into `git apply` stands alone.
    return dryRun ? { code, stdout: result.diff, stderr: text } : { code, stdout: text };
  },
});
