import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { buildSync } from 'esbuild';

import { freshDirectory } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { REF } from './shared.ts';

/** The worker as a program; `shared-worker.ts` says what it does. */
function buildWorker(): string {
  const outfile = join(freshDirectory('worker'), 'worker.mjs');
  buildSync({
    entryPoints: [fileURLToPath(new URL('shared-worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/** What a worker noted. */
interface Noted {
  readonly number: number;
  readonly tries: number;
  readonly took: number;
}

export interface Worked {
  readonly noted: readonly Noted[];
  /** What went wrong, in the words of those that ended by themselves. */
  readonly complaints: readonly string[];
  readonly seconds: number;
}

interface Working {
  /** How many numbers each clone takes. */
  readonly draws: number;
  /** Of blocks of how many. */
  readonly size?: number;
  /** So many of them are killed at any moment and started again. */
  readonly kills?: number;
  /** Each clone is on a machine of its own: none knows that there are others but by the remote. */
  readonly apart?: boolean;
}

/** Lets every clone draw at once, in a process each. The time is counted from when all of them are ready. */
export async function drawAtOnce(
  clones: readonly TestRepo[],
  { draws, size = 1, kills = 0, apart = false }: Working,
): Promise<Worked> {
  const logs = clones.map(({ root }) => join(root, '.git', 'drawn.log'));
  const complaints: string[] = [];
  const program = buildWorker();
  const machine = freshDirectory('machine');
  let left = kills;
  const starting = ({ root }: TestRepo, log: string): ChildProcess => {
    const rest = draws - notedIn(log).length;
    const TMPDIR = apart ? join(root, '.git') : machine;
    return start([program, root, log, String(rest), String(size)], { ...process.env, TMPDIR });
  };
  const work = async (clone: TestRepo, log: string, first: ChildProcess): Promise<void> => {
    for (let worker = first; ; worker = starting(clone, log)) {
      const ended = ending(worker);
      worker.stdin?.end();
      const isVictim = left > 0 && Math.random() < 0.5;
      if (isVictim) {
        left -= 1;
        await sleep(Math.random() * 2000);
        worker.kill('SIGKILL');
      }
      const said = await ended;
      if (said !== '') return void complaints.push(said);
      if (notedIn(log).length >= draws) return;
    }
  };
  const workers = clones.map((clone, at) => starting(clone, logs[at] ?? ''));
  await Promise.all(workers.map(async ({ stdout }) => stdout && once(stdout, 'data')));
  const started = performance.now();
  await Promise.all(clones.map(async (clone, at) => workers[at] && work(clone, logs[at] ?? '', workers[at])));
  const seconds = (performance.now() - started) / 1000;
  return { noted: logs.flatMap(notedIn), complaints, seconds };
}

function start(words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, words, { stdio: 'pipe', env });
}

async function ending(worker: ChildProcess): Promise<string> {
  let stderr = '';
  worker.stdout?.resume();
  worker.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(worker, 'close');
  return stderr;
}

function notedIn(log: string): readonly Noted[] {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.filter(Boolean).map((line) => {
    const [number = 0, tries = 0, took = 0] = line.split(' ').map(Number);
    return { number, tries, took };
  });
}

/** The value below which that share of all is. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The numbers that the chain at a server gave away, in its order. */
export function drawnAt(server: TestRepo): readonly number[] {
  const text = server.git('log', '--reverse', '--format=%B', REF);
  return [...text.matchAll(/^draw backlog (\d+) (\d+)$/gmu)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
  );
}
