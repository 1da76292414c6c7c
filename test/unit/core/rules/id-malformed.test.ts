import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

checkAll([
  ['IDs of every length', { candidate: { items: ['WRK-7 Alpha', 'WRK-1000 Beta', 'my_tool-002 Gamma'] } }],
  ['a sign', { candidate: { malformed: ['WRK-+5 Alpha'] } }, 'warning id-malformed WRK-+5'],
  [
    'two',
    { candidate: { malformed: ['WRK-abc Alpha', '0027 Beta'] } },
    'warning id-malformed WRK-abc',
    'warning id-malformed 0027',
  ],
  [
    'an old one',
    { base: { malformed: ['0027 A'] }, candidate: { malformed: ['0027 B'] } },
    'warning id-malformed 0027 (inherited)',
  ],
  [
    'two old ones',
    { base: { malformed: ['0027 A', '0027 B'] }, candidate: { malformed: ['0027 A', '0027 B'] } },
    'warning id-malformed 0027 (inherited)',
    'warning id-malformed 0027 (inherited)',
  ],
  [
    'the same text once more is something added',
    { base: { malformed: ['0027 A'] }, candidate: { malformed: ['0027 A', '0027 B'] } },
    'warning id-malformed 0027 (inherited)',
    'warning id-malformed 0027',
  ],
]);

test('it quotes ID and title', () => {
  expect(onlyFinding({ candidate: { items: ['WRK-001 Alpha'], malformed: ['WRK-+5 Beta'] } })).toBe(`\
BACKLOG.yaml:7:7 warning id-malformed WRK-+5
the ID “WRK-+5” of “Beta” is not PREFIX-NUMBER, so the counter cannot protect it
run tidemark next
accept {"subject":"Beta"}`);
});
