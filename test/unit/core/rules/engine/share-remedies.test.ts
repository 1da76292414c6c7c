import { expect, test } from 'vitest';

import { evaluate } from '../../../../../src/core/rules/engine/evaluate.ts';
import { situation } from '../../../../support/situation.ts';

type Given = Parameters<typeof situation>[0];

const TWICE = ['WRK-002 Beta', 'WRK-002 Gamma'];
const OLD = ['WRK-001 Alpha', 'WRK-001 Aleph', 'WRK-003 Old', 'WRK-003 Other'];

/** Each finding by its rule and the first word of its command's end. */
function remedies(given: Given): readonly string[] {
  return evaluate(situation(given)).findings.map(({ rule, id, remedy }) => `${rule} ${id}: ${remedy}`);
}

test('one command takes all that is new, whatever its number', () => {
  expect(remedies({ base: {}, candidate: { items: [...TWICE, 'WRK-004 A', 'WRK-004 B'] } })).toEqual([
    'duplicate-id WRK-002: tidemark renumber --stage',
    'duplicate-id WRK-004: tidemark renumber --stage',
  ]);
});

test('what is inherited is named, by one command for all', () => {
  expect(remedies({ base: { items: OLD }, candidate: { items: [...OLD, ...TWICE] } })).toEqual([
    'duplicate-id WRK-001: tidemark renumber WRK-001 WRK-003 --stage',
    'duplicate-id WRK-003: tidemark renumber WRK-001 WRK-003 --stage',
    'duplicate-id WRK-002: tidemark renumber --stage',
  ]);
});

test('the command that draws a number raises the mark with it', () => {
  expect(remedies({ base: { mark: 9 }, candidate: { mark: 1, items: [...TWICE, 'WRK-010 New'] } })).toEqual([
    'mark-behind WRK-010: tidemark renumber --stage',
    'mark-regressed WRK-009: tidemark renumber --stage',
    'duplicate-id WRK-002: tidemark renumber --stage',
  ]);
});

test('what is inherited does not: the mark is raised by itself', () => {
  expect(remedies({ base: { items: TWICE, mark: 2 }, candidate: { items: TWICE, mark: 1 } })).toEqual([
    'mark-regressed WRK-002: tidemark fix',
    'duplicate-id WRK-002: tidemark renumber WRK-002 --stage',
  ]);
});

test('a mark that was lowered and is behind is raised once, to the higher of the two', () => {
  const given = situation({ base: { mark: 9 }, candidate: { mark: 1, items: ['WRK-010 New'] } });
  const bases = given.bases.map((base) => ({ ...base, snapshot: { ...base.snapshot, label: 'main' } }));
  expect(evaluate({ ...given, bases }).findings.map(({ remedy }) => remedy)).toEqual([
    'tidemark fix --base main',
    'tidemark fix --base main',
  ]);
});

test('what a conflict holds up is one command with the conflict itself', () => {
  const given = situation({
    base: { items: ['WRK-001 Alpha', 'WRK-003 Beta', 'WRK-003 Gamma'] },
    candidate: {
      unreadable: ['a conflict marker'],
      dirs: ['WRK-001_dark-mode', 'WRK-002_one', 'WRK-002_two'],
    },
  });
  const { backlog } = given.candidate;
  const conflict = backlog.state === 'unreadable' ? { ...backlog, conflict: true } : backlog;
  const { findings } = evaluate({ ...given, candidate: { ...given.candidate, backlog: conflict } });
  expect(findings.map(({ rule, remedy }) => `${rule}: ${remedy}`)).toEqual([
    'backlog-unreadable: tidemark resolve',
    'change-dir-conflict: tidemark resolve',
    'change-dir-duplicate: tidemark resolve',
  ]);
});

test('what moves a directory moves the entry of the worklog with it, so both are told of a fix', () => {
  const candidate = {
    items: ['WRK-002 Beta'],
    dirs: ['WRK-002_gamma'],
    headings: ['WRK-002 Gamma'],
  };
  const kinds = (given: Given) =>
    evaluate(situation(given)).findings.map(({ rule, remedyKind = 'fix' }) => `${rule}: ${remedyKind}`);
  const base = { items: ['WRK-002 Beta'] };
  expect(kinds({ base, candidate })).toEqual(['change-dir-conflict: fix', 'worklog-conflict: fix']);
  expect(kinds({ base, candidate: { ...candidate, dirs: [] } })).toEqual(['worklog-conflict: try']);
});
