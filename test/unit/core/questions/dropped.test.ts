import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import type { LedgerVersion, Situation } from '../../../../src/core/ledger/situation.ts';
import { mergesThatDrop } from '../../../../src/core/questions/dropped.ts';
import { situation, type BaseScene, type Merge, type Scene } from '../../../support/situation.ts';
import { published, version, withRange } from '../../../support/versions.ts';

const [OLD, A, B] = ['WRK-001 Old @t.0', 'WRK-002 Alpha @t.1', 'WRK-003 Beta @t.2'];

/** A merge that is made now. */
function merged(
  ours: BaseScene,
  theirs: BaseScene,
  candidate: Scene,
  fork: Scene = { items: [OLD] },
): Situation {
  const given: Merge = { fork, ours, theirs, candidate };
  return { ...situation(given), isMerged: true };
}

function told(given: Situation): readonly string[] {
  return evaluate(given)
    .findings.filter(({ rule }) => rule === 'item-dropped')
    .map(({ severity, id, message }) => `${severity} ${id}: ${message.replace(/:.*$/u, '')}`);
}

const NO_REASON = 'the merge index has lost';

describe('a merge that is made', () => {
  test.each<[string, Situation, readonly string[]]>([
    ['keeps both', merged({ items: [OLD, A] }, { items: [OLD, B] }, { items: [OLD, A, B] }), []],
    [
      'loses what one side brought',
      merged({ items: [OLD, A] }, { items: [OLD, B] }, { items: [OLD, A], mark: 3 }),
      [`error WRK-003: ${NO_REASON} WRK-003, the item “Beta” (BACKLOG.yaml`],
    ],
    [
      'loses what all have',
      merged({ items: [OLD, A] }, { items: [OLD] }, { items: [A] }),
      [`error WRK-001: ${NO_REASON} WRK-001, the item “Old” (BACKLOG.yaml`],
    ],
    ['leaves out what one side removed', merged({ items: [] }, { items: [OLD, B] }, { items: [B] }), []],
    [
      'leaves out a thing that had two IDs, of which either side removed one',
      merged(
        { items: [OLD], past: [{ items: [OLD] }] },
        { items: [OLD.replace('001', '004')] },
        { items: [], mark: 4 },
        { items: [OLD, OLD.replace('001', '004')] },
      ),
      [],
    ],
    [
      'loses what one side has given another ID',
      merged({ items: [OLD.replace('001', '004')] }, { items: [OLD] }, { items: [], mark: 4 }),
      [`error WRK-004: ${NO_REASON} WRK-004, the item “Old” (BACKLOG.yaml`],
    ],
    [
      'has it under another ID',
      merged({ items: [OLD, A] }, { items: [OLD, B] }, { items: [OLD, A, B.replace('003', '004')] }),
      [],
    ],
    [
      'says that it is done',
      merged(
        { items: [OLD, A] },
        { items: [OLD, B] },
        { items: [OLD, A], mark: 3, headings: ['done WRK-003 Beta'] },
      ),
      [],
    ],
    [
      'says so of another one, or that it is not done',
      merged(
        { items: [OLD, A] },
        { items: [OLD, B] },
        { items: [OLD, A], mark: 3, headings: ['WRK-003 Beta', 'done WRK-003 Gamma rays'] },
      ),
      [`error WRK-003: ${NO_REASON} WRK-003, the item “Beta” (BACKLOG.yaml`],
    ],
  ])('%s', (_name, given, expected) => expect(told(given)).toEqual(expected));

  test('keeps its first parent as it was', () => {
    const given = merged({ items: [OLD] }, { items: [OLD, A, B] }, { items: [OLD], mark: 3 });
    const one = merged({ items: [OLD] }, { items: [OLD, A] }, { items: [OLD], mark: 2 });
    const keepsFirst = new Set(['']);
    expect(told({ ...given, keepsFirst })).toEqual([
      'warning null: the merge index keeps its first parent as it was, without 2 items of the other side',
    ]);
    expect(told({ ...one, keepsFirst })).toEqual([
      'warning WRK-002: the merge index keeps its first parent as it was, without an item of the other side',
    ]);
  });

  test('of unrelated histories loses nothing of what is grafted on', () => {
    const { sides, bases, ...given } = merged({ items: [OLD] }, { items: [B] }, { items: [OLD], mark: 3 });
    const unrelated = sides.map((side) => ({ ...side, fork: undefined }));
    const versions = given.versions.map((one) => ({ ...one, parents: [] }));
    expect(told({ ...given, bases, sides: unrelated, versions })).toEqual([]);
  });
});

