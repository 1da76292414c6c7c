import { DRY_RUN } from '../arguments/options.ts';
import { defineCommand } from '../define-command.ts';
import { LOCK_OPTIONS, SHARED_OPTIONS } from '../arguments/options.ts';
import { sharedOption } from '../arguments/shared-option.ts';
import { additionOutcome } from '../outcomes/addition-outcome.ts';
import { oneOf, usageError } from '../arguments/usage-error.ts';

const SIZES = ['small', 'medium', 'large'] as const;
const LEVELS = ['low', 'medium', 'high'] as const;

export const add = defineCommand({
  name: 'add',
  summary: 'add an item to the backlog under the next ID',
  examples: [
    ["tidemark add 'Retry limits for the importer'", 'prints only the new ID'],
    ["tidemark add 'Retry limits' --size small --risk low --origin WRK-012/review", 'with more fields'],
    ["tidemark add 'Retry limits' --set owner=kim --set status=todo", 'with fields of your own'],
  ],
  options: {
    size: { type: 'string', value: 'SIZE', help: SIZES.join(', ') },
    complexity: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
    risk: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
    impact: { type: 'string', value: 'LEVEL', help: LEVELS.join(', ') },
    description: { type: 'string', value: 'TEXT', help: 'a description (stored as `description.context`)' },
    origin: { type: 'string', value: 'ID/PHASE', help: 'where the item came from: ID/PHASE, or `inbox`' },
    'pipeline-type': { type: 'string', value: 'TYPE', help: 'such as feature or bug' },
    'depends-on': { type: 'string', value: 'ID', multiple: true, help: 'an item that has to be done first' },
    set: { type: 'string', value: 'KEY=VALUE', multiple: true, help: 'any other field of this backlog' },
    prefix: { type: 'string', value: 'PREFIX', help: 'the one to use where there are several, or a new one' },
    ...SHARED_OPTIONS,
    ...DRY_RUN,
    ...LOCK_OPTIONS,
  },
  positionals: { usage: 'TITLE', min: 1, max: 1, texts: true },
  run: async ({ options, positionals: [title = ''], cwd, configPath, format, style }) => {
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
    const { prefix, set = [], 'dry-run': dryRun = false, 'break-lock': breakLock } = options;
    const shared = sharedOption(options, 'add');
    const where = { cwd, configPath, breakLock };
    const addition = await add(where, [withFields(draft, set)], { prefix, dryRun, shared });
    return additionOutcome(addition, format, style);
  },
});

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
