import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';

import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { COMMANDS } from '../../src/cli/registry.ts';

/** The bundled program; `npm test` builds it first. */
export const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built bin in a directory, as a user would. */
export function tidemark(
  cwd: string,
  args: readonly string[],
  {
    env = {},
    input = '',
    bin = BIN,
  }: { env?: Readonly<Record<string, string>>; input?: string; bin?: string } = {},
): Ended {
  if (!existsSync(bin)) throw new Error(`${bin} is missing: npm run build`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}

/**
 * The same in this process, a tenth of a second cheaper: for what does not depend on its being a program of its own. `env` is what
 * Tidemark reads; git gets the environment of this process.
 */
export async function inProcess(
  cwd: string,
  args: readonly string[],
  {
    env = {},
    input = '',
    bin = BIN,
  }: { env?: Readonly<Record<string, string>>; input?: string; bin?: string } = {},
): Promise<Ended> {
  return runMain(args, { cwd, env: { ...process.env, ...env }, stdin: input, bin });
}

export interface Surroundings {
  readonly env?: Io['env'];
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
  readonly stdin?: string;
  /** What was started: the built program, unless told otherwise. */
  readonly bin?: string;
}

/** Runs `main` in this process with nothing of this process's around it. */
export async function runMain(argv: readonly string[], around: Surroundings = {}): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Io['stdout'] => ({
    isTTY: around.isTTY ?? false,
    columns: 80,
    write: async (text) => void (written[name] += text),
  });
  const io: Io = {
    cwd: () => around.cwd ?? tmpdir(),
    env: around.env ?? {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: async () => around.stdin ?? '',
    signal: around.signal ?? new AbortController().signal,
    self: [process.execPath, around.bin ?? BIN],
    program: () => 'tidemark',
  };
  const code = await main(argv, io, COMMANDS);
  return { code, ...written };
}
