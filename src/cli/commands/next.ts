import { aboutLedger } from '../../core/messages/of-ledger.ts';
import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { SHARED_OPTIONS } from '../arguments/options.ts';
import type { Options } from '../arguments/options.ts';
import { sharedOption } from '../arguments/shared-option.ts';
import { usageError } from '../arguments/usage-error.ts';
import { noticesText } from '../output/notices.ts';

const RESERVES_NOTHING =
  'Not reserved: the next item added will get it. Use `tidemark next --take` to reserve it.';

const OPTIONS = {
  take: { type: 'boolean', help: 'reserve the number instead of showing it' },
  drawn: { type: 'boolean', help: 'list the numbers that were taken and are not in use' },
  ledger: {
    type: 'string',
    value: 'NAME',
    help: 'the ledger or backlog that is meant, where there are several',
  },
  prefix: { type: 'string', value: 'PREFIX', help: 'the one to use where there are several, or a new one' },
  title: { type: 'string', value: 'TEXT', help: 'what it is for: others see that where numbers are shared' },
  ...SHARED_OPTIONS,
} as const satisfies Options;

export const next = defineCommand({
  name: 'next',
  summary: 'show the ID that comes next, or reserve it',
  examples: [
    ['tidemark next', 'shows it; reserves nothing'],
    ['tidemark next --take', 'reserves it: no worktree of this clone gets it again'],
    ['tidemark next --take --shared', 'reserves it over origin: no other machine gets it either'],
    ['tidemark next --ledger adr', 'the number of the next file, above those of all branches'],
    ['tidemark next --drawn', 'what was taken, and is not in use'],
  ],
  options: OPTIONS,
  run: async (invocation) => {
    const { drawn, ...others } = invocation.options;
    if (!drawn) return (await isOfFiles(invocation)) ? nextFile(invocation) : nextId(invocation);
    const isOther = ['take', 'prefix', 'title', 'shared', 'local'].some((name) =>
      Object.hasOwn(others, name),
    );
    if (isOther || (await isOfFiles(invocation)))
      throw usageError('--drawn cannot be combined with other options of next.', 'next');
    return drawnNumbers(invocation);
  },
});

async function isOfFiles({ options, cwd, configPath }: Invocation<typeof OPTIONS>): Promise<boolean> {
  const { namesFiles } = await import('../../drawing/ledgers/chosen-ledger.ts');
  return namesFiles({ cwd, configPath }, options.ledger);
}

async function nextId(invocation: Invocation<typeof OPTIONS>): Promise<Outcome> {
  const { options, cwd, configPath, format, style } = invocation;
  const { take = false, prefix, ledger } = options;
  const { next } = await import('../../drawing/next.ts');
  const sharing = sharedOption(options, 'next');
  const drawn = await next(
    { cwd, configPath, ledger },
    { take, prefix, shared: sharing, title: options.title },
  );
  const { id, number, shared = null, notices } = drawn;
  const json = { version: 1, id, number, taken: take, shared, notices };
  return {
    code: 0,
    stdout: format === 'json' ? jsonText(json) : `${id}\n`,
    stderr: noticesText(take ? notices : [...notices, aboutLedger(RESERVES_NOTHING, ledger)], style),
  };
}

async function nextFile(invocation: Invocation<typeof OPTIONS>): Promise<Outcome> {
  const { options, cwd, configPath, format, style } = invocation;
  const { take = false, prefix, title, ledger: name } = options;
  const { nextOfLedger } = await import('../../drawing/ledgers/next-of-ledger.ts');
  const asked = { ledger: name, prefix, take, title, shared: sharedOption(options, 'next') };
  const { ledger, id, shared = null, notices } = await nextOfLedger({ cwd, configPath }, asked);
  return {
    code: 0,
    stdout:
      format === 'json' ? jsonText({ version: 1, ledger, id, taken: take, shared }) : `${visible(id)}\n`,
    stderr: noticesText(take ? notices : [RESERVES_NO_FILE], style),
  };
}

const RESERVES_NO_FILE = 'Not reserved. `tidemark next --take` with the same options reserves it.';

/** An ID and when it was drawn on each line. */
async function drawnNumbers({
  options,
  cwd,
  configPath,
  format,
}: Invocation<typeof OPTIONS>): Promise<Outcome> {
  const { unusedNumbers } = await import('../../drawing/survey/unused-numbers.ts');
  const unused = await unusedNumbers({ cwd, configPath, ledger: options.ledger });
  if (format === 'json') return { code: 0, stdout: jsonText({ version: 1, drawn: unused }) };
  return {
    code: 0,
    stdout: unused.map(({ id, number, drawn }) => `${visible(id ?? String(number))}\t${drawn}\n`).join(''),
  };
}
