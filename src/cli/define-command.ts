import { resolve } from 'node:path';

import type { AnyFormat } from '../reporters/formats.ts';
import { chooseColor, isColored } from './arguments/color.ts';
import { USUAL_FORMATS } from './command.ts';
import type { Command, CommandSpec, Invocation, Outcome, UsualFormat } from './command.ts';
import { commandHelp } from './arguments/help.ts';
import { failure } from './failure.ts';
import type { Io } from './io.ts';
import { nearest } from './arguments/nearest.ts';
import { GLOBAL_OPTIONS, parseOptions } from './arguments/options.ts';
import type { Options, Parsed, Words } from './arguments/options.ts';
import { programsOf } from './arguments/programs.ts';
import { readTargets } from './arguments/report-targets.ts';
import type { Target } from './arguments/report-targets.ts';
import { oneOf, usageError } from './arguments/usage-error.ts';

/** Turns a description into a command: parses, answers `--help`, works out the global options, runs. */
export function defineCommand<const O extends Options, const F extends AnyFormat = UsualFormat>(
  spec: CommandSpec<O, F>,
): Command {
  return {
    name: spec.name,
    summary: spec.summary,
    options: { ...GLOBAL_OPTIONS, ...formatOption(spec), ...spec.options },
    choices: spec.positionals?.choices ?? [],
    run: async (argv, io) => {
      const parsed = parseOptions(spec.options, argv, spec.name, wordsOf(spec));
      const { help }: GlobalValues = parsed.values;
      return help ? { code: 0, stdout: commandHelp(spec) } : attempt(spec, invocationOf(spec, parsed, io));
    },
  };
}

function formatOption<O extends Options, F extends AnyFormat>({ formats = [] }: CommandSpec<O, F>): Options {
  return {
    format: {
      ...GLOBAL_OPTIONS.format,
      help: 'what to print',
      choices: formats.length > 0 ? formats : USUAL_FORMATS,
    },
  };
}

/** What goes wrong from here on is told with commands that work where this one does. */
async function attempt<O extends Options, F extends AnyFormat>(
  spec: CommandSpec<O, F>,
  invocation: Invocation<O, F>,
): Promise<Outcome> {
  try {
    return await spec.run(invocation);
  } catch (error) {
    const json = invocation.targets.some(({ format }) => format === 'json');
    return failure(error, json, invocation.style.programs);
  }
}

function invocationOf<O extends Options, F extends AnyFormat>(
  spec: CommandSpec<O, F>,
  parsed: Parsed<O>,
  io: Io,
): Invocation<O, F> {
  const { directory, config, color, quiet }: GlobalValues = parsed.values;
  refuseCount(spec, parsed.positionals.length);
  const cwd = resolve(io.cwd(), directory ?? '.');
  const targets = targetsOf(spec, parsed, cwd);
  const choice = chooseColor(color, spec.name);
  return {
    options: parsed.values,
    positionals: parsed.positionals,
    cwd,
    configPath: config === undefined ? undefined : resolve(cwd, config),
    format: targets[0]?.format ?? 'human',
    targets,
    get style() {
      return {
        color: isColored(choice, io),
        quiet: quiet ?? false,
        columns: io.stdout.columns,
        get programs() {
          return programsOf(io, { directory, config });
        },
      };
    },
    io,
  };
}

interface GlobalValues {
  readonly help?: boolean;
  readonly directory?: string;
  readonly config?: string;
  readonly format?: readonly string[];
  readonly color?: string;
  readonly quiet?: boolean;
}

function wordsOf<O extends Options, F extends AnyFormat>({ positionals }: CommandSpec<O, F>): Words {
  if (!positionals) return 'none';
  return positionals.texts ? 'texts' : 'names';
}

function refuseCount<O extends Options, F extends AnyFormat>(
  { name, positionals }: CommandSpec<O, F>,
  count: number,
): void {
  const { usage, min = 0, max } = positionals ?? { usage: '', max: 0 };
  if (count >= min && count <= max) return;
  throw usageError(
    max === 0 ? `${name} takes no arguments, only options.` : `Usage: tidemark ${name} ${usage}.`,
    name,
  );
}

function targetsOf<O extends Options, F extends AnyFormat>(
  spec: CommandSpec<O, F>,
  parsed: Parsed<O>,
  cwd: string,
): readonly Target<F | UsualFormat>[] {
  const { format = [] }: GlobalValues = parsed.values;
  if (format.length > 1 && !Object.hasOwn(spec.options, 'output')) {
    throw usageError('--format may be given only once.', spec.name);
  }
  const formatOf = (word: string): F | UsualFormat => chooseFormat(spec, word);
  return readTargets(parsed.tokens, { command: spec.name, cwd, formatOf });
}

function chooseFormat<O extends Options, F extends AnyFormat>(
  { name, formats }: CommandSpec<O, F>,
  format: string,
): F | UsualFormat {
  const choices: readonly (F | UsualFormat)[] = formats ?? USUAL_FORMATS;
  return oneOf(format, choices, () => {
    const known = `; ${name} knows ${choices.join(', ')}.`;
    return usageError(`There is no format ${format}${nearest(format, choices, known)}`, name);
  });
}
