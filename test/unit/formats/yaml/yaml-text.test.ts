import { expect, test } from 'vitest';

import { findPair } from '../../../../src/formats/yaml/yaml-node.ts';
import { readYaml } from '../../../../src/formats/yaml/yaml-text.ts';

test.each([
  ['at the top', 'id: 1\nid: 2\n', 'id', 'line 1 and again on line 2'],
  ['in a mapping of a mapping', 'a:\n  title: 1\n  title: 2\n', 'title', 'line 2 and again on line 3'],
  ['in a key', '{id: 1, id: 2}: x\n', 'id', 'line 1 and again on line 1'],
])('a key that stands twice %s is no lost item', (_, text, key, lines) => {
  expect(readYaml(text)).toMatchObject({ faults: [{ message: `the key \`${key}\` is on ${lines}` }] });
});

test('a byte order mark inside of a text is part of it', () => {
  expect(valueOf('a: "x\uFEFFy"\n')).toMatchObject({ text: 'x\uFEFFy' });
});

test.each([
  ['literal', 'a: |\n  x\n  y\nb: 1\n', 'x\ny\n', '|\n  x\n  y'],
  ['folded', 'a: >\n  x\n  y\nb: 1\n', 'x y\n', '>\n  x\n  y'],
  ['folded, with CRLF', 'a: >\r\n  x\r\nb: 1\r\n', 'x\n', '>\r\n  x'],
  ['empty', 'a:   \nb: 1\n', '', ''],
  ['quoted and empty', "a: ''  \nb: 1\n", '', "''"],
  ['plain', 'a: x  \nb: 1\n', 'x', 'x'],
])('a %s text ends before what follows it', (_, text, value, source) => {
  const found = valueOf(text);
  expect(found).toMatchObject({ text: value });
  expect(text.slice(found?.start, found?.end)).toBe(source);
});

test.each([
  ['single', "a: 'x ''y''\nb: z'\n", 11],
  ['double', 'a: "x \\"\nb: z"\n', 8],
  ['double, behind a backslash', 'a: "x \\\\\\"\nb: z"\n', 10],
])('a text in %s quotes is not closed by a quote that is part of it', (_, text, offset) => {
  const message = 'a quote is opened before this place and never closed';
  expect(readYaml(text)).toEqual({ kind: 'faulty', faults: [{ message, offset }] });
});

test.each([
  ["a: 'x ''y'''\nb: z\n", "x 'y'"],
  ['a: "x \\\\"\nb: z\n', 'x \\'],
  ["a: ''\n", ''],
])('%s has its end', (text, value) => {
  expect(valueOf(text)).toMatchObject({ text: value });
});

function valueOf(text: string) {
  const reading = readYaml(text);
  const root = reading.kind === 'value' ? reading.root : undefined;
  return root?.kind === 'map' ? findPair(root, 'a')?.value : undefined;
}
