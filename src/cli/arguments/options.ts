import { parseArgs } from 'node:util';

import { shellWord } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import { nearest } from './nearest.ts';
import { usageError } from './usage-error.ts';

/** One row of an options table: what `parseArgs` needs, and what the help prints. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What the help calls the value. */
  readonly value?: string;
  /** It may be given without a value, which then is empty: `--shared`, `--shared=REMOTE`. */
  readonly optional?: boolean;
  /** What the value can be, where there is a list of that. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What every command takes. */
export const GLOBAL_OPTIONS = {
  help: { type: 'boolean', short: 'h', help: 'show examples and options' },
  directory: { type: 'string', short: 'C', value: 'DIR', help: 'work as if started in DIR' },
  config: { type: 'string', value: 'FILE', help: 'read this configuration instead of .tidemark.yaml' },
  format: { type: 'string', multiple: true, value: 'FORMAT', help: 'what to print' },
  color: {
    type: 'string',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    help: 'auto, always or never; NO_COLOR and FORCE_COLOR are honoured',
  },
  quiet: { type: 'boolean', short: 'q', help: 'print errors only' },
} as const satisfies Options;

/** What every command takes that writes files. */
export const DRY_RUN = {
  'dry-run': {
    type: 'boolean',
    short: 'n',
    help: 'print what would change as a unified diff, and change nothing',
  },
} as const satisfies Options;

/** What every command takes that is about one backlog. */
export const BACKLOG_OPTION = {
  ledger: { type: 'string', value: 'NAME', help: 'the backlog that is meant, where there are several' },
} as const satisfies Options;

/** What every command takes that draws numbers. */
export const SHARED_OPTIONS = {
  shared: {
    type: 'string',
    optional: true,
    value: 'REMOTE',
    help: 'take the number over a remote, so that no other machine gets it; by default the configured one, else origin',
  },
  local: { type: 'boolean', help: 'take it for this clone only, even if the configuration names a remote' },
} as const satisfies Options;

/** What every command takes that locks the work tree. */
export const LOCK_OPTIONS = {
  'break-lock': {
    type: 'boolean',
    help: 'take over a lock that another host or container left 10 minutes ago',
  },
} as const satisfies Options;

interface ParseConfig<O extends Options> {
  args: string[];
  options: O & typeof GLOBAL_OPTIONS;
  strict: true;
  allowPositionals: true;
  tokens: true;
}

export type Parsed<O extends Options> = ReturnType<typeof parseArgs<ParseConfig<O>>>;

/**
 * Reads the words of a command line, the command's name left out, by an options table and the global one.
 * Throws a `usage` error in one sentence for whatever does not fit, and names the nearest option there is; where the command takes
 * `words`, it says how one may begin with a dash.
 */
export function parseOptions<const O extends Options>(
  own: O,
  argv: readonly string[],
  command?: string,
  words: Words = 'none',
): Parsed<O> {
  const options = { ...GLOBAL_OPTIONS, ...own };
  const args = withEmptyValues(options, argv);
  refuseUnfit(options, args, command, words);
  return parseArgs<ParseConfig<O>>({
    args,
    options,
    strict: true,
    allowPositionals: true,
    tokens: true,
  });
}

/** What a command takes besides options: names of something, or any texts. */
export type Words = 'none' | 'names' | 'texts';

interface OptionToken {
  readonly name: string;
  /** As it was typed, dashes included. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** The value was given as in `--rev=HEAD`. */
  readonly inlineValue?: boolean | undefined;
}

/** `--shared` as `--shared=`: what follows is no value of it. */
function withEmptyValues(options: Options, argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, at) => {
    const isName = word.startsWith('--') && options[word.slice(2)]?.optional === true;
    return isName && (end === -1 || at < end) ? `${word}=` : word;
  });
}

function refuseUnfit(
  options: Options,
  argv: readonly string[],
  command: string | undefined,
  words: Words,
): void {
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const complaint = complaintAbout(token, options, given);
    const word = argv[token.index] ?? '';
    if (complaint !== undefined && isMaybeWord(word, words, token, options))
      throw looksLikeOption(word, command);
    if (complaint !== undefined) throw usageError(complaint, command);
    given.add(token.name);
  }
}

function complaintAbout(
  token: OptionToken,
  options: Options,
  given: ReadonlySet<string>,
): string | undefined {
  const { name, rawName, value } = token;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return unknownOption(rawName, options);
  if (option.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value.`;
  if (given.has(name) && !option.multiple) return `${rawName} may be given only once.`;
  return complaintAboutValue(token, option);
}

function complaintAboutValue(
  { name, rawName, value, inlineValue }: OptionToken,
  option: Option,
): string | undefined {
  if (value === '' && option.optional) return undefined;
  if (!value) return `${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}.`;
  if (inlineValue || !value.startsWith('-') || value === '-') return undefined;
  return `${rawName} needs a value; ${value} looks like an option (if that is intended: --${name}=${value}).`;
}

/** A title such as `- dash`. */
function isMaybeWord(word: string, words: Words, { name }: OptionToken, options: Options): boolean {
  if (words === 'none' || Object.hasOwn(options, name)) return false;
  return /\s/u.test(word) || (words === 'texts' && !word.startsWith('--'));
}

function looksLikeOption(word: string, command = ''): TidemarkError {
  return new TidemarkError(
    'usage',
    `“${word}” looks like an option, and there is none like it.`,
    `If it is not an option, put -- before it: \`tidemark ${command} -- ${shellWord(word)}\`.`,
  );
}

function unknownOption(rawName: string, options: Options): string {
  const known = Object.keys(options).map((name) => `--${name}`);
  return `There is no option ${rawName}${nearest(rawName, known)}`;
}
