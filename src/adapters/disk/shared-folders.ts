import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { orElse } from './file-trouble.ts';
import { statsOf } from './work-file-kind.ts';

/** The folder of a remote; `commonDir` is absolute. */
export function sharedDirectory(commonDir: string, remote: string): string {
  return join(commonDir, 'tidemark', 'shared', remote);
}

/** The folders that there are. */
export async function sharedDirectories(commonDir: string): Promise<readonly string[]> {
  const shared = join(commonDir, 'tidemark', 'shared');
  const names = statsOf(shared) ? await readdir(shared).catch(() => []) : [];
  return names.map((name) => sharedDirectory(commonDir, name));
}

/** What others drew over a remote, as lines of text; empty where nothing is known. */
export function readOthersDraws(directory: string): string {
  const file = join(directory, DRAWS);
  return orElse(() => (statsOf(file)?.isFile() ? readFileSync(file, 'utf8') : ''), '');
}

export const DRAWS = 'draws';
