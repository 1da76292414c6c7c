import { expect, test } from 'vitest';

import { mergeShapes, reshape, unshape } from '../../../../src/formats/text/text-shape.ts';

test.each([
  ['', '', ''],
  ['a\nb\n', 'a\nb\n', ''],
  ['a\nb', 'a\nb\n', 'open'],
  ['\uFEFFa\n', 'a\n', 'bom'],
  ['\uFEFF', '', 'bom'],
  ['a\r\nb\r\n', 'a\nb\n', 'crlf'],
  ['\uFEFFa\r\nb', 'a\nb\n', 'bom crlf open'],
])('%j is lines in a shape, and back again', (text, lines, traits) => {
  const shaped = unshape(text);
  expect(shaped?.lines).toBe(lines);
  expect(Object.entries(shaped?.shape ?? {}).flatMap(([trait, has]) => (has ? [trait] : []))).toEqual(
    traits.split(' ').filter(Boolean),
  );
  expect(shaped && reshape(shaped.lines, shaped.shape)).toBe(text);
});

test.each(['a\r\nb\n', 'a\nb\r\n'])('%j has no shape', (text) => {
  expect(unshape(text)).toBeUndefined();
});

test.each(['bom', 'crlf', 'open'] as const)('%s follows the side that changed it', (trait) => {
  const plain = { bom: false, crlf: false, open: false };
  const changed = { ...plain, [trait]: true };
  expect(mergeShapes(plain, plain, plain)).toEqual(plain);
  expect(mergeShapes(plain, changed, plain)).toEqual(changed);
  expect(mergeShapes(plain, plain, changed)).toEqual(changed);
  expect(mergeShapes(plain, changed, changed)).toEqual(changed);
  expect(mergeShapes(changed, plain, changed)).toEqual(plain);
});
