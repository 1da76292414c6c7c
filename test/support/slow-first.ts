import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Of the files that take longest, each of which keeps no more than a core busy, the slowest first. */
const SLOW = [
  'git/resolve-matrix',
  'git/real-ledgers-renumber',
  'package/package-managers',
  'git/renumber-choice',
  'git/ledgers',
  'git/printed-ledgers',
  'git/worst-text',
  'git/printed-commands',
  'property/promise-team-git',
  'git/linked-folders',
  'property/regular-expressions',
  'git/real-ledgers-survey',
  'git/ledgers-renumber',
  'git/ledgers-input',
  'property/fuzz-git',
  'git/crashes',
  'git/parallel-adds',
  'git/killed-git',
];

/** Begins with what takes longest, so that nothing of it is left to run alone; Vitest knows that on a machine where it ran before. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOW.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at === -1 ? SLOW.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
