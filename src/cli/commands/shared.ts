import { counterName } from '../../core/ledger/counters.ts';
import { rangeText, sequenceText } from '../../core/numbers/sequence.ts';
import type { Seeding } from '../../drawing/shared/seed.ts';
import type { SharedStatus, ToldLink } from '../../drawing/shared/status.ts';
import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { usageError } from '../arguments/usage-error.ts';
import type { Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import type { Options } from '../arguments/options.ts';

const OPTIONS = {
  log: { type: 'boolean', help: 'who drew what, all of it instead of the last draws' },
  seed: {
    type: 'boolean',
    help: 'begin to share numbers, or raise the counters to all that this clone knows of; it lowers none',
  },
} as const satisfies Options;

export const shared = defineCommand({
  name: 'shared',
  summary: 'show the numbers that all machines draw over a remote, or begin to share them',
  examples: [
    ['tidemark shared --seed', 'begins, once for all machines, above every number of this clone’s refs'],
    ['tidemark shared', 'where the counters are, and the last draws: asks the remote'],
    ['tidemark shared origin --log', 'every draw since the beginning, over that remote'],
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
  const { remote, outcome, counters } = seeding;
  const json = { version: 1, remote, outcome, counters: jsonCounters(counters) };
  return { code: 0, stdout: format === 'json' ? jsonText(json) : seededText(seeding) };
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
  const { counters, links, ...rest } = found;
  const draws = links.map(({ serial, draw, author, at }) => ({
    serial,
    ledger: draw ? counterName(draw.counter) : null,
    range: draw ? rangeText(draw) : null,
    title: draw?.title ?? null,
    author,
    at: moment(at),
  }));
  return { code: 0, stdout: jsonText({ version: 1, ...rest, counters: jsonCounters(counters), draws }) };
}

function statusText({ remote, ref, serial, counters, links }: SharedStatus): string {
  const rest = (links.at(-1)?.serial ?? 0) > 0 ? ['…\n'] : [];
  return [
    `${visible(remote)}: ${ref}, ${serial + 1} ${serial === 0 ? 'link' : 'links'}\n`,
    countersText(counters),
    '\n',
    ...links.map(lineOf),
    ...rest,
  ].join('');
}

function countersText(counters: SharedStatus['counters']): string {
  return [...counters]
    .map(([counter, number]) => `  ${visible(counterName(counter))} ${sequenceText(number)}\n`)
    .join('');
}

/** When, what, for what and by whom. */
function lineOf({ draw, author, at }: ToldLink): string {
  const what = draw ? `${counterName(draw.counter)} ${rangeText(draw)}` : 'counters set';
  const title = draw && draw.title !== '' ? `  ${draw.title}` : '';
  return `${moment(at)}  ${visible(`${what}${title}`)}  (${visible(author)})\n`;
}

function jsonCounters(counters: SharedStatus['counters']): Record<string, string> {
  return Object.fromEntries(
    [...counters].map(([counter, number]) => [counterName(counter), sequenceText(number)]),
  );
}

function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
