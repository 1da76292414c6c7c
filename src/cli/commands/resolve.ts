import { jsonText } from '../../reporters/json.ts';
import { DRY_RUN } from '../arguments/options.ts';
import { defineCommand } from '../define-command.ts';
import { changesDiff } from '../output/changes-diff.ts';
import { renderResolve, resolveCode, resolveJson } from '../outcomes/resolve-outcome.ts';

export const resolve = defineCommand({
  name: 'resolve',
  summary: 'resolve a conflict in the backlog, the worklog or changes/, and stage the result',
  examples: [
    ['tidemark resolve', 'in a merge, rebase, cherry-pick, revert, am or after a stash pop'],
    ['tidemark resolve --dry-run', 'show the result as a diff, and change nothing'],
  ],
  options: { ...DRY_RUN },
  run: async ({ options, cwd, configPath, format, style }) => {
    const { resolveConflicts } = await import('../../renumbering/resolve.ts');
    const { 'dry-run': dryRun = false } = options;
    const report = await resolveConflicts({ cwd, configPath, dryRun });
    const code = resolveCode(report);
    if (format === 'json') return { code, stdout: jsonText(resolveJson(report, dryRun)) };
    const text = style.quiet && code === 0 ? '' : renderResolve(report, style, dryRun);
    // What one pipes into `git apply` stands alone.
    return dryRun
      ? { code, stdout: await changesDiff(report.changes, report.renumberings), stderr: text }
      : { code, stdout: text };
  },
});
