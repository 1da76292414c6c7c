import { expect, test } from 'vitest';

import { counterOf, drawName, drawOf } from '../../../../src/core/ledger/counters.ts';
import { mainFolder } from '../../../../src/core/ledger/files/file-ledger.ts';

const entryOf = (written: string) => ({
  key: '42',
  id: { prefix: '', number: 42 },
  written,
  slug: 'x',
  isCounted: true,
  isArchived: false,
  files: [{ path: `docs/adr/${written}-x.md`, oid: undefined }] as const,
});
const TERMS = {
  name: 'adr',
  kind: 'adr',
  paths: ['docs/adr'],
  reuse: 'error',
  order: 'off',
  sharing: false,
  maxLeap: 100,
} as const;

test('an entry is drawn under its number, whatever its width', () => {
  expect(drawOf(entryOf('0042'), TERMS)).toBe(drawName(counterOf('adr', ''), [42]));
  expect(drawOf(entryOf('x'), TERMS)).toBe(drawName(counterOf('adr', ''), []));
});

test('what concerns a ledger as a whole is reported at its first folder', () => {
  expect([mainFolder(TERMS), mainFolder({ paths: [] })]).toEqual(['docs/adr', '.']);
});
