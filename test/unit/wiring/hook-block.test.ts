import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  hasBlock,
  insertBlock,
  recordedBin,
  removeBlock,
  shellQuote,
} from '../../../src/wiring/hook-block.ts';

const SCRIPT = '#!/bin/sh\n# Judges.\nbin=${0%/*}/../dist/bin.js\nexec node "$bin" hook NAME "$@"\n';
const insert = (text: string | undefined, { bare = false, path = '/opt/bin.js' } = {}) =>
  insertBlock(text, { name: 'pre-commit', script: SCRIPT, bin: { path }, bare });

test.each<[string, string]>([
  ['a plain shebang', '#!/bin/sh\necho hi\n'],
  ['env', '#!/usr/bin/env bash\necho hi\n'],
  ['env -S with options', '#!/usr/bin/env -S bash -eu\necho hi\n'],
  ['options', '#! /bin/dash -e\necho hi\n'],
  ['a shebang alone', '#!/bin/sh\n'],
  ['a shebang without a line break', '#!/bin/bash'],
  ['bytes that are no UTF-8', '#!/bin/sh\necho \xff\xfe\n'],
])('goes right after the shebang and comes out without a trace: %s', (_name, text) => {
  const wired = insert(text) ?? '';
  const [first = '', second] = wired.split('\n');
  expect(first).toBe(text.split('\n')[0]);
  expect(second).toBe('# >>> tidemark >>>');
  expect(insert(wired)).toBe(wired);
  expect(removeBlock(wired)).toBe(text);
});

test.each([
  '#!/usr/bin/env python3\n',
  '#!/usr/bin/fish\n',
  '#!/usr/bin/perl -w\n',
  'echo hi\n',
  '\x7fELF',
  '#!/bin/sh\r\n',
  '',
])('is no sh script: %j', (text) => {
  expect(insert(text)).toBeUndefined();
});

test('husky hands its hooks to sh, with a shebang or without', () => {
  expect(insert('npm test\n', { bare: true })).toMatch(
    /^# >>> tidemark >>>\n[^]*# <<< tidemark <<<\nnpm test\n$/u,
  );
});

test('a file that was made for the lines goes with them', () => {
  const made = insert(undefined) ?? '';
  expect(removeBlock(made)).toBeNull();
  expect(removeBlock(`${made}echo mine\n`)).toBe('#!/bin/sh\necho mine\n');
  expect(removeBlock(insert('#!/bin/sh\n') ?? '')).toBe('#!/bin/sh\n');
});

test('newer lines take the place of older ones', () => {
  const old =
    insert('#!/bin/sh\necho before\n', { path: '/old' })?.replace('echo before', 'echo after') ?? '';
  const renewed = insert(old, { path: '/new' }) ?? '';
  expect(recordedBin(renewed)).toBe('/new');
  expect(renewed).not.toContain('/old');
  expect(removeBlock(renewed)).toBe('#!/bin/sh\necho after\n');
});

test('lines that are not ours are not touched', () => {
  expect(hasBlock('#!/bin/sh\n# >>> tidemark >>>\n')).toBe(false);
  expect(removeBlock('#!/bin/sh\necho hi\n')).toBeUndefined();
});

test('any path comes back from the lines as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((path) => !/[\n\r\u2028\u2029\0]/u.test(path)),
      (path) => {
        expect(recordedBin(insert(undefined, { path }) ?? '')).toBe(path);
      },
    ),
  );
});

test('quoting survives quotes', () => {
  expect(shellQuote("it's")).toBe(String.raw`'it'\''s'`);
});
