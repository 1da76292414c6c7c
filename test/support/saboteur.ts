import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BIN } from './cli.ts';
import type { Ended } from './cli.ts';
import { freshDirectory } from './repo.ts';

/** The process dies before the call; half of what it writes gets there; the call fails so; it and all that follow do. */
export const HOWS = ['KILL', 'TORN', 'ENOSPC', 'EIO', 'EACCES', 'EROFS', 'ENOSPC+', 'EROFS+'] as const;
type How = (typeof HOWS)[number];

/** What happens at the call of number `at`, counted over a command and all that it starts. */
export interface Sabotage {
  readonly at: number;
  readonly how: How;
}

/** A call that changes something below the directory, such as `rename` of `BACKLOG.yaml`. */
export interface DiskCall {
  readonly name: string;
  readonly path: string;
}

export interface Sabotaged extends Ended {
  /** In the order in which they came; the sabotaged one and what came after it included. */
  readonly calls: readonly DiskCall[];
}

/** Whether a library that is preloaded can be made here. */
export function canSabotage(): boolean {
  return process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
}

/** Runs the bin in `cwd`; without `sabotage` it just tells of the calls. A killed command has no code. */
export function sabotage(
  cwd: string,
  argv: readonly string[],
  { at, how }: Partial<Sabotage> = {},
): Sabotaged {
  library ??= compile();
  const directory = freshDirectory('sabotage');
  const [count, log] = [join(directory, 'count'), join(directory, 'log')];
  writeFileSync(count, Buffer.alloc(4));
  writeFileSync(log, '');
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      LD_PRELOAD: library,
      SABOTAGE_ROOT: cwd,
      SABOTAGE_COUNT: count,
      SABOTAGE_LOG: log,
      ...(how !== undefined && { SABOTAGE_AT: String(at), SABOTAGE_HOW: codeOf(how) }),
      // With one thread for files the calls come in the same order every time.
      UV_THREADPOOL_SIZE: '1',
    },
  });
  const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  return { code: status, stdout, stderr, calls: lines.map((line) => parse(cwd, line)) };
}

let library: string | undefined;

function compile(): string {
  const target = join(freshDirectory('saboteur'), 'saboteur.so');
  const source = fileURLToPath(new URL('saboteur.c', import.meta.url));
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', target, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return target;
}

function codeOf(how: How): string {
  const [name = '', more = ''] = how.split(/(?=\+)/u);
  const { errno }: { errno: Readonly<Record<string, number>> } = constants;
  return `${errno[name] ?? name}${more}`;
}

function parse(cwd: string, line: string): DiskCall {
  const [, name = '', path = ''] = /^\d+ (\w+) (.*)$/u.exec(line) ?? [];
  return { name, path: path.slice(cwd.length + 1) };
}
