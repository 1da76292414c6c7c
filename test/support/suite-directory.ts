import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inMemory } from './temporary.ts';

/** What Vitest calls before all tests: a directory for what the files of a run share, such as the packed package. Once, not for each project. */
export function setup(): (() => void) | undefined {
  if (process.env['SUITE_SHARED'] !== undefined) return undefined;
  const directory = mkdtempSync(join(inMemory(process.env)['TMPDIR'] ?? tmpdir(), 'tidemark-suite-'));
  process.env['SUITE_SHARED'] = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
