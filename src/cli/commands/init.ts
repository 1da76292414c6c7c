import { DRY_RUN } from '../arguments/options.ts';
import { usageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../define-command.ts';
import { initOutcome } from '../outcomes/init-outcome.ts';

export const init = defineCommand({
  name: 'init',
  summary: 'find what is numbered here, and write the configuration that names it',
  examples: [
    ['tidemark init --dry-run', 'what it finds, and what it would write'],
    ['tidemark init', 'write .tidemark.yaml, or add to it what it does not name yet'],
    ['tidemark init --dry-run --format json', 'the same for a program'],
  ],
  options: DRY_RUN,
  run: async ({ options, cwd, configPath, format, style }) => {
    if (configPath !== undefined)
      throw usageError('init writes .tidemark.yaml, and takes no --config.', 'init');
    const dryRun = options['dry-run'] ?? false;
    const { init } = await import('../../wiring/init.ts');
    return initOutcome(await init({ cwd }, { dryRun }), { format, style, dryRun });
  },
});
