import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { scanYaml } from '../../../../../src/formats/yaml/scan/scan-yaml.ts';
import { composeYaml, readYaml } from '../../../../../src/formats/yaml/yaml-text.ts';
import { LazyMap } from '../../../../../src/formats/yaml/lazy-map.ts';
import type { YamlNode } from '../../../../../src/formats/yaml/yaml-node.ts';
import { toValue } from '../../../../../src/formats/yaml/yaml-value.ts';
import { unfolded } from '../../../../support/unfolded.ts';
import { DUMPED, HAND_WRITTEN } from '../../../../support/written-yaml.ts';

describe('it reads what the library reads, every place included', () => {
  test.each<[string, string]>([
    ['a pair', 'a: b'],
    ['a document that is marked as one', '---\na: b\n'],
    ['blanks behind values', 'a: b  \nc: \nd: \n- e  \n'],
    ['comments', '# x\na: b # y\n  # z\n\nc:\n# y\n  d: e\n'],
    ['Windows line ends', 'a: b\r\nc:\r\n- d: |\r\n    x\r\n\r\n    y\r\n  e: "x\r\n    y"\r\n'],
    ['a list beside its key, and below it', 'a:\n- b\n- c: d\n  e:\nf:\n  -   g\n'],
    ['plain text over lines', 'a: b\n  c\n\n\n  d\n  e\nf: g\n'],
    ['quotes', "a: 'b''c'\nd: \"e\\n\\u00e9\\x41\\\\\"\nf: '' # g\n"],
    ['quotes over lines', 'a: \'b\n\n  c  \n\n\n  d \'\ne: "f\n  g"\n'],
    ['block texts', 'a: |\n\n  b\n    c\n\n  d\n\ne: >-\n  f\n\n  g\n  h\n# i\nj: |-\n  k'],
    ['brackets', 'a: []\nb: [ c, "d", \'e\', f g ] # h\n'],
    ['keys of all sorts', 'a-b: 1\nc.d: 2\n3: 4\n_e: -f\n'],
    ['other scripts', 'a: ünï\nb: 漢\nc: 😀\n'],
    ['what means something elsewhere', 'a: ~\nb: .5\nc: <<\nd: ==\ne: a:b\nf: a#b\ng: http://x/#y\n'],
  ])('%s', (_what, text) => {
    const root = scanYaml(text);
    expect({ kind: 'value', root }).toStrictEqual(composeYaml(text));
    expect(root).toBeDefined();
    const lazy = scanYaml(text, { isLazy: true });
    expect(lazy && unfolded(lazy)).toStrictEqual(root);
    expect(lazy && toValue(lazy)).toStrictEqual(root && toValue(root));
  });
});

describe('it gives up on', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['comments alone', '# a\n'],
    ['a mapping that is indented', '  a: b\n'],
    ['a list', '- a\n'],
    ['a text', 'a\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['a key that stands twice', 'a: b\na: c\n'],
    ['a key in quotes', '"a": b\n'],
    ['a key that is a dash', '-: b\n'],
    ['a key without a blank behind its colon', 'a:b\n'],
    ['a long key', `${'a'.repeat(101)}: b\n`],
    ['many keys', Array.from({ length: 101 }, (_, at) => `a${at}: b\n`).join('')],
    ['a comment in the place of a value', 'a: # b\nc: d\n'],
    ['a comment below an empty value', 'a:\n# b\nc: d\n'],
    ['a value on a line of its own', 'a:\n  b\n'],
    ['deep nesting', Array.from({ length: 20 }, (_, at) => `${'  '.repeat(at)}a:\n`).join('')],
    ['an indented line too many', 'a: "b"\n  c: d\n'],
    ['an indented entry too many', 'a:\n- "b"\n  c\n'],
    ['an entry without a value', 'a:\n-\n- \n'],
    ['an entry of blanks', 'a:\n-   \n'],
    ['an entry that is a comment', 'a:\n- # b\n'],
    ['an entry that fails', 'a:\n- b: *c\n'],
    ['an entry with a key that stands twice', 'a:\n- b: c\n  b: d\n'],
    ['an entry with a key in quotes', 'a:\n- b: c\n  "d": e\n'],
    [
      'an entry with many keys',
      `a:\n- b: c\n${Array.from({ length: 100 }, (_, at) => `  a${at}: b\n`).join('')}`,
    ],
    ['an entry with a line that is indented too far', 'a:\n- b: "c"\n    d: e\n'],
    ['an entry far to the right', `a:\n${' '.repeat(31)}- b: c\n`],
    ['an anchor', 'a: &b c\n'],
    ['a dash in the place of a value', 'a: - b\n'],
    ['a byte order mark', 'a: \uFEFFb\n'],
    ['a tab', 'a: b\tc\n'],
    ['a colon in a text', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['a line behind a comment', 'a: b # c\n  d\n'],
    ['a comment within a text', 'a: b\n  # c\n  d\n'],
    ['a pair within a text', 'a: b\n  c: d\n'],
    ['an indicator within a text', 'a: b\n  & c\n'],
    ['a quote that is never closed', 'a: "b\n'],
    ['another quote that is never closed', "a: 'b\n"],
    ['quotes that go on too far to the left', 'a: "b\nc"\n'],
    ['something behind quotes', 'a: "b" c\n'],
    ['a tab in quotes over lines', 'a: "b\tc\n  d"\n'],
    ['an escape in quotes over lines', 'a: "b\\\n  d"\n'],
    ['an escape that is none', 'a: "b\\q"\n'],
    ['a block text that says how far it is indented', 'a: |2\n  b\n'],
    ['a block text that keeps all breaks', 'a: |+\n  b\n'],
    ['a block text without lines', 'a: |\n\n'],
    ['a block text at the end', 'a: |'],
    ['a block text that is not indented', 'a: |\nb: c\n'],
    ['blanks above a block text', 'a: |\n    \n  b\n'],
    ['blanks within a block text', 'a: |\n  b\n     \n  c\n'],
    ['a folded text with deeper lines', 'a: >\n  b\n   c\n'],
    ['a line between a block text and its key', 'a:\n  b: |\n      c\n    d\n'],
    ['an open bracket', 'a: [b\n'],
    ['brackets within brackets', 'a: [[b]]\n'],
    ['a comma too many', 'a: [b, ]\n'],
    ['something behind brackets', 'a: [b] c\n'],
    ['something between words in brackets', 'a: [b: c]\n'],
  ])('%s', (_what, text) => {
    expect(scanYaml(text)).toBeUndefined();
    expect(scanYaml(text, { isLazy: true })).toBeUndefined();
  });
});

