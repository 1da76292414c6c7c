import { parseArgs } from 'node:util';

import { VERSION } from '../version.ts';
import type { Command, Outcome } from './command.ts';
import { failure } from './failure.ts';
import { PROGRAM_OPTIONS, programHelp } from './arguments/help.ts';
import type { Io } from './io.ts';
import { nearest } from './arguments/nearest.ts';
import { showProgress } from './output/progress.ts';
import { GLOBAL_OPTIONS, parseOptions } from './arguments/options.ts';
import { programsOf } from './arguments/programs.ts';
import { usageError } from './arguments/usage-error.ts';

/** Long enough for an interrupted command to finish a write or to tidy up. */
const GRACE_MS = 1000;

/**
 * The whole program: command line in, exit code out (0, 1, 2, 3; 130 when interrupted).
 * Each stream is written once, at the end.
 */
export async function main(argv: readonly string[], io: Io, commands: readonly Command[]): Promise<number> {
  const stopProgress = showProgress(io, progressName(argv));
  const outcome = await Promise.race([attempt(argv, io, commands), interrupted(io.signal)]);
  try {
    await stopProgress();
    if (outcome.stderr) await io.stderr.write(outcome.stderr);
    if (outcome.stdout) await io.stdout.write(outcome.stdout);
  } catch {
    // The answer did not get out, so nobody may take the exit code for one.
    await io.stderr.write('tidemark: The output could not be written.\n').catch(() => {});
    return 3;
  }
  return outcome.code;
}

async function attempt(argv: readonly string[], io: Io, commands: readonly Command[]): Promise<Outcome> {
  try {
    const outcome = await dispatch(argv, io, commands);
    await turn();
    return io.signal.aborted ? { code: Number(io.signal.reason) } : outcome;
  } catch (error) {
    if (io.signal.aborted) return { code: Number(io.signal.reason) };
    return failure(error, wantsJson(argv), programsOf(io, {}));
  }
}

/** Whoever has interrupted the program meanwhile is heard. */
async function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function dispatch(argv: readonly string[], io: Io, commands: readonly Command[]): Promise<Outcome> {
  const at = commandIndex(argv);
  const name = argv[at];
  if (name === undefined) return withoutCommand(argv, commands);
  const rest = argv.toSpliced(at, 1);
  if (name === 'help') return dispatch([...rest, '--help'], io, commands);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const names = commands.map((candidate) => candidate.name);
    throw usageError(`There is no command ${name}${nearest(name, names)}`);
  }
  return command.run(rest, io);
}

/** Where the command's name stands: global options may come before it. -1 where there is none. */
function commandIndex(argv: readonly string[]): number {
  const { tokens } = parseArgs({
    args: [...argv],
    options: GLOBAL_OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.find(({ kind }) => kind === 'positional')?.index ?? -1;
}

/** What takes so long: the command, and of a hook its name, if there is one. */
function progressName(argv: readonly string[]): string {
  const at = commandIndex(argv);
  const [name = 'help', word = ''] = argv.slice(Math.max(at, 0));
  return name === 'hook' ? word : name;
}

function withoutCommand(argv: readonly string[], commands: readonly Command[]): Outcome {
  const { values } = parseOptions(PROGRAM_OPTIONS, argv);
  if (values.version) return { code: 0, stdout: `${VERSION}\n` };
  const help = programHelp(commands);
  // Nothing was checked: a script whose command went missing must not read that as clean.
  return values.help ? { code: 0, stdout: help } : { code: 2, stderr: help };
}

/** Asked of the bare words, as the command line may be the very thing that is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === '--format=json' || (word === '--format' && argv[index + 1] === 'json'),
  );
}

async function interrupted(signal: AbortSignal): Promise<Outcome> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  return { code: Number(signal.reason) };
}