describe('whether a merge that is made is asked', () => {
  const losing = merged({ items: [OLD, A] }, { items: [OLD, B] }, { items: [OLD, A], mark: 3 });

  test('if it is one, and has two sides', () => {
    expect(mergesThatDrop(losing)).toEqual(['']);
    expect(mergesThatDrop({ ...losing, isMerged: false })).toEqual([]);
    expect(mergesThatDrop({ ...losing, sides: losing.sides.slice(0, 1) })).toEqual([]);
  });

  test('of three sides only about those that have to do with the others', () => {
    const given = merged({ items: [OLD, A] }, { items: [OLD, B] }, { items: [OLD, A, B] });
    const [third] = situation({ candidate: {}, base: { items: ['SUB-001 Sub @t.9'] } }).bases;
    const snapshot = third && { ...third.snapshot, commit: '9'.repeat(40) };
    const sides = snapshot ? [...given.sides, { snapshot, lent: undefined, fork: undefined }] : [];
    expect(told({ ...given, sides })).toEqual([]);
    expect(told({ ...losing, sides: [...losing.sides, ...sides.slice(2)] })).toHaveLength(1);
  });
});

describe('merges of a range', () => {
  const range = (merge: LedgerVersion): readonly LedgerVersion[] => [
    merge,
    version('b: 0', { items: [OLD, B] }),
    version('a: 0', { items: [OLD, A] }),
    version('0', { items: [OLD] }),
  ];
  const pushed = (merge: LedgerVersion, candidate: Scene = { items: [OLD, A], mark: 3 }): Situation =>
    withRange(situation({ base: { items: [OLD] }, candidate }), range(merge));
  const LOSING: Scene = { items: [OLD, A], mark: 3 };

  test('are asked, and named', () => {
    expect(mergesThatDrop(pushed(version('m: a b', LOSING)))).toEqual(['m']);
    expect(told(pushed(version('m: a b', LOSING)))).toEqual([
      'error WRK-003: the merge m has lost WRK-003, the item “Beta” (BACKLOG.yaml',
    ]);
  });

  test('whose loss shared its ID are put right by the command that brings it back', () => {
    const other = 'WRK-002 Other @t.5';
    const merge = version('m: a 1', { items: [OLD, other] });
    const lost = [merge, version('a: 0', { items: [OLD, A] }), version('0', { items: [OLD] })];
    const base = { items: [OLD, other], past: [{ items: [OLD] }] };
    const given = withRange(situation({ base, candidate: { items: [OLD, other] } }), lost);
    expect(evaluate(given).findings.map(({ rule, remedy }) => `${rule}: ${remedy}`)).toEqual([
      'id-reused: tidemark renumber --stage',
    ]);
  });

  test('are not asked again where others have them', () => {
    expect(mergesThatDrop(pushed(published('m: a b', LOSING)))).toEqual([]);
  });

  test('have lost nothing that is there in the end', () => {
    expect(mergesThatDrop(pushed(version('m: a b', LOSING), { items: [OLD, A, B] }))).toEqual([]);
  });

  test('are not looked for where there is none', () => {
    expect(mergesThatDrop(pushed(version('m: a', LOSING)))).toEqual([]);
    expect(mergesThatDrop(situation({ candidate: {} }))).toEqual([]);
  });
});
