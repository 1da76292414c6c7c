import { expect, test } from 'vitest';

import { parseRewritten } from '../../../src/formats/rewritten-commits.ts';

const [ONE, TWO, THREE, ONTO, NEW, NEWER] = ['1', '2', '3', 'a', 'b', 'c'].map((digit) => digit.repeat(40));
const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

test.each([
  ['each for itself', lines(`${ONE} ${NEW}`, `${TWO} ${NEWER}`), '', [ONE, TWO]],
  ['none, where nothing came', '', '', []],
  ['the first was skipped', lines(`${ONE} ${ONTO}`, `${TWO} ${NEW}`), `drop ${ONE} x\n`, [TWO]],
  ['a later one was skipped', lines(`${ONE} ${NEW}`, `${TWO} ${NEW}`), `pick ${TWO} x\n`, [ONE]],
  [
    'they became one',
    lines(`${ONE} ${NEW}`, `${TWO} ${NEW}`, `${THREE} ${NEW} more`),
    `pick ${ONE} x\nsquash ${TWO} x\nfixup -C ${THREE} # x\n`,
    [ONE, TWO, THREE],
  ],
  ['what is no commit is none', lines(`HEAD ${NEW}`, `${ONE} HEAD`, 'x'), '', []],
])('%s', (_, input, done, expected) => {
  expect([...parseRewritten(input, done, String(ONTO))]).toEqual(expected);
});
