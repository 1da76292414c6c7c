import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { seeded } from '../support/seed.ts';

/** The long versions of what the suite tries shortly: `npm run torture`. A number in the environment wins, and TORTURE_SEED says where to begin. */
const LONG = {
  TORTURE_HISTORIES: '10000',
  TORTURE_GIT_HISTORIES: '200',
  TORTURE_HOOKED_HISTORIES: '50',
  TORTURE_TEAMS: '40',
  TORTURE_CRASHES: 'all',
  TORTURE_CONFLICTS: 'all',
  TORTURE_FUZZ_RUNS: '5000',
  TORTURE_FUZZ_SIZE: '2000000',
  TORTURE_ADDS: '50',
  TORTURE_SHARED_RUNS: '20',
  TORTURE_SHARED_CLONES: '32',
  TORTURE_SHARED_DRAWS: '50',
  SCAN_CASES: '20000',
};

export default defineConfig({
  test: {
    setupFiles: ['test/support/same-cases.ts'],
    globalSetup: ['test/support/seed.ts', 'test/support/suite-directory.ts'],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: [
      'test/property/promise*.test.ts',
      'test/property/fuzz*.test.ts',
      'test/property/libyaml.test.ts',
      'test/git/crashes.test.ts',
      'test/git/parallel-adds.test.ts',
      'test/git/resolve-matrix.test.ts',
      'test/git/shared-many.test.ts',
      'test/torture/*.torture.ts',
    ],
    env: { ...LONG, ...process.env, ...seeded(process.env, true) },
    reporters: ['verbose'],
    testTimeout: 7_200_000,
    // Thousands of repositories take their time to be removed.
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