test('a whole file is read just so', () => {
  for (const text of [HAND_WRITTEN, DUMPED]) {
    const [read, composed] = [readYaml(text), composeYaml(text)];
    expect(read).toStrictEqual(composed);
    expect(read.kind === 'value' && toValue(read.root)).toMatchObject({ items: expect.any(Array) });
  }
});

describe('what two texts have in common at their start is read once', () => {
  const before = 'a: 1\nb:\n- c: 1\n- d: 2\n- e: 3\nf: []\ng:\n- h\n';
  test.each<[string, string, number]>([
    ['the same text', before, 2],
    ['another end', before.replace('f: []', 'f: [x]'), 2],
    ['an entry more', before.replace('f: []', '- x: 4\nf: []'), 2],
    ['another second entry', before.replace('d: 2', 'd: 3'), 1],
    ['another first entry', before.replace('c: 1', 'c: 2'), 0],
    ['another head', before.replace('a: 1', 'a: 2'), 0],
    ['a shorter text', before.slice(0, before.indexOf('- e')), 1],
    ['an entry that is gone', before.replace('- e: 3\n', ''), 1],
  ])('%s', (_what, text, shared) => {
    const root = scanYaml(before);
    const read = root && scanYaml(text, { like: { text: before, root } });
    expect(read).toStrictEqual(scanYaml(text));
    const entries = (map: typeof read) => {
      const list = map?.pairs[1]?.value;
      return list?.kind === 'list' ? list.entries : [];
    };
    expect(entries(read).filter((entry) => entries(root).includes(entry))).toHaveLength(shared);
  });

  test('a text without a list', () => {
    const root = scanYaml('a: 1\n');
    expect(root && scanYaml(before, { like: { text: 'a: 1\n', root } })).toStrictEqual(scanYaml(before));
  });
});

describe('what is left for later', () => {
  const before = 'a: 1\nb:\n- c: 1\n- d: 2\n- e: 3\n  __proto__: 4\n- f:\n  - g: 5\n- h: 6\n- i: 7\nj: 8\n';
  const entriesOf = (text: string, like?: string) => {
    const root = like === undefined ? undefined : scanYaml(like, { isLazy: true });
    const read = scanYaml(text, { like: root && { text: like ?? '', root }, isLazy: true });
    expect(read && unfolded(read)).toStrictEqual(scanYaml(text));
    const lists = [root, read].map((map) => map?.pairs[1]?.value);
    return lists.map((list) => (list?.kind === 'list' ? list.entries.map(({ value }) => value) : []));
  };
  const said = (nodes: readonly YamlNode[]) =>
    nodes.flatMap((node): readonly object[] => (node instanceof LazyMap ? [node.said] : []));

  test.each<[string, string, number]>([
    ['the same text', before, 5],
    ['an entry that is gone', before.replace('- d: 2\n', ''), 3],
    ['a longer entry', before.replace('d: 2', 'd: 222'), 4],
    ['an entry more', before.replace('- e', '- x: 9\n- e'), 4],
    ['another last entry', before.replace('i: 7', 'i: 8'), 5],
    ['another end', `${before}k: 9\n`, 5],
  ])('is taken over wherever it stands: %s', (_what, text, shared) => {
    const [known = [], read = []] = entriesOf(text, before);
    const all = said(known);
    expect(said(read).filter((one) => all.includes(one))).toHaveLength(shared);
  });

  test('entries that are no mappings are read again', () => {
    const mixed = before.replace('- h: 6', '- h');
    const [known = [], read = []] = entriesOf(mixed.replace('d: 2', 'd: 22'), mixed);
    expect(said(read).filter((one) => said(known).includes(one))).toHaveLength(1);
  });

  test('long texts are compared in pieces', () => {
    const long = `a: 1\nb:\n${Array.from({ length: 2000 }, (_, at) => `- id: WRK-${at}\n`).join('')}`;
    const [known = [], read = []] = entriesOf(long.replace('WRK-1000\n', 'WRK-10000\n'), long);
    const all = new Set(said(known));
    expect(said(read).filter((one) => all.has(one))).toHaveLength(1998);
  });

  test('a place without a mapping has no pairs', () => {
    const map = scanYaml('a:\n- b: 1\n', { isLazy: true })?.pairs[0]?.value;
    const [entry] = map?.kind === 'list' ? map.entries : [];
    assert(entry?.value instanceof LazyMap);
    const nowhere = entry.value.movedTo('', -entry.value.start);
    expect([nowhere.pairs, nowhere.said]).toEqual([[], {}]);
  });
});
