import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** In bytes: what the suite has there at any time, several times over. */
const ENOUGH = 4 * 2 ** 30;

/**
 * The environment that has temporary directories in memory, where that goes: writing and removing thousands of repositories is a
 * seventh of the suite's time on a disk. Who says where by TMPDIR is obeyed, so `TMPDIR=/tmp npm test` runs on the disk.
 */
export function inMemory(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return env['TMPDIR'] === undefined && isRoomy() && canRunPrograms() ? { TMPDIR: MEMORY } : {};
}

function isRoomy(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    return false;
  }
}

/** Containers often mount it so that nothing there can be run, and hooks have to be. */
function canRunPrograms(): boolean {
  const directory = mkdtempSync(join(MEMORY, 'tidemark-tries-'));
  try {
    const program = join(directory, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
