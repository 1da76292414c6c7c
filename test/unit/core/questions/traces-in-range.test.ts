import { expect, test } from 'vitest';

import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { situation, type BaseScene, type Scene } from '../../../support/situation.ts';
import { version, withRange } from '../../../support/versions.ts';

const [one, beta, moved] = ['WRK-001 One', 'WRK-002 Beta @t.2', 'WRK-003 Beta @t.2'];
const [DIRECTORY, ENTRY] = ['error change-dir-conflict WRK-002', 'error worklog-conflict WRK-002'];
/** About something that never was an item on the way. */
const dirs = ['WRK-002_alpha'];
const headings = ['WRK-002 Alpha'];

/** What a push is told whose commits drew WRK-002 for Beta on one branch, and merged that as `candidate`. */
function told(
  candidate: Scene,
  parents = 'b o',
  base: BaseScene = { items: [one] },
  other: Scene = { mark: 2, items: [one] },
): readonly string[] {
  const given = situation({ base, candidate });
  const range = [
    version(`m: ${parents}`, candidate),
    version('b: 0', { items: [one, beta] }),
    ...(parents.includes('o') ? [version('o: 0', other)] : []),
    version('0', { items: [one] }),
  ];
  return evaluate(withRange(given, range)).findings.map(
    ({ severity, rule, id }) => `${severity} ${rule} ${id}`,
  );
}

test.each<[string, Scene]>([
  ['a directory', { dirs }],
  ['an entry', { headings }],
])('%s may have the ID that a merge took from what another branch drew it for', (_, traces) => {
  expect(told({ items: [one, moved], ...traces })).toEqual([]);
});

test('not where that stays', () => {
  expect(told({ items: [one, beta], dirs, headings })).toEqual([DIRECTORY, ENTRY]);
});

test('nor where that was renumbered on its own branch', () => {
  expect(told({ items: [one, moved], dirs, headings }, 'b')).toEqual([DIRECTORY, ENTRY]);
});

test('nor where the other side had not come so far', () => {
  const candidate = { items: [one, moved], dirs, headings };
  expect(told(candidate, 'b o', { items: [one] }, { items: [one] })).toEqual([DIRECTORY, ENTRY]);
});

test('nor where others know it', () => {
  const base = { mark: 2, items: [one], past: [{ mark: 2, items: [one] }, { items: [one, beta] }] };
  expect(told({ items: [one, moved], dirs, headings }, 'b o', base)).toEqual([DIRECTORY, ENTRY]);
});

test('an entry of what was renumbered is about that', () => {
  const gamma = 'WRK-002 Gamma @t.4';
  const candidate = { items: [one, gamma, moved], headings: ['WRK-002 Beta'] };
  expect(told(candidate, 'b o', { items: [one] }, { items: [one, gamma] })).toEqual([]);
});
