import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const ITEMS = ['WRK-001 Alpha'];

checkAll([
  ['a whole number', { candidate: { mark: 1, items: ITEMS } }],
  ['zero without items', { candidate: { mark: 0 } }],
  ['the highest number there is', { candidate: { mark: 4_294_967_295 } }],
  ['a text', { candidate: { mark: '"142"', items: ITEMS } }, 'error mark-invalid'],
  [
    'an invalid mark in place of a valid one is one finding',
    { base: { mark: 7, items: ITEMS }, candidate: { mark: 'null', items: ITEMS } },
    'error mark-invalid',
  ],
  [
    'one that was so before',
    { base: { mark: '-1', items: ITEMS }, candidate: { mark: '-1', items: ITEMS } },
    'warning mark-invalid (inherited)',
  ],
  [
    'another invalid one',
    { base: { mark: '-1', items: ITEMS }, candidate: { mark: '-2', items: ITEMS } },
    'error mark-invalid',
  ],
]);

test('it quotes what stands there', () => {
  expect(onlyFinding({ candidate: { mark: '142.0', items: ITEMS } })).toBe(`\
BACKLOG.yaml:7:15 error mark-invalid
next_item_id is 142.0, but must be a plain whole number from 0 to 4294967295
run tidemark fix
accept undefined`);
  expect(onlyFinding({ candidate: { mark: '' } })).toContain('next_item_id is empty, but');
});
