import { expect, test } from 'vitest';

import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { diffCommand, fixCommand, renumberCommand } from '../../../../src/core/messages/remedy.ts';
import { situation } from '../../../support/situation.ts';

const [BASE, TIP] = ['1'.repeat(40), '2'.repeat(40)];

/** A commit checked against a base of that name. */
function factsAgainst(label: string) {
  const given = situation({ base: {}, candidate: {} });
  const bases = given.bases.map((base) => ({ ...base, snapshot: { ...base.snapshot, label, commit: BASE } }));
  return factsOf({ ...given, bases, candidate: { ...given.candidate, label: 'topic', commit: TIP } });
}

test.each([
  ['HEAD', 'tidemark fix'],
  ['MERGE_HEAD', 'tidemark fix'],
  ['main', 'tidemark fix --base main'],
  ['a;b', "tidemark fix --base 'a;b'"],
])('the mark of %s is raised by %s', (label, command) => {
  expect(factsAgainst(label).bases.map(({ snapshot }) => fixCommand(snapshot))).toEqual([command]);
});

test.each([
  ['HEAD', 'tidemark renumber --stage'],
  ['main', 'tidemark renumber --against main'],
])('what collides with %s is parted by %s', (label, command) => {
  expect(renumberCommand(factsAgainst(label))).toBe(command);
  expect(renumberCommand({ ...factsAgainst(label), atHand: true })).toBe('tidemark renumber --stage');
});

test('what collides in a merge under way is parted by resolving that', () => {
  expect(renumberCommand(factsAgainst('MERGE_HEAD'), ['WRK-001'])).toBe('tidemark resolve');
});

test('between two commits both are named', () => {
  expect(diffCommand(factsAgainst('HEAD'), 'a b.yaml')).toBe("git diff HEAD topic -- ':/a b.yaml'");
});
