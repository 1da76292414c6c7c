import { describe, expect, test } from 'vitest';

import {
  isCommand,
  PLAIN_PROGRAMS,
  runnableCommand,
  runnableRemedy,
  runnableText,
} from '../../../../src/core/messages/runnable.ts';

const NPX = { tidemark: 'npx tidemark', git: 'git' };
const ELSEWHERE = { tidemark: 'tidemark -C ../one', git: 'git -C ../one' };

describe('a command', () => {
  test.each([
    ['tidemark fix', 'npx tidemark fix'],
    [
      'git add BACKLOG.yaml && tidemark renumber --stage',
      'git add BACKLOG.yaml && npx tidemark renumber --stage',
    ],
    ['(cd .. && tidemark fix) || tidemark check', '(cd .. && npx tidemark fix) || npx tidemark check'],
    ["git add -- ':/a && tidemark fix'", "git add -- ':/a && tidemark fix'"],
    [
      String.raw`git add 'it'\''s && tidemark fix' && tidemark fix`,
      String.raw`git add 'it'\''s && tidemark fix' && npx tidemark fix`,
    ],
    ['git log -- changes/tidemark fix', 'git log -- changes/tidemark fix'],
    ['tidemark', 'tidemark'],
  ])('%s', (written, printed) => {
    expect(runnableCommand(written, NPX)).toBe(printed);
    expect(runnableCommand(written, PLAIN_PROGRAMS)).toBe(written);
  });

  test('for another directory has it in each of its parts', () => {
    expect(runnableCommand('git add x && tidemark renumber', ELSEWHERE)).toBe(
      'git -C ../one add x && tidemark -C ../one renumber',
    );
  });

  test('on paths that count from the root is run there', () => {
    expect(runnableCommand('mv -n a/* b/ && git add a b', ELSEWHERE)).toBe(
      '(cd "$(git -C ../one rev-parse --show-toplevel)" && mv -n a/* b/ && git -C ../one add a b)',
    );
  });
});

describe('a text', () => {
  test.each([
    ['Run `tidemark fix`, then `git add x`.', 'Run `npx tidemark fix`, then `git add x`.'],
    ['tidemark fix is what helps', 'tidemark fix is what helps'],
    ['the tidemark `next_item_id`', 'the tidemark `next_item_id`'],
  ])('%s', (written, printed) => expect(runnableText(written, NPX)).toBe(printed));

  test('stays as it is where a name from the repository could end the quotes of the program', () => {
    const text = "`git add ':/x``tidemark $(evil)``y'`";
    expect(runnableText(text, { tidemark: "node '/it/bin.js'", git: 'git' })).toBe(text);
  });
});

test.each([
  ['tidemark fix', true, 'npx tidemark fix'],
  ["git diff -- ':/`tidemark fix`'", true, "git diff -- ':/`tidemark fix`'"],
  ['mv -n a/* b/ && tidemark fix', true, 'mv -n a/* b/ && npx tidemark fix'],
  [
    'remove it, or `tidemark check --format accept`',
    false,
    'remove it, or `npx tidemark check --format accept`',
  ],
  ['tidemarked by hand', false, 'tidemarked by hand'],
])('a remedy: %s', (written, command, printed) => {
  expect([isCommand(written), runnableRemedy(written, NPX)]).toEqual([command, printed]);
});
