import { expect, test } from 'vitest';
import { ownHistory } from '../../../../../src/core/ledger/graph/own-history.ts';

/** `'m: a b'` has the parents a and b; newest first. */
function own(commits: readonly string[], tip: string, taking: readonly string[] = []): string {
  const graph = new Map(
    commits.map((one) => {
      const [name = '', parents = ''] = one.split(':');
      return [name, parents.split(' ').filter(Boolean)] as const;
    }),
  );
  const found = ownHistory(
    graph,
    [tip, 'elsewhere'],
    (merge, parent) => !taking.includes(`${merge} ${parent}`),
  );
  return [...found].toSorted().join(' ');
}

test.each<[string, readonly string[], readonly string[], string]>([
  ['a line', ['c: b', 'b: a', 'a:'], [], 'a b c'],
  ['a merge of branches', ['d: b c', 'c: a', 'b: a', 'a:'], [], 'a b c d'],
  ['a subtree', ['d: b y', 'b: a', 'a:', 'y: x', 'x:'], [], 'a b d'],
  ['a subtree that comes again', ['e: d z', 'z: y', 'd: b y', 'b: a', 'a:', 'y:'], [], 'a b d e'],
  ['of which something is taken', ['d: b y', 'b: a', 'a:', 'y: x', 'x:'], ['d y'], 'a b d x y'],
  ['and then branches off it', ['e: d z', 'z: y', 'd: b y', 'b: a', 'a:', 'y:'], ['d y'], 'a b d e y z'],
  ['two of them, of which one counts', ['d: b y z', 'z:', 'y:', 'b:'], ['d z'], 'b d z'],
  ['what nobody knows is no stranger', ['d: b y', 'y: q', 'b: p'], [], 'b d y'],
])('%s', (_, commits, taking, expected) => {
  expect(own(commits, commits[0]?.split(':')[0] ?? '', taking)).toBe(expected);
});
