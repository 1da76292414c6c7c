import { expect, test } from 'vitest';

import { applyEdits } from '../../../../src/formats/backlog/edit/edit.ts';
import { linkEdits, mentions, ownNumberEdits } from '../../../../src/formats/entries/entry-edits.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';

const BETA = { label: '0042-beta', digits: '0042', next: '0107' };

test.each([
  ['a link', 'see [this](../adr/0042-beta.md#why)', 'see [this](../adr/0107-beta.md#why)'],
  ['its text', '[ADR-0042](0042-beta.md)', '[ADR-0107](0107-beta.md)'],
  ['its text as wide as it was', '* [42. Beta](0042-beta.md)', '* [107. Beta](0107-beta.md)'],
  ['no other number in its text', '[part 2 of 0043](0042-beta.md)', '[part 2 of 0043](0107-beta.md)'],
  ['no text of another link', '[0042](x.md) and [y](0042-beta.md)', '[0042](x.md) and [y](0107-beta.md)'],
  ['a wiki link', '[[0042-beta]]', '[[0107-beta]]'],
  [
    'a row',
    '| 42 | **0042** | [b](0042-beta.md) | 42 days |',
    '| 107 | **0107** | [b](0107-beta.md) | 42 days |',
  ],
  ['a row of both', '| 42 | 0042-alpha 0042-beta |', '| 42 | 0042-alpha 0107-beta |'],
  ['a row of another one', '| 42 | [a](0042-alpha.md) |', '| 42 | [a](0042-alpha.md) |'],
  ['a half of a pair', '0042-beta.up.sql 0042-beta_down.sql', '0107-beta.up.sql 0107-beta_down.sql'],
  [
    'no longer name',
    '0042-beta-max 0042-betamax 10042-beta x.0042-beta',
    '0042-beta-max 0042-betamax 10042-beta x.0042-beta',
  ],
  ['lines of any end', '0042-beta\r\n\n0042-beta', '0107-beta\r\n\n0107-beta'],
])('%s', (_, before, after) => {
  expect(applyEdits(before, linkEdits(before, BETA, ['0042-alpha']))).toBe(after);
});

test.each([
  [
    'a version',
    'V1.2.9__x',
    '1.2.9',
    '1.2.10',
    'V1.2.9__x.sql [1.2.9](V1.2.9__x.sql)',
    'V1.2.10__x.sql [1.2.10](V1.2.10__x.sql)',
  ],
  ['a name without a stem', 'V6.1', '6.1', '6.2', 'V6.1.sql V6.1.0.sql', 'V6.2.sql V6.1.0.sql'],
  [
    'blanks',
    'task-2 - A b',
    '2',
    '3',
    '(task-2%20-%20A%20b.md) task-2 - A b.md',
    '(task-3%20-%20A%20b.md) task-3 - A b.md',
  ],
])('%s', (_, label, digits, next, before, after) => {
  expect(applyEdits(before, linkEdits(before, { label, digits, next }, []))).toBe(after);
});

test.each([
  [
    '---\nnumber: 42\nid: "ADR-042"\n---\n# 42. Beta\n',
    '---\nnumber: 107\nid: "ADR-107"\n---\n# 107. Beta\n',
  ],
  ['# ADR-0042: Beta\n', '# ADR-0107: Beta\n'],
  ['# 43. Beta\n', '# 43. Beta\n'],
])('its own number in %j', (before, after) => {
  expect(applyEdits(before, ownNumberEdits(before, FIXED_KINDS.adr, BETA))).toBe(after);
});

test('what is called by a number alone is named with what follows', () => {
  const places = (text: string) => mentions(text, '0042').map(({ start }) => start);
  expect(places('0042 0042. 10042.md 0042.5 [0042](0042.md) ../0042/a.md')).toEqual([34, 46]);
});

test('a name that several files have is left alone', () => {
  const rename = { label: '0042', digits: '0042', next: '0107' };
  expect(linkEdits('[0042](0042.md)', rename, ['0042'])).toEqual([]);
  expect(applyEdits('[0042](0042.md)', linkEdits('[0042](0042.md)', rename, ['0042-x']))).toBe(
    '[0107](0107.md)',
  );
});

test('where a text names it', () => {
  expect(mentions('0042-beta, 0042-beta.md', '0042-beta').map(({ start }) => start)).toEqual([0, 11]);
});
