import { fileURLToPath } from 'node:url';

import { configDefaults, defineConfig } from 'vitest/config';

import { seeded } from './support/seed.ts';
import { SlowFirst } from './support/slow-first.ts';
import { inMemory } from './support/temporary.ts';

/** Code alone, with nothing of its own on disk, and no proof about all of it that takes half a minute. */
const PURE = ['test/unit/**/*.test.ts', 'test/property/!(*-git|fuzz-words|regular-expressions).test.ts'];
/** Units that need a directory or a repository. */
const ON_DISK = [
  'test/unit/adapters/**',
  'test/unit/{writing/backlog-store,wiring/merge-driver-config,wiring/hooks/shell-words,cli/arguments/report-targets}.*',
];

const WHOLE = { lines: 100, branches: 100, functions: 100, statements: 100 };

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
      { extends: true, test: { name: 'pure', include: PURE, exclude: ON_DISK, isolate: false } },
      { extends: true, test: { name: 'on-disk', include: ON_DISK } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE, ...ON_DISK],
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/core/**', 'src/formats/**'],
      // What is new for ledgers of files and for surveys is not all there yet; everything else is held at 100.
      thresholds: {
        lines: 99.8,
        branches: 98.5,
        functions: 99.8,
        statements: 99.7,
        'src/core/{findings,identity,ledger,messages,numbers,questions,renumbering}/*.ts': WHOLE,
        'src/core/ledger/graph/*.ts': WHOLE,
        'src/core/rules/{*,engine/*}.ts': WHOLE,
        'src/formats/{ci,mentions,text,worklog,yaml}/*.ts': WHOLE,
        'src/formats/backlog/{edit,merge,scan}/*.ts': WHOLE,
        'src/formats/yaml/scan/*.ts': WHOLE,
      },
    },
  },
});
