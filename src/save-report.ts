import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { TidemarkError } from './errors.ts';

/**
 * Writes a report to a file, making its directory; `path` is absolute. With `append` it goes behind what is there.
 * Throws `cannot-write`.
 */
export async function saveReport(path: string, text: string, append = false): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await (append ? appendFile(path, text) : writeFile(path, text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TidemarkError(
      'cannot-write',
      `The report could not be written to ${path}: ${reason}.`,
      'Name a file that can be written behind --output.',
    );
  }
}
