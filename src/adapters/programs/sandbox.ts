import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { withScratch } from '../disk/scratch.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A throw-away directory in which programs run without any of the user's git settings. */
export interface Sandbox {
  /** Runs a program to its end. `output` is what it wrote to both streams, in order of arrival. */
  readonly run: (file: string, args: readonly string[]) => Promise<Ended>;
  readonly read: (path: string) => Promise<string>;
  /** Creates directories on the way. */
  readonly write: (path: string, text: string) => Promise<void>;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Hands `body` a fresh sandbox and removes it afterwards, whatever happened; an abort kills the program that runs. On its PATH `tidemark` is
 * `self`, so that what is said there is what a reader sees typed.
 */
export async function withSandbox(
  {
    env,
    signal,
    self,
  }: { env: Environment; signal: AbortSignal; self: readonly [node: string, bin: string] },
  body: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  await withScratch('demo', async (base) => {
    const [root, programs] = [join(base, 'repo'), join(base, 'programs')];
    for (const directory of [root, programs]) await mkdir(directory);
    const line = self.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
    await writeFile(join(programs, 'tidemark'), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o755 });
    const place = { cwd: root, env: scrubbed(env, base, programs), signal };
    await body({
      run: (file, args) => runToEnd(file, args, place),
      read: (path) => readFile(join(root, path), 'utf8'),
      write: async (path, text) => {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
      },
    });
  });
}

/** A repository around the sandbox, a signing key or a hook of the user's must not play a part in it. */
function scrubbed(env: Environment, base: string, programs: string): Environment {
  const kept = Object.entries(env).filter(([name]) => !/^(GIT_|TIDEMARK)/iu.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [programs, ...(env['PATH'] ? [env['PATH']] : [])].join(delimiter),
    HOME: base,
    XDG_CONFIG_HOME: base,
    GIT_CONFIG_GLOBAL: join(base, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: base,
    GIT_TERMINAL_PROMPT: '0',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) => [
        [`GIT_${role}_NAME`, 'Demo'],
        [`GIT_${role}_EMAIL`, 'demo@example.com'],
        // The same commits, and the same output, whenever it runs.
        [`GIT_${role}_DATE`, '2026-02-12T09:00:00Z'],
      ]),
    ),
  };
}

interface RunIn {
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

function runToEnd(file: string, args: readonly string[], place: RunIn): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'], killSignal: 'SIGKILL' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    child.on('error', (error) => reject(cannotRun(file, error)));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function cannotRun(file: string, error: Error): TidemarkError {
  return new TidemarkError(
    'git-failed',
    `${file} cannot be run: ${error.message}.`,
    `Is ${file} installed and on the PATH?`,
  );
}
