import { expect, test } from 'vitest';
import { findings, type Linear, type Merge } from './situation.ts';

/** A name, what is checked, and the findings in short; none means that everything holds. */
export type Case = readonly [name: string, given: Linear | Merge, ...expected: string[]];

export function checkAll(cases: readonly Case[]): void {
  for (const [name, given, ...expected] of cases) {
    test(name, () => expect(findings(given)).toEqual(expected));
  }
}
