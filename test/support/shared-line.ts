import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { ownIdentity } from '../../src/adapters/disk/temporary-files.ts';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { findAddress } from '../../src/adapters/remote/address.ts';
import { formatRequest } from '../../src/formats/number-request.ts';
import type { PostedRequest } from '../../src/formats/number-request.ts';
import { BIN } from './cli.ts';
import type { Ended } from './cli.ts';
import { freshDirectory } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { machineOf } from './shared.ts';

/** Where the clones of a machine wait; there is one remote. */
export function lineOf(machine: string): string | undefined {
  const [own] = readdirSync(machine).filter((name) => name.startsWith('tidemark-queue-'));
  const [line] = own === undefined ? [] : readdirSync(join(machine, own));
  return own === undefined || line === undefined ? undefined : join(machine, own, line);
}

export function ticketsOf(machine: string): readonly string[] {
  const line = lineOf(machine);
  return line === undefined ? [] : readdirSync(line).filter((name) => /^(?:at-work|ticket)-/u.test(name));
}

/** One that waits, as another clone of the machine of `repo` would: who has a number there already. Answers with the path of its ticket. */
export async function postRequest(
  repo: TestRepo,
  wanted: Partial<PostedRequest> = {},
  spoil = (text: string): string => text,
): Promise<string> {
  const { pid, started, host } = ownIdentity();
  const { way } = await findAddress(await openRepository(repo.root), 'origin');
  posted += 1;
  const mark = posted.toString(16).padStart(24, '0');
  const request = { counter: 'backlog', least: [1], count: 1, title: 'Posted', mark, way, ...wanted };
  const suffix = posted.toString(16).padStart(8, '0');
  const name = `ticket-${String(Date.now() + 60_000).padStart(14, '0')}-${pid}.${started}.${host}.${suffix}`;
  const path = join(lineOf(machineOf(repo)) ?? '', name);
  writeFileSync(path, spoil(formatRequest(request)));
  return path;
}

let posted = 0;

/**
 * Lets clones take a number at once, on one machine: the first one pushes, and its push ends when all the others wait, in their order. `while` is
 * called right before that, with their processes.
 */
export async function takeTogether(
  server: TestRepo,
  clones: readonly TestRepo[],
  meanwhile: (kill: (at: number) => void) => void = () => {},
): Promise<{ readonly ended: readonly Ended[]; readonly pushes: number; readonly machine: string }> {
  const [machine, place] = [freshDirectory('machine'), freshDirectory('held')];
  const [pushes, open] = [join(place, 'pushes'), join(place, 'open')];
  const hold = `echo push >>'${pushes}'; while ! [ -e '${open}' ]; do sleep 0.01; done`;
  server.write({ 'hooks/pre-receive': { executable: `#!/bin/sh\n${hold}\n` } });
  const started: ReturnType<typeof taking>[] = [];
  for (const [at, clone] of clones.entries()) {
    started.push(taking(clone, machine));
    await until(() => (at === 0 ? existsSync(pushes) : ticketsOf(machine).length === at + 1));
  }
  meanwhile((at) => started[at]?.kill());
  writeFileSync(open, '');
  const ended = await Promise.all(started.map(async (one) => one.ended));
  server.write({ 'hooks/pre-receive': null });
  return { ended, pushes: readFileSync(pushes, 'utf8').split('\n').length - 1, machine };
}

function taking({ root }: TestRepo, machine: string): { ended: Promise<Ended>; kill: () => void } {
  const child = spawn(execPath, [BIN, 'next', '--take'], { cwd: root, env: { ...env, TMPDIR: machine } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { ended, kill: () => child.kill('SIGKILL') };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}
