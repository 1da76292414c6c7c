import { expect, test } from 'vitest';

import { parsePrePush, parsePreReceive } from '../../../src/formats/pushed-refs.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const ZERO = '0'.repeat(40);
const [A64, ZERO64] = ['a'.repeat(64), '0'.repeat(64)];

test.each<[string, string, ReturnType<typeof parsePrePush>]>([
  [
    'an update',
    `refs/heads/x ${A} refs/heads/main ${B}\n`,
    { refs: [{ ref: 'refs/heads/main', tip: A, old: B }], deleted: [] },
  ],
  [
    'a new ref from a revision',
    `HEAD~1 ${A} refs/heads/new ${ZERO}\n`,
    { refs: [{ ref: 'refs/heads/new', tip: A, old: undefined }], deleted: [] },
  ],
  [
    'a revision with spaces',
    `:/fix the bug ${A} refs/heads/new ${ZERO}\n`,
    { refs: [{ ref: 'refs/heads/new', tip: A, old: undefined }], deleted: [] },
  ],
  [
    'names that begin or end with zeros',
    `x 00${A.slice(2)} refs/heads/x ${B.slice(2)}00\n`,
    { refs: [{ ref: 'refs/heads/x', tip: `00${A.slice(2)}`, old: `${B.slice(2)}00` }], deleted: [] },
  ],
  [
    'names that end or begin with zeros',
    `x ${A.slice(2)}00 refs/heads/x 00${B.slice(2)}\n`,
    { refs: [{ ref: 'refs/heads/x', tip: `${A.slice(2)}00`, old: `00${B.slice(2)}` }], deleted: [] },
  ],
  ['more behind a line', `x ${A} refs/heads/x ${B} y`, { strange: `x ${A} refs/heads/x ${B} y` }],
  ['a deletion', `(delete) ${ZERO} refs/heads/old ${B}\n`, { refs: [], deleted: ['refs/heads/old'] }],
  [
    'SHA-256',
    `x ${A64} refs/tags/v1 ${ZERO64}\n`,
    { refs: [{ ref: 'refs/tags/v1', tip: A64, old: undefined }], deleted: [] },
  ],
  ['nothing at all', '', { refs: [], deleted: [] }],
  ['an empty line', '\n', { refs: [], deleted: [] }],
  [
    'several',
    `x ${A} refs/heads/x ${B}\n(delete) ${ZERO} refs/heads/y ${B}\nz ${B} refs/heads/z ${A}\n`,
    {
      refs: [
        { ref: 'refs/heads/x', tip: A, old: B },
        { ref: 'refs/heads/z', tip: B, old: A },
      ],
      deleted: ['refs/heads/y'],
    },
  ],
  ['something else', `x ${A} refs/heads/x\n`, { strange: `x ${A} refs/heads/x` }],
])('pre-push: %s', (_name, input, expected) => {
  expect(parsePrePush(input)).toEqual(expected);
});

test('pre-receive', () => {
  expect(
    parsePreReceive(`${A} ${B} refs/heads/main\n${ZERO} ${A} refs/heads/new\n${A} ${ZERO} refs/heads/gone\n`),
  ).toEqual({
    refs: [
      { ref: 'refs/heads/main', tip: B, old: A },
      { ref: 'refs/heads/new', tip: A, old: undefined },
    ],
    deleted: ['refs/heads/gone'],
  });
  for (const line of ['x', `${A} ${B} refs/heads/x y`, `x${A} ${B} refs/heads/x`]) {
    expect(parsePreReceive(line)).toEqual({ strange: line });
  }
});
