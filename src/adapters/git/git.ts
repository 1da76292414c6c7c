import { Readable } from 'node:stream';

import { simpleGit } from 'simple-git';

import { TidemarkError } from '../../errors.ts';

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git in `directory` and answers with its bytes, whatever the exit code. Standard input is `input`, then closed.
 * Revisions and paths in `args` must have been made safe: object names after resolving, paths behind `--`.
 * Throws `git-failed` only when git could not be started at all.
 */
export async function runGit(
  directory: string,
  args: readonly string[],
  input: Buffer = NOTHING,
): Promise<GitResult> {
  let result: GitResult | undefined;
  const git = openGit(directory, input, (given) => {
    result = given;
  });
  const [command = '', ...rest] = args;
  // binaryCatFile spares the decoding of what may be many megabytes.
  await (command === 'cat-file' ? git.binaryCatFile(rest) : git.raw(['--no-optional-locks', ...args]));
  if (!result || result.exitCode < 0) throw notStarted(result?.stderr ?? '');
  return result;
}

/** Where git is run, and what it answered there before. */
export interface Asked {
  readonly directory: string;
  readonly answers: Map<string, Promise<GitResult>>;
}

/** `runGit` for questions that have one answer for as long as a command runs. */
export async function askOnce({ directory, answers }: Asked, args: readonly string[]): Promise<GitResult> {
  const key = args.join('\0');
  const answer = answers.get(key) ?? runGit(directory, args);
  answers.set(key, answer);
  return answer;
}

/** The same, for commands whose failure means that nothing can be said. Throws `git-failed` with git's own words. */
export async function git(
  directory: string,
  args: readonly string[],
  input: Buffer = NOTHING,
): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await runGit(directory, args, input);
  if (exitCode === 0) return stdout;
  throw gitFailed(args[0] ?? '', exitCode, stderr);
}

export function gitFailed(command: string, exitCode: number, stderr: string): TidemarkError {
  const said = stderr.trim().split('\n')[0] || `it ended with code ${exitCode} and said nothing`;
  return new TidemarkError(
    'git-failed',
    `git ${command} failed: ${said.replace(/^(?:fatal|error): /u, '').replace(/\.$/u, '')}.`,
    'Run the same git command by hand and fix what it complains about.',
  );
}

// An empty input still closes the pipe; none at all would leave it open for ever.
const NOTHING = Buffer.alloc(0);

/** What hooks, `git -c` and linked worktrees hand down. simple-git strips every other `GIT_*`, editors and pagers too. */
const ENVIRONMENT = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_GRAFT_FILE',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
  'GIT_CONFIG',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  ...Array.from({ length: 100 }, (_, index) => [
    `GIT_CONFIG_KEY_${index}`,
    `GIT_CONFIG_VALUE_${index}`,
  ]).flat(),
];

/** Settings that would run a program, reach the network or show other objects than those that were committed. */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.useReplaceRefs=false',
  'submodule.recurse=false',
  'protocol.allow=never',
  // A user's own setting for one protocol would win over the general one.
  ...['file', 'git', 'http', 'https', 'ssh', 'ext'].map((name) => `protocol.${name}.allow=never`),
];

/** The exit code of a git that was killed, as a shell reports it: not a code that git uses to answer. What it said comes in further lines. */
export const KILLED = 137;

/** A few kilobytes of a repository can stand for any number of bytes. Of a git that failed simple-git makes one string, which can be no longer. */
const MAX_BYTES = 0x1ff00000;
const TOO_MUCH = 'its answer is larger than half a gibibyte';

function sizeOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((bytes, { length }) => bytes + length, 0);
}

/** Whoever writes on after that is ended by the system. */
function limit(stdout: NodeJS.ReadableStream): void {
  let bytes = 0;
  stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES && stdout instanceof Readable) stdout.destroy();
  });
}

/** simple-git waits 50 ms more for a git that has said nothing, although its output has ended by then: an empty chunk spares that. */
function neverSilent(stdout: NodeJS.ReadableStream): void {
  stdout.once('end', () => stdout.emit('data', NOTHING));
}

interface RawResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdOut: Buffer[];
  readonly stdErr: readonly Buffer[];
}

/** A git that hands what it wrote to `report` when it ends; or to `takeOutput` meanwhile. */
export function openGit(
  directory: string,
  input: Buffer,
  report: (result: GitResult) => void,
  takeOutput: (stdout: NodeJS.ReadableStream) => void = limit,
) {
  const take = ({ exitCode, stdOut, stdErr }: RawResult) => {
    // Taken away, or simple-git would put the same megabytes together once more.
    const chunks = stdOut.splice(0);
    const stderr = Buffer.concat(stdErr).toString();
    if (sizeOf(chunks) > MAX_BYTES) report({ exitCode: KILLED, stdout: NOTHING, stderr: TOO_MUCH });
    else if (exitCode !== null) report({ exitCode, stdout: Buffer.concat(chunks), stderr });
    else report({ exitCode: KILLED, stdout: NOTHING, stderr: `it was killed\n${stderr}`.trimEnd() });
    // Failures are checked by the exit code alone: a silent one would otherwise pass for success.
    return undefined;
  };
  try {
    return simpleGit({
      baseDir: directory,
      config: SETTINGS,
      unsafe: { allowUnsafeFsMonitor: true, allowUnsafeMergeDriver: true, allowUnsafeProtocolOverride: true },
      allowEnvironment: ENVIRONMENT,
      completion: { onClose: true, onExit: false },
      input: () => input,
      errors: (_error, result) => take(result),
    }).outputHandler((_command, stdout) => {
      takeOutput(stdout);
      neverSilent(stdout);
    });
  } catch {
    throw new TidemarkError('usage', `${directory} is not a directory.`, 'Name a directory that exists.');
  }
}

export function notStarted(reason: string): TidemarkError {
  const missing = reason.includes('ENOENT');
  return new TidemarkError(
    'git-failed',
    missing ? 'git was not found.' : `git could not be started: ${reason.split('\n')[0]}.`,
    'Install git 2.32 or newer and put it on the PATH.',
  );
}
