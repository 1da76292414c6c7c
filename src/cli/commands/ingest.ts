import { BACKLOG_OPTION, LOCK_OPTIONS, SHARED_OPTIONS } from '../arguments/options.ts';
import { sharedOption } from '../arguments/shared-option.ts';
import { additionOutcome } from '../outcomes/addition-outcome.ts';
import { DRY_RUN } from '../arguments/options.ts';
import { defineCommand } from '../define-command.ts';

export const ingest = defineCommand({
  name: 'ingest',
  summary: 'add a list of follow-ups to the backlog',
  examples: [
    ['tidemark ingest follow-ups.yaml --origin WRK-012/review', 'prints the new IDs, a line each'],
    ['echo \'["Retry limits"]\' | tidemark ingest -', 'JSON or YAML: titles, or objects with a title'],
  ],
  options: {
    origin: {
      type: 'string',
      value: 'ID/PHASE',
      help: 'where they came from, unless an entry has its own `origin`',
    },
    set: {
      type: 'string',
      value: 'KEY=VALUE',
      multiple: true,
      help: 'a field for those that do not have it',
    },
    ...BACKLOG_OPTION,
    prefix: { type: 'string', value: 'PREFIX', help: 'the one to use where there are several, or a new one' },
    ...SHARED_OPTIONS,
    ...DRY_RUN,
    ...LOCK_OPTIONS,
  },
  positionals: { usage: 'FILE|-', min: 1, max: 1 },
  run: async ({ options, positionals: [file = '-'], cwd, configPath, format, style, io }) => {
    const { ingest } = await import('../../drawing/ingest.ts');
    const { origin, prefix, set, 'dry-run': dryRun = false, 'break-lock': breakLock } = options;
    const source = file === '-' ? { text: await io.readStdin() } : { file };
    const shared = sharedOption(options, 'ingest');
    const where = { cwd, configPath, ledger: options.ledger, breakLock };
    const addition = await ingest(where, source, { origin, prefix, set, dryRun, shared });
    return additionOutcome(addition, format, style);
  },
});
