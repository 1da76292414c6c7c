import { readFile } from 'node:fs/promises';

/** The description of the event that GitHub left in the file at `path`; undefined where it cannot be read. */
export async function readEventFile(path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
}
