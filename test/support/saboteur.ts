import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BIN } from './cli.ts';
import type { Ended } from './cli.ts';
import { freshDirectory } from './repo.ts';

/** The process dies before the call; half of what it writes gets there; the call fails so; it and all that follow do; Ctrl-C is pressed. */
export const HOWS = ['KILL', 'TORN', 'ENOSPC', 'EIO', 'EACCES', 'EROFS', 'ENOSPC+', 'EROFS+', 'INT'] as const;
/** And it is told to end; Ctrl-C is pressed, and the call does not come back before the program has gone. */
export type How = (typeof HOWS)[number] | 'TERM' | 'HANG';

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

/**
 * Runs the bin in `cwd`; without `at` and `how` it just tells of the calls. A killed command has no code. `copies` is a directory that gets a copy of `cwd` as it is
 * before each call of the command itself, by its number: as if the command was killed there.
 */
export function sabotage(
  cwd: string,
  argv: readonly string[],
  {
    at,
    how,
    copies,
    env = {},
  }: Partial<Sabotage> & { readonly copies?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Sabotaged {
  library ??= compile();
  bin ??= copyOfBin();
  const directory = freshDirectory('sabotage');
  const [count, log] = [join(directory, 'count'), join(directory, 'log')];
  writeFileSync(count, Buffer.alloc(4));
  writeFileSync(log, '');
  const options = {
    cwd,
    encoding: 'utf8',
    input: '',
    // A group of processes of its own: an interruption is for all of it, and for nobody else.
    detached: true,
    env: {
      ...process.env,
      ...env,
      LD_PRELOAD: library,
      SABOTAGE_ROOT: cwd,
      SABOTAGE_COUNT: count,
      SABOTAGE_LOG: log,
      ...(copies !== undefined && { SABOTAGE_COPIES: copies, SABOTAGE_PARENT: String(process.pid) }),
      ...(how !== undefined && { SABOTAGE_AT: String(at), SABOTAGE_HOW: codeOf(how) }),
      // With one thread for files the calls come in the same order every time.
      UV_THREADPOOL_SIZE: '1',
    },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], options);
  const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  return { code: status, stdout, stderr, calls: lines.map((line) => parse(cwd, line)) };
}

let library: string | undefined;
let bin: string | undefined;

/** Who builds anew while this runs must not take the program away. */
function copyOfBin(): string {
  const target = freshDirectory('program');
  for (const part of ['dist', 'hooks'])
    cpSync(join(dirname(BIN), '..', part), join(target, part), { recursive: true });
  return join(target, 'dist', basename(BIN));
}

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
