import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { inMemory } from './support/temporary.ts';

export default defineConfig({
  test: {
    setupFiles: ['test/support/same-cases.ts'],
    include: ['test/**/*.test.ts'],
    root: fileURLToPath(new URL('..', import.meta.url)),
    env: inMemory(process.env),
    // Most of the time a test waits for git or for the bin: more of them than cores keep the cores busy.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/core/**', 'src/formats/**'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
