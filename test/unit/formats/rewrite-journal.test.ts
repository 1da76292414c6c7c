import { expect, test } from 'vitest';

import { formatJournal, parseJournal } from '../../../src/formats/rewrite-journal.ts';
import type { JournalStep } from '../../../src/formats/rewrite-journal.ts';

const parse = (text: string) => parseJournal(Buffer.from(text));
const move = (from: string) => ({ version: 1, steps: [{ kind: 'move', from, to: 'b' }] });

test('what was about to be done is read as it was', () => {
  const steps: readonly JournalStep[] = [
    { kind: 'write', path: 'a "b"\n.md', before: Buffer.from([0, 255, 10]), after: Buffer.alloc(0) },
    { kind: 'create', path: 'c', after: Buffer.from('x') },
    { kind: 'move', from: 'changes/.gitkeep', to: 'changes/..x/ü' },
  ];
  expect(parse(formatJournal(steps))).toEqual(steps);
  expect(parse(formatJournal([]))).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['half of it', '{"version":1,'],
  ['something else', '[]'],
  ['a later version', '{"version":2,"steps":[]}'],
  ['an unknown step', '{"version":1,"steps":[{"kind":"run"}]}'],
  ['bytes that are none', '{"version":1,"steps":[{"kind":"write","path":"a","before":"?","after":""}]}'],
])('%s is no journal', (_name, text) => {
  expect(parse(text)).toBeUndefined();
});

test.each(['', '/etc/passwd', '../a', 'a/../../b', 'a//b', './a', '.git/hooks', 'a/.GIT/config', '.git'])(
  'no step leads to %j',
  (path) => {
    expect(parse(JSON.stringify(move(path)))).toBeUndefined();
  },
);
