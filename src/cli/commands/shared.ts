import type { Seeding } from '../../drawing/shared/seed.ts';
import type { SharedDraw, SharedStatus } from '../../drawing/shared/status.ts';
import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { usageError } from '../arguments/usage-error.ts';
import type { Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import type { Options } from '../arguments/options.ts';

const OPTIONS = {
  log: { type: 'boolean', help: 'who took which numbers: every entry instead of the last ones' },
  seed: {
    type: 'boolean',
    help: 'begin to share numbers, or raise the counters to all that this clone knows of; it lowers none',
  },
} as const satisfies Options;

export const shared = defineCommand({
  name: 'shared',
  summary: 'show the counters that machines share over a remote, or begin to share them',
  examples: [
    ['tidemark shared --seed', 'begins, once for all machines, above every number of this clone’s refs'],
    ['tidemark shared', 'where the counters are, and who took the last numbers: asks the remote'],
    ['tidemark shared origin --log', 'every entry since the beginning, at that remote'],
  ],
  options: OPTIONS,
  positionals: { usage: '[REMOTE]', min: 0, max: 1 },
  run: async (invocation) => {
    if (invocation.options.log && invocation.options.seed)
      throw usageError('--log and --seed exclude each other.', 'shared');
    return invocation.options.seed ? seed(invocation) : status(invocation);
  },
});

async function seed({ cwd, configPath, positionals, format }: Invocation<typeof OPTIONS>): Promise<Outcome> {
  const { seedShared } = await import('../../drawing/shared/seed.ts');
  const seeding = await seedShared({ cwd, configPath }, positionals[0]);
  return { code: 0, stdout: format === 'json' ? jsonText({ version: 1, ...seeding }) : seededText(seeding) };
}

const OUTCOMES = {
  begun: 'numbers are shared from now on',
  raised: 'the counters were raised',
  unchanged: 'the counters are as high as anything here',
} satisfies Record<Seeding['outcome'], string>;

function seededText({ remote, outcome, counters }: Seeding): string {
  return `${visible(remote)}: ${OUTCOMES[outcome]}\n${countersText(counters)}`;
}

async function status({
  options,
  cwd,
  configPath,
  positionals,
  format,
}: Invocation<typeof OPTIONS>): Promise<Outcome> {
  const { sharedStatus } = await import('../../drawing/shared/status.ts');
  const found = await sharedStatus({ cwd, configPath }, positionals[0], options.log ?? false);
  if (format === 'human') return { code: 0, stdout: statusText(found) };
  return { code: 0, stdout: jsonText({ version: 1, ...found }) };
}

function statusText({ remote, ref, serial, counters, draws }: SharedStatus): string {
  const rest = (draws.at(-1)?.serial ?? 0) > 0 ? ['…\n'] : [];
  return [
    `${visible(remote)}: ${ref}, ${serial + 1} ${serial === 0 ? 'entry' : 'entries'}\n`,
    countersText(counters),
    '\n',
    ...draws.map(lineOf),
    ...rest,
  ].join('');
}

function countersText(counters: SharedStatus['counters']): string {
  return Object.entries(counters)
    .map(([counter, number]) => `  ${visible(counter)} ${number}\n`)
    .join('');
}

/** When, what, for what and by whom. */
function lineOf({ ledger, range, title, author, at }: SharedDraw): string {
  const what = ledger === null ? 'counters set' : `${ledger} ${range ?? ''}`;
  return `${at}  ${visible(title === null || title === '' ? what : `${what}  ${title}`)}  (${visible(author)})\n`;
}
