import { expect, test } from 'vitest';

import { factsOf } from '../../../../../src/core/ledger/facts.ts';
import { nameOf } from '../../../../../src/core/ledger/files/file-ledger.ts';
import { succeedFile } from '../../../../../src/core/renumbering/files/file-succession.ts';
import { commitsOfKeeper, followersOf } from '../../../../../src/core/renumbering/files/followers.ts';
import { sceneOf } from '../../../../../src/core/rules/files/evaluate-files.ts';
import { FIXED_KINDS } from '../../../../../src/formats/kinds/index.ts';
import { entriesOf, readerOf } from '../../../../../src/reading/ledgers/names.ts';
import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const [A, B, C] = ['0001-a.md', '0002-b.md', '0002-c.md'] as const;
const MERGE: Commits = { one: ['', A], b: ['one', A, B], c: ['one', A, C], both: ['b c', A, B, C] };
const TOGETHER: Commits = { one: ['', A], both: ['one', A, B, C] };

test.each<[string, Commits, string | undefined, 'error' | 'off', readonly string[]]>([
  ['the side of a merge that is published', MERGE, 'b', 'error', ['b']],
  ['the same where nobody knows for sure', MERGE, 'b', 'off', ['b']],
  ['that side, and what everybody starts from', MERGE, 'one', 'error', ['b', 'one']],
  ['the older side', MERGE, undefined, 'off', ['b']],
  ['nothing that both came in at once', TOGETHER, undefined, 'off', []],
])('what has the one that stays: %s', (_, commits, target, level, expected) => {
  const ledger = ledgerOf('adr', commits);
  const at = target === undefined ? undefined : { at: ledger.at(target), level, published: undefined };
  const scene = sceneOf(ledger.compared('both', { target: at, shared: ['2'] }));
  const facts = scene && factsOf(scene.situation);
  const terms = { wanted: undefined, dates: new Map(), isFirm: true, isOld: false };
  const found = facts && succeedFile(facts, '2', terms);
  expect(found && commitsOfKeeper(facts, found)).toEqual(expected);
});

test('what comes after a number, is one alone, and is not there', () => {
  const read = readerOf({ kind: FIXED_KINDS['golang-migrate'], paths: ['x'] });
  const names = ['1_a', '2_b', '3_c', '4_d', '4_e', '5_f', '6_g'];
  const files = names.flatMap((name) => [`x/00000${name}.up.sql`, `x/00000${name}.down.sql`]);
  const entries = entriesOf(new Map(files.map((path) => [path, ''])), read);
  const elsewhere = new Set(entries.filter(({ key }) => key === '5').map(nameOf));
  const found = followersOf(entries, { id: { prefix: '', number: 2 } }, elsewhere);
  expect(
    found.map(({ claim: { key, written, place }, files: own }) => [key, written, place.path, own.length]),
  ).toEqual([
    ['3', '000003', 'x/000003_c.up.sql', 2],
    ['6', '000006', 'x/000006_g.up.sql', 2],
  ]);
});
