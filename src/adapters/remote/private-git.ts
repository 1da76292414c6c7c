import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { env, kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { TidemarkError } from '../../errors.ts';

/** How a git is started that has nothing to do with the user's repository. */
export interface PrivateGit {
  /** The bare repository that it works in, absolute. */
  readonly gitDir: string;
  /** Where it stands: a remote's relative path counts from there. */
  readonly cwd: string;
  /** The user's settings that say how a remote is reached, in their order. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

export interface PrivateResult {
  /** Undefined where time ran out before it ended. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git in a repository of Tidemark's own, which knows no hook, no work tree and nothing of the user's repository but the given settings.
 * It prompts for nothing: it has no terminal. After `milliseconds` it is ended with all that it started, and has half a second to tidy up: a remote on
 * this machine would stay locked. Throws `git-failed` where git is not there.
 */
export async function runPrivateGit(
  { gitDir, cwd, settings }: PrivateGit,
  args: readonly string[],
  milliseconds: number,
  input = '',
): Promise<PrivateResult> {
  const words = [`--git-dir=${gitDir}`, ...SETTINGS.flatMap((setting) => ['-c', setting]), ...args];
  const child = spawn('git', words, {
    cwd,
    // Its own session: no terminal to ask on, and one signal reaches ssh and helpers too.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), ...asVariables(settings) },
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.on('error', () => undefined).end(input);
  const exitCode = await endOf(child, milliseconds);
  return { exitCode, stdout: stdout(), stderr: stderr().toString('utf8') };
}

/** What would run something, ask somebody or send more than was asked for. No transport that runs a command of the URL's choice. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.useReplaceRefs=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.version=2',
  'protocol.ext.allow=never',
  'push.followTags=false',
  'push.gpgSign=false',
  'push.negotiate=false',
  'push.recurseSubmodules=no',
  'push.pushOption=',
  'fetch.recurseSubmodules=no',
  'fetch.writeCommitGraph=false',
  'i18n.logOutputEncoding=UTF-8',
];

/** What git hands down to programs that work in the same repository, and what would ask somebody. */
const NOT_INHERITED =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|IMPLICIT_WORK_TREE|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|NO_REPLACE_OBJECTS|CONFIG|CONFIG_PARAMETERS|CONFIG_COUNT|CONFIG_KEY_\d+|CONFIG_VALUE_\d+|PUSH_OPTION_\w+|REFLOG_ACTION|DEFAULT_HASH)$/u;

function ownEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(([name]) => !NOT_INHERITED.test(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
    GIT_NO_LAZY_FETCH: '1',
  };
}

/** Not as `-c`: tokens in them would be there for everybody to read. */
function asVariables(settings: PrivateGit['settings']): Record<string, string> {
  const pairs = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(pairs) };
}

/** In bytes: a remote can say as much as it likes. */
const MAX_SAID = 4 << 20;

function collect(stream: NodeJS.ReadableStream): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < MAX_SAID) chunks.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(chunks);
}

async function endOf(child: ChildProcess, milliseconds: number): Promise<number | undefined> {
  const closed = closing(child);
  const code = await inTime(closed, milliseconds);
  if (code !== undefined) return code;
  signalAll(child, 'SIGTERM');
  await inTime(closed, TIDYING_MS);
  signalAll(child, 'SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
  return undefined;
}

const TIDYING_MS = 500;

async function closing(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(notStarted(error)));
    child.on('close', (code) => resolve(code ?? KILLED));
  });
}

const KILLED = 137;

/** Undefined where it takes longer. */
async function inTime<T>(outcome: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const waiting = new AbortController();
  const over = sleep(Math.max(milliseconds, 0), undefined, { signal: waiting.signal }).catch(() => undefined);
  try {
    return await Promise.race([outcome, over]);
  } finally {
    waiting.abort();
  }
}

function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function notStarted({ message }: Error): TidemarkError {
  return new TidemarkError(
    'git-failed',
    `git could not be started: ${message}.`,
    'Install git 2.32 or newer and put it on the PATH.',
  );
}
