import { expect, test } from 'vitest';

import { fileName, renamed } from '../../../../../src/core/rules/files/wording.ts';

test.each([
  ['docs/adr/0042-use-postgres.md', '0042-use-postgres.md'],
  ['rfcs/0002-orders/README.md', '0002-orders/README.md'],
  ['0007.md', '0007.md'],
  ['README.md', 'README.md'],
])('%s is called %s', (path, name) => expect(fileName(path)).toBe(name));

test.each([
  ['db/0042/0042-a.md', '0042', '0043', 'db/0042/0042-a.md', 'db/0042/0043-a.md'],
  ['rfcs/0002-orders/README.md', '0002', '0005', 'rfcs/0002-orders', 'rfcs/0005-orders'],
])('%s with other digits', (path, written, next, from, to) => {
  expect(renamed(path, written, next)).toEqual({ from, to });
});
