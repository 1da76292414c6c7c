import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

// A clock far from Greenwich: it shows who forgets to say the zone.
process.env['TZ'] = 'Asia/Tokyo';

/** Always in the same order, so that the verdicts are the same: first what loads every module, last what takes longest. */
const ORDER = ['test/mutation/', 'test/docs/', 'test/unit/core/', 'test/unit/formats/', 'test/property/'];

class SameOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      ORDER.findIndex((folder) => moduleId.includes(`/${folder}`));
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** The tests that need no git, no built program and no seconds: what Stryker runs for each mutant. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [
      'test/unit/core/**/*.test.ts',
      'test/unit/formats/**/*.test.ts',
      'test/docs/{rules-words,schemas}.test.ts',
      'test/property/backlog-scan.test.ts',
      'test/mutation/*.test.ts',
    ],
    env: { SCAN_CASES: '300', SCAN_SEED: '1' },
    sequence: { sequencer: SameOrder },
    // One worker for all files: three times as fast, and the verdicts are the same.
    isolate: false,
    // A busy machine is no mutant.
    testTimeout: 60_000,
  },
});
