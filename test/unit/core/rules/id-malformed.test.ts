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
  [
    'what nearly is a directory, a file of one or a heading, of a known prefix',
    {
      candidate: { items: ['WRK-001 A'], nearMisses: ['WRK-016-other', 'WRK-018_x.md', '### WRK-017 Other'] },
    },
    'warning id-malformed WRK-016',
    'warning id-malformed WRK-018',
    'warning id-malformed WRK-017',
  ],
  [
    'one that was there before',
    {
      base: { items: ['WRK-001 A'], nearMisses: ['WRK-016-other'] },
      candidate: { items: ['WRK-001 A'], nearMisses: ['WRK-016-other', 'WRK-016-another'] },
    },
    'warning id-malformed WRK-016 (inherited)',
    'warning id-malformed WRK-016',
  ],
  [
    'one of a prefix that nobody knows',
    { candidate: { items: ['WRK-001 A'], nearMisses: ['ADR-016-other'] } },
  ],
  [
    'lists beside the items, of a known prefix',
    { candidate: { items: ['WRK-001 A'], otherLists: ['icebox: WRK-020 WRK-021', 'decisions: ADR-001'] } },
    'warning id-malformed WRK-020',
  ],
  [
    'a list beside no items at all',
    { candidate: { items: [], otherLists: ['tasks: WRK-020 WRK-021'] } },
    'warning id-malformed WRK-020',
  ],
  [
    'such a list with one more',
    {
      base: { items: ['WRK-001 A'], otherLists: ['icebox: WRK-020', 'done: WRK-003'] },
      candidate: { items: ['WRK-001 A'], otherLists: ['icebox: WRK-020 WRK-021', 'done: WRK-003'] },
    },
    'warning id-malformed WRK-020',
    'warning id-malformed WRK-003 (inherited)',
  ],
  [
    'one beside a backlog that cannot be read',
    { candidate: { unreadable: ['it is empty'], prefixes: ['WRK'], nearMisses: ['WRK-016-other'] } },
    'error backlog-unreadable',
    'warning id-malformed WRK-016',
  ],
  ['one where no prefix is known', { candidate: { items: [], nearMisses: ['ADR-016-other'] } }],
]);

test('it quotes ID and title', () => {
  expect(onlyFinding({ candidate: { items: ['WRK-001 Alpha'], malformed: ['WRK-+5 Beta'] } })).toBe(`\
BACKLOG.yaml:7:7 warning id-malformed WRK-+5
the ID “WRK-+5” of “Beta” is not PREFIX-NUMBER, so the counter cannot protect it
run tidemark next
accept {"subject":"Beta"}`);
});

test.each([
  [['WRK-001 Alpha'], '12', 'WRK-012'],
  [[], '0012', 'ITEM-012'],
])('beside %j the number %s alone needs a prefix: %s', (items, text, example) => {
  expect(onlyFinding({ candidate: { items, malformed: [`${text} Beta`] } })).toContain(`
the ID “${text}” of “Beta” has no prefix, so the counter cannot protect it
run write it with a prefix, as ${example}
`);
});

test('where no prefix is in use, no command can show the next ID', () => {
  const lines = (text: string) => onlyFinding({ candidate: { malformed: [`${text} Beta`] } }).split('\n');
  const remedy = 'run write it as a prefix and a number, such as ITEM-001';
  expect(lines('WRK-abc')[2]).toBe(remedy);
  expect(lines('4294967296')[2]).toBe(remedy);
});

test('a key in another case is named', () => {
  const given = { candidate: { items: ['WRK-001 Alpha'], malformed: ['WRK-002 Beta'], misspelled: 'ID' } };
  expect(onlyFinding(given)).toContain(`
“Beta” has the key \`ID\` instead of \`id\`, so the counter cannot protect it
run write its keys in lower case
`);
});

test.each([
  [
    'WRK-016-other',
    'changes/WRK-016-other:1:1',
    'the directory “WRK-016-other” looks as if it were that of WRK-016, but does not count: it would have to be changes/WRK-016_other/',
    'rename it to changes/WRK-016_other/',
  ],
  [
    'WRK-016_other.md',
    'changes/WRK-016_other.md:1:1',
    'the file “WRK-016_other.md” looks as if it were about WRK-016, but does not count: only a directory does',
    'move it into changes/WRK-016_other/',
  ],
  [
    '### WRK-016 Other',
    '_worklog/2026-01.md:9:1',
    'the heading “### WRK-016 Other” looks as if it were an entry of WRK-016, but does not count',
    'write it as “## then — WRK-016 (Other)”',
  ],
])('what %s would have to be is said', (text, place, message, remedy) => {
  expect(onlyFinding({ candidate: { items: ['WRK-001 A'], nearMisses: [text] } })).toBe(
    `${place} warning id-malformed WRK-016\n${message}\nrun ${remedy}\naccept {"subject":"${text}"}`,
  );
});

test('of a list beside the items, the IDs are named', () => {
  const given = { candidate: { items: ['WRK-001 A'], otherLists: ['icebox: WRK-020 WRK-021'] } };
  expect(onlyFinding(given)).toBe(`\
BACKLOG.yaml:90:1 warning id-malformed WRK-020
\`icebox\` has WRK-020 and WRK-021, but does not count: only \`items\` does
run move what has an ID to \`items\`
accept {"subject":"icebox"}`);
});
