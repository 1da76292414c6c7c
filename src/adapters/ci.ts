import { readFile } from 'node:fs/promises';

import { TidemarkError } from '../errors.ts';

/** The description of the event that GitHub left in a file; `path` is what `GITHUB_EVENT_PATH` says. Throws `cannot-read`. */
export async function readEventFile(path: string | undefined): Promise<string> {
  try {
    return await readFile(path ?? '', 'utf8');
  } catch {
    throw new TidemarkError(
      'cannot-read',
      'The event that GitHub describes in GITHUB_EVENT_PATH could not be read.',
      'In a container, mount that file and pass the variable on; or name the commits with --base and --head.',
    );
  }
}
