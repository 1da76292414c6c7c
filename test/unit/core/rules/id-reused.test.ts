import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { onlyFinding, situation, type BaseScene } from '../../../support/situation.ts';

const OPEN = ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-004 Delta'];
const REUSED = 'error id-reused WRK-002';

describe('an item that the base has', () => {
  checkAll([
    ['unchanged', { base: { items: OPEN }, candidate: { items: OPEN } }],
    [
      'with an edited title',
      { base: { items: ['WRK-002 Beta @t.1'] }, candidate: { items: ['WRK-002 Gamma @t.1'] } },
    ],
    [
      'with a corrected created',
      { base: { items: ['WRK-002 Beta @t.1'] }, candidate: { items: ['WRK-002 beta @t.2'] } },
      'warning item-replaced WRK-002',
    ],
    [
      'without created, its title in other letters',
      { base: { items: ['WRK-002 Beta @'] }, candidate: { items: ['WRK-002 beta @t.1'] } },
    ],
    [
      'with another created and title',
      { base: { items: ['WRK-002 Beta @t.1'] }, candidate: { items: ['WRK-002 Gamma @t.2'] } },
      REUSED,
    ],
    [
      'whose title that is not ASCII only gained a space',
      { base: { items: ['WRK-002 検索 @'] }, candidate: { items: ['WRK-002 検索  @'] } },
    ],
    [
      'swapped with another',
      {
        base: { items: ['WRK-001 Alpha @t.1', 'WRK-002 Beta @t.2'] },
        candidate: { items: ['WRK-002 Alpha @t.1', 'WRK-001 Beta @t.2'] },
      },
      REUSED,
      'error id-reused WRK-001',
    ],
    [
      'handed on to another, itself renumbered',
      {
        base: { items: ['WRK-002 Beta @t.2'] },
        candidate: { items: ['WRK-002 Gamma @t.3', 'WRK-003 Beta @t.2'] },
      },
      REUSED,
    ],
    [
      'of one of two meanings that the base gave it',
      {
        base: { items: ['WRK-002 Beta', 'WRK-002 Gamma'] },
        candidate: { items: ['WRK-002 Gamma'] },
      },
    ],
    [
      'twice, once as something else, is a duplicate and nothing more',
      {
        base: { items: ['WRK-002 Beta'] },
        candidate: { items: ['WRK-002 Beta', 'WRK-002 Gamma'] },
      },
      'error duplicate-id WRK-002',
    ],
    [
      'twice, and again as a third thing',
      {
        base: { items: ['WRK-002 Beta', 'WRK-002 Gamma'] },
        candidate: { items: ['WRK-002 Beta', 'WRK-002 Delta'] },
      },
      'error duplicate-id WRK-002',
    ],
  ]);
});

