import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../../../src/formats/text/utf8.ts';

test.each(['', 'x', 'ünï 漢字 😀', '\uFEFFx', 'a \uFFFD b', '\uFFFD'])(
  'a text is what it was: %j',
  (text) => {
    expect(decodeUtf8(Buffer.from(text))).toEqual({ text });
  },
);

test.each([
  [[0x61, 0xff], 2],
  [[0xc3], 1],
  [[0xef, 0xbf, 0xbd, 0xed, 0xa0, 0x80], 2],
])('bytes that are none are told: %j', (bytes, column) => {
  const decoded = decodeUtf8(Uint8Array.from(bytes));
  expect(decoded).toMatchObject({ fault: { line: 1, column } });
});
