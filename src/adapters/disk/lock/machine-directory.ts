import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';

/**
 * A directory that all clones of this user on this machine have for one thing, such as a URL, and nobody else can write to. It can be lost at any time.
 * Undefined where there can be none.
 */
export function machineDirectory(about: string): string | undefined {
  const user = getuid?.();
  const own = join(tmpdir(), `tidemark-queue-${user ?? 'user'}`);
  const directory = join(own, createHash('sha256').update(about).digest('hex').slice(0, 32));
  try {
    if (!existsSync(own)) mkdirSync(own, { mode: 0o700 });
    const stats = lstatSync(own);
    const isOwn = user === undefined || (stats.uid === user && (stats.mode & 0o22) === 0);
    if (!stats.isDirectory() || !isOwn) return undefined;
    mkdirSync(directory, { recursive: true });
    return directory;
  } catch {
    return undefined;
  }
}