describe('an item that the base lacks', () => {
  const base = { mark: 4, items: ['WRK-001 Alpha', 'WRK-004 Delta'] };
  const candidate = { mark: 4, items: ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-004 Delta'] };
  checkAll([
    ['above the line', { base, candidate: { items: [...base.items, 'WRK-005 Epsilon'] } }],
    [
      'under the last number that was drawn',
      {
        base: { ...base, items: ['WRK-001 Alpha'], past: [base] },
        candidate: { items: ['WRK-001 Alpha', 'WRK-004 Eta'] },
      },
      'error id-reused WRK-004',
    ],
    ['above a gap in the numbers', { base, candidate: { items: [...base.items, 'WRK-009 Iota'] } }],
    [
      'of a prefix that was never used',
      { base, candidate: { ...base, items: [...base.items, 'HAMY-001 Beta'] } },
    ],
    ['after a change of prefix', { base, candidate: { items: [...base.items, 'HAMY-005 Epsilon'] } }],
    ['with the title of another item', { base, candidate: { items: [...base.items, 'WRK-005 Alpha'] } }],
    [
      'with the created of another item',
      { base: { items: ['WRK-001 A @t.1'] }, candidate: { items: ['WRK-001 A @t.1', 'WRK-002 B @t.1'] } },
    ],
    [
      'in an earlier version as something else',
      { base: { ...base, past: [{ items: ['WRK-002 Zeta'] }] }, candidate },
      REUSED,
    ],
    [
      'in two earlier versions as two other things',
      { base: { ...base, past: [{ items: ['WRK-002 Zeta'] }, { items: ['WRK-002 Eta'] }] }, candidate },
      REUSED,
    ],
    [
      'in a worklog as something else',
      { base: { ...base, headings: ['done WRK-002 Zeta'] }, candidate },
      REUSED,
    ],
    [
      'in an open entry as something else',
      { base: { ...base, headings: ['WRK-002 Zeta'] }, candidate },
      REUSED,
    ],
    ['in a directory as something else', { base: { ...base, dirs: ['WRK-002_zeta'] }, candidate }, REUSED],
    ['that an open entry announces', { base: { ...base, headings: ['WRK-002 Beta'] }, candidate }],
    ['that a directory is older than', { base: { ...base, dirs: ['WRK-002_beta'] }, candidate }],
    [
      'that one of two directories is about',
      {
        base: { ...base, dirs: ['WRK-002_beta', 'WRK-002_zeta'] },
        candidate,
      },
    ],
    ['whose directory says nothing', { base: { ...base, dirs: ['WRK-002'] }, candidate }],
    [
      'whose directory is about the item, but not the entry: entries come first',
      { base: { ...base, headings: ['WRK-002 Zeta'], dirs: ['WRK-002_beta'] }, candidate },
      REUSED,
    ],
    [
      'whose entry is about the item, but not the earlier version: versions come first',
      {
        base: { ...base, headings: ['WRK-002 Beta'], past: [{ items: ['WRK-002 Zeta'] }] },
        candidate,
      },
      REUSED,
    ],
    [
      'of a prefix that only the worklog knows',
      {
        base: { ...base, headings: ['done OLD-002 Zeta'] },
        candidate: { mark: 4, items: [...base.items, 'OLD-002 Beta'] },
      },
      'error id-reused OLD-002',
    ],
    [
      'of a prefix that only earlier versions know',
      {
        base: { ...base, past: [{ items: ['OLD-002 Zeta'] }] },
        candidate: { mark: 4, items: [...base.items, 'OLD-002 Beta'] },
      },
      'error id-reused OLD-002',
    ],
    [
      'of a prefix that only a directory of this very ID knows',
      {
        base: { ...base, dirs: ['OLD-002_zeta'] },
        candidate: { mark: 4, items: [...base.items, 'OLD-002 Beta'], dirs: ['OLD-002_zeta'] },
      },
      'error id-reused OLD-002',
    ],
    [
      'of a prefix that only the directory made for it knows',
      {
        base: { ...base, dirs: ['OLD-002_beta'] },
        candidate: { mark: 4, items: [...base.items, 'OLD-002 Beta'], dirs: ['OLD-002_beta'] },
      },
    ],
    [
      'of a lost base that lends its backlog',
      {
        base: { missing: true, lent: base, past: [{ items: ['WRK-002 Zeta'] }] },
        candidate,
      },
      REUSED,
    ],
    [
      'an entry whose title says nothing',
      {
        base: { mark: 4, items: ['WRK-004 Delta'], headings: ['WRK-002 ベータ'] },
        candidate: { mark: 4, items: ['WRK-002 Beta', 'WRK-004 Delta'] },
      },
    ],
    ['where nobody ever had a backlog', { base: { missing: true, headings: ['WRK-002 Beta'] }, candidate }],
  ]);
});

describe('an item that goes on under another ID, and gets its old one as well', () => {
  const [old, now, other] = ['WRK-002 Beta @t.1', 'WRK-004 Beta @t.1', 'WRK-002 Zeta @t.2'];
  const moved = other.replace('2', '5');
  const candidate = { items: [old, now] };
  checkAll([
    [
      'which had another meaning before',
      { base: { items: [now], past: [{ items: [old] }, { items: [other] }] }, candidate },
      REUSED,
    ],
    [
      'which an entry tells another meaning of',
      { base: { items: [now], past: [{ items: [old] }], headings: ['WRK-002 Zeta'] }, candidate },
      REUSED,
    ],
    [
      'which nothing else ever had',
      { base: { items: [now], past: [{ items: [old] }] }, candidate },
      'warning item-restored WRK-002',
    ],
    [
      'which whatever else had it left for another one, too',
      {
        base: {
          items: [now, moved],
          past: [{ items: [now, moved] }, { items: [now, other] }, { items: [old] }],
        },
        candidate: { items: [old, now, moved] },
      },
      'warning item-restored WRK-002',
    ],
    [
      'which one of two others kept',
      {
        base: {
          items: [now, moved],
          past: [
            { items: [now, moved] },
            { items: [now, other] },
            { items: ['WRK-002 Eta @t.3', now] },
            { items: [old] },
          ],
        },
        candidate: { items: [old, now, moved] },
      },
      REUSED,
    ],
    [
      'which something else had meanwhile that was retitled and renumbered',
      {
        base: {
          items: [moved.replace('Zeta', 'Eta')],
          headings: ['done WRK-002 Beta'],
          past: [
            { items: [moved.replace('Zeta', 'Eta')] },
            { items: [other.replace('Zeta', 'Eta')] },
            { items: [other] },
          ],
        },
        candidate: { items: [old, moved.replace('Zeta', 'Eta')], headings: ['done WRK-002 Beta'] },
      },
      'warning item-restored WRK-002',
    ],
    [
      'which it came back to from there, as any that has left',
      {
        base: { mark: 4, past: [{ items: [old] }, { items: [other] }] },
        candidate: { mark: 4, items: [old] },
      },
      'warning item-restored WRK-002',
    ],
  ]);
});

describe('an entry that the other side has of the ID of something else', () => {
  const merge = (ours: BaseScene) => ({
    fork: { mark: 4, items: ['WRK-004 Delta'] },
    ours: { items: ['WRK-002 Zeta', 'WRK-004 Delta'], ...ours },
    theirs: { items: ['WRK-004 Delta'], headings: ['WRK-002 Beta @t.1'] },
    candidate: { items: ['WRK-002 Zeta', 'WRK-004 Delta'], headings: ['WRK-002 Beta @t.1'] },
  });
  checkAll([
    ['was checked where that stood beside it', merge({ headings: ['WRK-002 Beta @t.1'] })],
    ['was not beside another one', merge({ headings: ['WRK-002 Beta @t.2'] }), REUSED],
    ['nor by itself', merge({ items: ['WRK-004 Delta'], headings: ['WRK-002 Beta @t.1'] }), REUSED],
    [
      'nor beside another item',
      merge({ items: ['WRK-002 Eta', 'WRK-004 Delta'], headings: ['WRK-002 Beta @t.1'] }),
      REUSED,
    ],
  ]);
});

describe('a mark that was lowered before', () => {
  const past = [{ mark: 9, items: ['WRK-007 Eta'] }];
  const base = { mark: 4, items: ['WRK-004 Delta'], past };
  const candidate = { items: ['WRK-004 Delta', 'WRK-007 Theta'] };
  checkAll([
    ['is believed on the own machine', { base, candidate }],
    [
      'and in a merge there',
      {
        fork: { mark: 4, items: base.items },
        ours: { ...base, past: [], since: past },
        theirs: { ...base, past: [] },
        candidate,
      },
    ],
    ['is not believed in CI', { base, candidate, trustNoMark: true }, 'error id-reused WRK-007'],
    [
      'nor where it never was above the number',
      { base: { ...base, past: [{ mark: 4, items: ['WRK-007 Eta'] }] }, candidate, trustNoMark: true },
      'error id-reused WRK-007',
    ],
    [
      'though it is on the own machine',
      { base: { ...base, past: [{ mark: 4, items: ['WRK-007 Eta'] }] }, candidate },
    ],
    [
      'nor held against a number that no version had',
      {
        base,
        candidate: { items: ['WRK-004 Delta', 'WRK-008 Theta'] },
        trustNoMark: true,
      },
    ],
    [
      'leaves numbers above the highest mark free',
      {
        base,
        candidate: { items: ['WRK-004 Delta', 'WRK-010 Theta'] },
        trustNoMark: true,
      },
    ],
    [
      'counts only where it was a number',
      {
        base: { ...base, past: [{ mark: 'x', items: ['WRK-004 Delta'] }] },
        candidate,
        trustNoMark: true,
      },
    ],
    [
      'stays out of CI’s way when it never happened',
      {
        base: { items: ['WRK-004 Delta'], past: [{ items: ['WRK-003 Gamma'] }] },
        candidate,
        trustNoMark: true,
      },
    ],
  ]);
});

test('an earlier use counts once, however many versions had it', () => {
  const version = { items: ['WRK-001 Alpha', 'WRK-002 Zeta @t.1'] };
  const base = { mark: 4, items: ['WRK-001 Alpha'], past: [version, version, version] };
  const candidate = { mark: 4, items: ['WRK-001 Alpha', 'WRK-002 Beta @t.2'] };
  const [found] = evaluate(situation({ base, candidate })).findings;
  expect(found?.evidence).toEqual(['item WRK-002 t.2', 'item WRK-002 t.1']);
});

test('it names the item and where the ID was used before', () => {
  const base = { mark: 4, items: ['WRK-004 Delta'], past: [{ items: ['WRK-001 Alpha', 'WRK-002 Zeta'] }] };
  expect(onlyFinding({ base, candidate: { items: ['WRK-002 Beta', 'WRK-004 Delta'] } })).toBe(`\
BACKLOG.yaml:3:7 error id-reused WRK-002
WRK-002 “Beta” takes an ID that already means something else: the item “Zeta” (BACKLOG.yaml:7 in a0a0a0a0a0)
see BACKLOG.yaml:7:7 the item “Zeta” in a0a0a0a0a0
run tidemark renumber --stage
accept {"subject":"Beta"}`);
});
