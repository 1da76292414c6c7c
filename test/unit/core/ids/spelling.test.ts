import { expect, test } from 'vitest';
import { parseItemId } from '../../../../src/core/ids/item-id.ts';
import { spellingOf, spellingOfTexts } from '../../../../src/core/ids/spelling.ts';

test.each<[string, readonly string[], string, string]>([
  ['nothing tells', [], 'FE-7', 'FE-007'],
  ['three digits', ['FE-012'], 'FE-7', 'FE-007'],
  ['three digits, and a number that has them anyhow', ['FE-012', 'FE-120'], 'FE-7', 'FE-007'],
  ['a number that has three digits anyhow', ['FE-120'], 'FE-7', 'FE-007'],
  ['no padding', ['FE-12'], 'FE-7', 'FE-7'],
  ['no padding, and a number that needs none', ['FE-12', 'FE-120'], 'FE-7', 'FE-7'],
  ['two digits', ['FE-02', 'FE-120'], 'FE-7', 'FE-07'],
  ['four digits', ['FE-0120'], 'FE-7', 'FE-0007'],
  ['both: most of them tell', ['FE-007', 'FE-8', 'FE-009'], 'FE-9', 'FE-009'],
  ['both: most of them tell, the other way round', ['FE-7', 'FE-8', 'FE-009'], 'FE-9', 'FE-9'],
  ['both: the first one tells', ['FE-8', 'FE-007'], 'FE-9', 'FE-9'],
  ['one in small letters', ['FE-007', 'fe-008', 'FE-009'], 'FE-8', 'FE-008'],
  ['small letters', ['fe-007'], 'FE-8', 'fe-008'],
  ['each prefix in its own way', ['fe-7', 'OPS-0007'], 'FE-8', 'fe-8'],
  ['each prefix in its own way, the other', ['OPS-0007', 'fe-7'], 'OPS-8', 'OPS-0008'],
  ['a prefix that nobody has as the others', ['FE-7', 'OPS-120'], 'BE-8', 'BE-8'],
  ['a prefix of which no number tells as the others', ['FE-7', 'OPS-120'], 'OPS-8', 'OPS-8'],
  ['what is no ID says nothing', ['FE-+7', 'x', 'FE-07'], 'FE-8', 'FE-08'],
  ['an item of number zero', ['FE-0'], 'FE-8', 'FE-8'],
])('%s', (_, texts, given, expected) => {
  const id = parseItemId(given);
  expect(id && spellingOfTexts(texts)(id)).toBe(expected);
});

test('IDs that are written as usual tell by those that are short', () => {
  const idsOf = (prefix: string, ...numbers: readonly number[]) =>
    numbers.map((number) => ({ prefix, number, written: undefined }));
  const spell = (...ids: readonly { prefix: string; number: number; written: string | undefined }[]) =>
    spellingOf(ids)({ prefix: 'FE', number: 7 });
  expect(spell(...idsOf('FE', 120, 121, 99, 122), { prefix: 'FE', number: 8, written: 'fe-8' })).toBe(
    'FE-007',
  );
  expect(
    spell(
      ...idsOf('FE', 120),
      { prefix: 'FE', number: 8, written: 'fe-8' },
      { prefix: 'FE', number: 9, written: 'fe-9' },
    ),
  ).toBe('fe-7');
  expect(spell(...idsOf('OPS', 120), ...idsOf('FE', 121, 122))).toBe('FE-007');
});
