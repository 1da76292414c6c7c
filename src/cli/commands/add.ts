import { TidemarkError } from '../../errors.ts';
import { DRY_RUN, LOCK_OPTIONS, SHARED_OPTIONS } from '../arguments/options.ts';
import { sharedOption } from '../arguments/shared-option.ts';
import type { Options } from '../arguments/options.ts';
import type { Invocation, Outcome, UsualFormat } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { addedFilesOutcome, additionOutcome } from '../outcomes/addition-outcome.ts';
import { oneOf, usageError } from '../arguments/usage-error.ts';

const SIZES = ['small', 'medium', 'large'] as const;
const LEVELS = ['low', 'medium', 'high'] as const;

/** What an item may have. */
const FIELDS = {
  size: { type: 'string', value: 'SIZE', help: SIZES.join(', ') },
  complexity: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
  risk: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
  impact: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
  description: { type: 'string', value: 'TEXT', help: 'a description (stored as `description.context`)' },
  origin: { type: 'string', value: 'ID/PHASE', help: 'where the item came from: ID/PHASE, or `inbox`' },
  'pipeline-type': { type: 'string', value: 'TYPE', help: 'such as feature or bug' },
  'depends-on': { type: 'string', value: 'ID', multiple: true, help: 'an item that has to be done first' },
  set: { type: 'string', value: 'KEY=VALUE', multiple: true, help: 'any other field of this backlog' },
} as const satisfies Options;

const OPTIONS = {
  ...FIELDS,
  ledger: {
    type: 'string',
    value: 'NAME',
    help: 'the ledger or backlog to add to, where there are several',
  },
  prefix: { type: 'string', value: 'PREFIX', help: 'the one to use where there are several, or a new one' },
  ...SHARED_OPTIONS,
  ...DRY_RUN,
  ...LOCK_OPTIONS,
} as const satisfies Options;

export const add = defineCommand({
  name: 'add',
  summary: 'add an item to the backlog under the next ID, or a file to a ledger under the next number',
  examples: [
    ["tidemark add 'Retry limits for the importer'", 'prints only the new ID'],
    ["tidemark add 'Retry limits' --size small --risk low --origin WRK-012/review", 'with more fields'],
    [
      "tidemark add 'Use Postgres' --ledger adr",
      'makes the file, or the pair, of a ledger of numbered files; prints its path',
    ],
    ["tidemark add 'Retry limits' --set owner=kim --set status=todo", 'with fields of your own'],
  ],
  options: OPTIONS,
  positionals: { usage: 'TITLE', min: 1, max: 1, texts: true },
  run: async (invocation) => {
    const { cwd, configPath, options } = invocation;
    const { hasLedgers, namesFiles } = await import('../../drawing/ledgers/chosen-ledger.ts');
    if (await namesFiles({ cwd, configPath }, options.ledger)) return addToLedger(invocation);
    try {
      return await addToBacklog(invocation);
    } catch (error) {
      const isMissing = error instanceof TidemarkError && error.code === 'no-backlog';
      if (isMissing && (await hasLedgers({ cwd, configPath }))) return addToLedger(invocation);
      throw error;
    }
  },
});

type Words = Invocation<typeof OPTIONS, UsualFormat>;

async function addToBacklog(invocation: Words): Promise<Outcome> {
  const { options, cwd, configPath, format, style } = invocation;
  const [title = ''] = invocation.positionals;
  const draft = {
    title,
    size: choice('size', options.size, SIZES),
    complexity: choice('complexity', options.complexity, LEVELS),
    risk: choice('risk', options.risk, LEVELS),
    impact: choice('impact', options.impact, LEVELS),
    description: options.description === undefined ? undefined : { context: options.description },
    origin: options.origin,
    pipeline_type: options['pipeline-type'],
    dependencies: options['depends-on'],
  };
  const { add } = await import('../../drawing/add.ts');
  const { withFields } = await import('../../drawing/draft-fields.ts');
  const { ledger, prefix, set = [], 'dry-run': dryRun = false, 'break-lock': breakLock } = options;
  const shared = sharedOption(options, 'add');
  const where = { cwd, configPath, ledger, breakLock };
  const addition = await add(where, [withFields(draft, set)], { prefix, dryRun, shared });
  return additionOutcome(addition, format, style);
}

async function addToLedger(invocation: Words): Promise<Outcome> {
  const { options, cwd, configPath, format, style } = invocation;
  const { ledger, prefix, 'dry-run': dryRun = false, 'break-lock': breakLock } = options;
  const [title = ''] = invocation.positionals;
  const given = new Map(Object.entries(options));
  const field = Object.keys(FIELDS).find((name) => given.get(name) !== undefined);
  if (field !== undefined)
    throw usageError(
      `--${field} is for items of a backlog; a file of a ledger starts from its template.`,
      'add',
    );
  const { addFile } = await import('../../drawing/ledgers/add-file.ts');
  const shared = sharedOption(options, 'add');
  const added = await addFile({ cwd, configPath, breakLock }, { title, ledger, prefix, dryRun, shared });
  return addedFilesOutcome(added, dryRun, format, style);
}

function choice<const W extends string>(
  name: string,
  word: string | undefined,
  known: readonly W[],
): W | undefined {
  if (word === undefined) return undefined;
  return oneOf(word, known, () =>
    usageError(`--${name} must be one of ${known.join(', ')}, not “${word}”.`, 'add'),
  );
}
