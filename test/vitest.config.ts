import { fileURLToPath } from 'node:url';

import { configDefaults, defineConfig } from 'vitest/config';

import { seeded } from './support/seed.ts';
import { SlowFirst } from './support/slow-first.ts';
import { inMemory } from './support/temporary.ts';

/** Code alone, with nothing of its own on disk. */
const UNITS = ['test/unit/**/*.test.ts'];
/** The same with random histories and inputs; without the proof about all regular expressions, which takes half a minute. */
const RANDOM = ['test/property/!(*-git|fuzz-words|regular-expressions).test.ts'];
/** Units that need a directory or a repository. */
const ON_DISK = [
  'test/unit/adapters/**',
  'test/unit/{writing/backlog-store,wiring/merge-driver-config,wiring/hooks/shell-words,cli/arguments/report-targets}.*',
];

export default defineConfig({
  test: {
    setupFiles: ['test/support/same-cases.ts'],
    globalSetup: ['test/support/seed.ts', 'test/support/suite-directory.ts'],
    root: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...inMemory(process.env), ...seeded(process.env) },
    // Most of the time a test waits for git or for the bin: more of them than cores keep the cores busy.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      // They leave nothing behind, so one process can run many of these files, which spares loading everything for each.
      { extends: true, test: { name: 'units', include: UNITS, exclude: ON_DISK, isolate: false } },
      { extends: true, test: { name: 'random', include: RANDOM, isolate: false } },
      { extends: true, test: { name: 'on-disk', include: ON_DISK } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...UNITS, ...RANDOM],
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/core/**', 'src/formats/**'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
