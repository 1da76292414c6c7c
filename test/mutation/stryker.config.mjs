/**
 * `npm run mutation` changes the code of core and formats in one place after the other and expects a test to fail.
 * A part of it: `npm run mutation -- --mutate 'src/core/**'`.
 */
export default {
  mutate: ['src/core/**/*.ts', 'src/formats/**/*.ts'],
  testRunner: 'vitest',
  // Not only what imports the changed file: the test that loads every module finds it by its name.
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // The preprocessor of tsconfig files needs an older TypeScript, and there is nothing in ours to be rewritten.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'coverage', 'reports'],
  tempDirName: 'reports/mutation/sandbox',
  // What survived outside of functions is not tried again for new tests: that takes `--force`.
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
