import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { orElse } from './file-trouble.ts';
import { identify, isDead } from './lock/process-identity.ts';
import type { Identity } from './lock/process-identity.ts';

/** A name in the directory of `target` that no pattern such as `*.md` takes for one of the guarded files, and that tells whose it is. */
export function temporaryBeside(target: string): string {
  const { pid, started, host } = ownIdentity();
  const token = randomBytes(6).toString('hex');
  return join(dirname(target), `.tidemark-${pid}.${started}.${host}.${token}`);
}

/**
 * Removes the temporary files that dead processes of this host left in a directory, as far as that can be done. What a living process
 * may still need stays, and so does what other hosts left. The way to `directory` must not be a stranger's symbolic link.
 */
export function sweepTemporaries(directory: string): void {
  const names = orElse(() => readdirSync(directory), []);
  const temporaries = names.filter((name) => TEMPORARY.test(name));
  if (temporaries.length === 0) return;
  const me = ownIdentity();
  for (const name of temporaries) {
    const [, pid, started = '', host = ''] = TEMPORARY.exec(name) ?? [];
    // What cannot be removed stays for the next one: nothing depends on it.
    if (isDead({ pid: Number(pid), started, host }, me))
      orElse(() => unlinkSync(join(directory, name)), undefined);
  }
}

const TEMPORARY = /^\.tidemark-(\d+)\.(\d+|-)\.([0-9a-f]{12})\.[0-9a-f]{12}$/u;

/** This process, with its host as a digest for names of files: the host's own name may hold anything and be of any length. */
export function ownIdentity(): Identity {
  const me = identify();
  return { ...me, host: createHash('sha256').update(me.host).digest('hex').slice(0, 12) };
}
