import { expect, test } from 'vitest';
import { lineagesIn } from '../../../../src/core/ledger/lineage.ts';

/** `adr docs/adr db`: a ledger and its folders. */
const placesOf = (text: string) => {
  const [name = '', ...paths] = text.split(' ');
  return { name, paths };
};

test.each<[string, readonly (readonly string[])[], string]>([
  ['no configuration names it', [[]], 'adr: x'],
  ['it was elsewhere', [['adr docs y'], ['adr x']], 'adr: docs x y'],
  ['it had another name', [['dec x'], ['adr x']], 'adr dec: x'],
  ['it had another name in another place', [['dec docs'], ['dec x'], ['adr x']], 'adr dec: docs x'],
  ['whatever comes first', [['adr x'], ['dec x'], ['dec docs']], 'adr dec: docs x'],
  ['another one has its place now', [['dec x', 'adr docs'], ['adr x']], 'adr: docs x'],
  ['a third had it, which never stood beside it', [['old docs'], ['dec x', 'adr docs']], 'adr old: docs x'],
  ['others are others', [['dec docs'], ['adr x', 'rfc y']], 'adr: x'],
])('%s', (_, configurations, expected) => {
  const { names, paths } = lineagesIn(configurations.map((list) => list.map(placesOf)))({
    name: 'adr',
    paths: ['x'],
  });
  expect(`${[...names].join(' ')}: ${[...paths].toSorted().join(' ')}`).toBe(expected);
});
