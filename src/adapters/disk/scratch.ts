import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';

import { cannotWrite } from './file-trouble.ts';
import { isDead } from './lock/process-identity.ts';
import { ownIdentity } from './temporary-files.ts';

/** What it is for. */
type ScratchKind = 'demo' | 'merge' | 'shared';

/** Hands `body` a fresh directory of this user's own, below the system's temporary one, and removes it afterwards, whatever happened. Throws `cannot-write`. */
export async function withScratch<T>(kind: ScratchKind, body: (directory: string) => Promise<T>): Promise<T> {
  try {
    await sweepScratches(tmpdir());
    return await bodyIn(await makeScratch(kind), body);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw cannotWrite(join(tmpdir(), `tidemark-${kind}-…`), error);
    throw error;
  }
}

async function makeScratch(kind: string): Promise<string> {
  const { pid, started, host } = ownIdentity();
  return mkdtemp(join(tmpdir(), `tidemark-${kind}-${pid}.${started}.${host}.`));
}

async function bodyIn<T>(directory: string, body: (directory: string) => Promise<T>): Promise<T> {
  try {
    return await body(directory);
  } finally {
    // What stays is swept by the next one; the outcome does not depend on it.
    await rm(directory, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

const SCRATCH = /^tidemark-(?:demo|merge|shared)-(\d+)\.(\d+|-)\.([0-9a-f]{12})\.[^.]{6}$/u;

/** Removes what killed processes left. Others may write there as well: what is not this user's own directory is nobody's business here. */
async function sweepScratches(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, pid, started, host] = SCRATCH.exec(name) ?? [];
    if (started === undefined || host === undefined) continue;
    const path = join(parent, name);
    const stats = await lstat(path).catch(() => undefined);
    const own = stats?.isDirectory() && stats.uid === getuid?.();
    if (own && isDead({ pid: Number(pid), started, host }, ownIdentity()))
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
