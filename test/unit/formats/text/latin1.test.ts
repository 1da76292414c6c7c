import { expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '../../../../src/formats/text/latin1.ts';
import { bytesOf } from '../../../support/scanned-backlog.ts';

test.each(['', 'plain', 'é', 'größer', '漢字'])('%j is what it was', (text) => {
  expect(fromLatin1(toLatin1(bytesOf(text)))).toBe(text);
});
