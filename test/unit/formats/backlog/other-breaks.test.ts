import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseBacklog } from '../../../../src/formats/backlog/backlog.ts';
import { brokenBacklogs, claimsOf, readWithBreaks } from '../../../support/other-breaks.ts';

const HEAD = 'items:\n- id: WRK-001\n  title: One\n';

function verdictOf(text: string): string {
  const state = parseBacklog('B', Buffer.from(text));
  if (state.state !== 'readable')
    return toldOf('unreadable', state.state === 'unreadable' ? state.problems : []);
  return toldOf('readable', state.backlog.remarks ?? []);
}

function toldOf(
  state: string,
  problems: readonly { message: string; place: { line: number; column: number } }[],
): string {
  const places = problems.map(({ message, place }) => {
    const effect = /, so they (?<effect>.*)$/u.exec(message)?.groups?.['effect'];
    const name = /U\+[0-9A-F]{4}/u.exec(message)?.[0];
    return ` ${place.line}:${place.column} ${name} ${effect}`;
  });
  return `${state}${places.join('')}`;
}

const OTHERS = 'read other IDs, titles, `created` or `next_item_id`';

/** What libyaml makes of each was asked of PyYAML's CBaseLoader. */
test.each([
  [
    'a comment that hides an item',
    `${HEAD}# note\u2028- id: WRK-002\u2028  title: Two\u2028#\nnext_item_id: 2\n`,
    `unreadable 4:7 U+2028 ${OTHERS}`,
  ],
  [
    'a block text that hides an item',
    `${HEAD}  note: |\n    a\u2029- id: WRK-002\u2029  title: Two\u2029    b\n`,
    `unreadable 5:6 U+2029 ${OTHERS}`,
  ],
  ['a comment that hides the mark', `${HEAD}# x\u2028next_item_id: 9\n`, `unreadable 4:4 U+2028 ${OTHERS}`],
  ['a mark with one behind', `${HEAD}next_item_id: 1\u0085\n`, `unreadable 4:16 U+0085 ${OTHERS}`],
  [
    'an ID with one behind',
    'items:\n- id: WRK-001\u2028\n  title: One\n',
    `unreadable 2:14 U+2028 ${OTHERS}`,
  ],
  ['a hidden `created`', `${HEAD}  # x\u2028  created: y\n`, `unreadable 4:6 U+2028 ${OTHERS}`],
  [
    'a `created` in quotes that is folded',
    `${HEAD}  created: "a\u0085b"\n`,
    `unreadable 4:14 U+0085 ${OTHERS}`,
  ],
  [
    'another title',
    'items:\n- id: WRK-001\n  title: One\u2028# or two\n',
    `unreadable 3:13 U+2028 ${OTHERS}`,
  ],
  [
    'a plain text that ends',
    `${HEAD}  note: One\u2028or two\n`,
    'unreadable 4:12 U+2028 may not be able to read the file',
  ],
  [
    'a block text that ends',
    `${HEAD}  note: |\n    a\u2028b\n`,
    'unreadable 5:6 U+2028 may not be able to read the file',
  ],
  [
    'an end of the document',
    `${HEAD}  note: "a\u2028--- b"\n`,
    'unreadable 4:11 U+2028 may not be able to read the file',
  ],
  [
    'a key of two lines',
    `${HEAD}  "a\u2028b": c\n`,
    'unreadable 4:5 U+2028 may not be able to read the file',
  ],
  ['a hidden status', `${HEAD}  # x\u2028  status: y\n`, 'readable 4:6 U+2028 read another text'],
  ['another key', `${HEAD}  a\u2028: x\n`, 'unreadable 4:4 U+2028 may not be able to read the file'],
  [
    'a line without a key',
    `${HEAD}  x: {: y}\n\u2028: \u2029\n`,
    'unreadable 5:1 U+2028 may not be able to read the file',
  ],
  ['a longer list', `${HEAD}  tags:\n  - a\u2028  - b\n`, 'readable 5:6 U+2028 read another text'],
  [
    'a text that is a list',
    `${HEAD}  note: a\u2028  tags:\u2028  - b\n`,
    'readable 4:18 U+2028 read another text',
  ],
  ['a text that is none', `${HEAD}  note: # x\u2028  - b\n`, 'readable 4:12 U+2028 read another text'],
  ['a shorter list', `${HEAD}  tags: [a,\u2028# b, c\u2028    ]\n`, 'readable 4:12 U+2028 read another text'],
  ['a list in brackets', `${HEAD}  note: [a,\u2028    b]\n`, 'readable'],
  ['a comment that goes on as one', `${HEAD}# a\u2028# b\n`, 'readable'],
  ['a comment behind a value', `${HEAD.trimEnd()}\u0085# more\n`, `unreadable 3:13 U+0085 ${OTHERS}`],
  ['a title in quotes', 'items:\n- id: WRK-001\n  title: "One\u2028or two"\n', 'readable'],
  ['a title in single quotes', "items:\n- id: WRK-001\n  title: 'One \u0085 or two'\n", 'readable'],
  ['as the orchestrator writes it', "items:\n- id: WRK-001\n  title: 'One\u2028    or two'\n", 'readable'],
  ['a plain title that goes on', 'items:\n- id: WRK-001\n  title: One\u2028    or two\n', 'readable'],
  ['a plain text that goes on', `${HEAD}  note: a\u2028      b\n`, 'readable'],
  ['a block text that goes on', `${HEAD}  note: |\n    a\u2028    b\n`, 'readable'],
  ['texts in quotes and an alias', `${HEAD}  x: &a "q\u2028r"\n  y: *a\n  z: "s\u2029t"\n`, 'readable'],
  ['a key that is a list', `${HEAD}  ? [k]\n  : "q\u2028r"\n`, 'readable'],
  ['a list in quotes', `${HEAD}  tags: ["q\u2028r", s]\n`, 'readable'],
])('%s', (_, text, verdict) => {
  expect(verdictOf(text)).toBe(verdict);
});

test('what has claims says what a reader says that ends lines as libyaml does', () => {
  fc.assert(
    fc.property(brokenBacklogs, (text) => {
      const claims = claimsOf(parseBacklog('B', Buffer.from(text)));
      if (claims === null) return;
      const other = readWithBreaks(text);
      expect(other ?? claims).toEqual(claims);
      // Where all of them are in quotes, a reader of YAML 1.2 cannot stand in for libyaml.
      if (other === null) expect(text.replaceAll(/'[^']*'/gu, '')).not.toMatch(/[\u0085\u2028\u2029]/u);
    }),
    { numRuns: 2000 },
  );
});
