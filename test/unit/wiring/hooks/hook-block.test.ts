import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { LastingPath } from '../../../../src/adapters/programs/lasting-paths.ts';
import type { HookName } from '../../../../src/checking/hook-name.ts';
import {
  callsByItself,
  hasLines,
  insertLines,
  recordedPrograms,
  removeLines,
} from '../../../../src/wiring/hooks/hook-block.ts';

const SCRIPT =
  '#!/bin/sh\n# Checks.\nbin=${0%/*}/../dist/bin.js\nnode=\nexec "$node" "$bin" hook NAME "$@"\n';
const insert = (
  text: string | undefined,
  {
    bare = false,
    bin = ['/opt/bin.js'],
    node = '/opt/node',
  }: { bare?: boolean; bin?: LastingPath; node?: string } = {},
) => insertLines(text, { name: 'pre-commit', form: { kind: 'whole', script: SCRIPT, bin, node }, bare });

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
  expect(removeLines(wired)).toBe(text);
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
  expect(removeLines(made)).toBeNull();
  expect(removeLines(`${made}echo mine\n`)).toBe('#!/bin/sh\necho mine\n');
  expect(removeLines(insert('#!/bin/sh\n') ?? '')).toBe('#!/bin/sh\n');
});

test('newer lines take the place of older ones', () => {
  const old =
    insert('#!/bin/sh\necho before\n', { bin: ['/old'] })?.replace('echo before', 'echo after') ?? '';
  const renewed = insert(old, { bin: ['/new'], node: '/node' }) ?? '';
  expect(recordedPrograms(renewed)).toEqual({ bin: ['/new'], node: '/node' });
  expect(renewed).not.toContain('/old');
  expect(removeLines(renewed)).toBe('#!/bin/sh\necho after\n');
});

test('lines that are not ours are not touched', () => {
  expect(hasLines('#!/bin/sh\n# >>> tidemark >>>\n')).toBe(false);
  expect(removeLines('#!/bin/sh\necho hi\n')).toBeUndefined();
});

test('any paths come back from the lines as they were', () => {
  const path = fc.string({ unit: 'binary' }).filter((text) => !/[\n\r\u2028\u2029\0]/u.test(text));
  fc.assert(
    fc.property(path, path, fc.option(path, { nil: undefined }), (node, before, after) => {
      const bin = after === undefined ? ([before] as const) : ([before, after] as const);
      expect(recordedPrograms(insert(undefined, { bin, node }) ?? '')).toEqual({ bin, node });
    }),
  );
});

describe('one line, the same on every machine', () => {
  const LINE = 'node_modules/tidemark/hooks/NAME "$@"';
  const put = (text: string | undefined, name: HookName = 'pre-commit', bare = true) => {
    const line = LINE.replace('NAME', name);
    return insertLines(text, { name, form: { kind: 'line', line }, bare });
  };
  const line = (name: HookName) => `${LINE.replace('NAME', name)} || exit $?\n`;

  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['commands', 'npm test\n', 'npm test\n'],
    ['a comment', '# mine\n', '# mine\n'],
  ])('before %s, and out again', (_name, text, rest) => {
    const wired = put(text) ?? '';
    expect(wired).toBe(line('pre-commit') + rest);
    expect(put(wired)).toBe(wired);
    expect(removeLines(wired)).toBe(text === '' ? null : text);
  });

  test('in a file of its own, which husky runs without a shebang and git with one', () => {
    expect(put(undefined)).toBe(line('pre-commit'));
    expect(put(undefined, 'pre-push')).toBe(line('pre-push'));
    const made = put(undefined, 'pre-commit', false) ?? '';
    expect(made).toBe(`#!/bin/sh\n${line('pre-commit')}`);
    expect(removeLines(made)).toBeNull();
  });

  test('in place of the whole script of a former version', () => {
    const former = insert('npm test\n', { bare: true }) ?? '';
    expect(put(former)).toBe(`${line('pre-commit')}npm test\n`);
  });

  test('where other commands want to read what is pushed, it leaves them the input', () => {
    const wired = put('git lfs pre-push "$@"\n', 'pre-push') ?? '';
    expect(wired).toContain('tidemark_input=$(cat)');
    expect(wired).toContain(LINE.replace('NAME', 'pre-push'));
    expect(put(wired, 'pre-push')).toBe(wired);
    expect(removeLines(wired)).toBe('git lfs pre-push "$@"\n');
  });

  test.each([
    'sh "$(git rev-parse --git-common-dir)"/../node_modules/tidemark/hooks/pre-commit "$@" || exit $?\n',
    '.yarn/unplugged/tidemark-*/node_modules/tidemark/hooks/pre-commit "$@" || exit $?\n',
    'tidemark hook pre-commit "$@" || exit $?\n',
  ])('is known again: %s', (text) => {
    expect(hasLines(text)).toBe(true);
    expect(put(text)).toBe(line('pre-commit'));
    expect(callsByItself(text)).toBe(false);
  });

  test.each(['npx tidemark hook pre-commit\n', 'node_modules/tidemark/hooks/pre-commit "$@"\n'])(
    'is told from what somebody wrote: %s',
    (text) => {
      expect(hasLines(text)).toBe(false);
      expect(callsByItself(text)).toBe(true);
      expect(callsByItself(`# ${text}`)).toBe(false);
    },
  );
});
