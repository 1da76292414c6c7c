import { readFileSync } from 'node:fs';
import { env, execPath } from 'node:process';
import { delimiter } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, tidemark } from '../support/cli.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { createBegun, draw } from '../support/shared.ts';
import { backlog } from '../support/texts.ts';

const REACHING =
  /(?:^| )(?:push|fetch|pull|clone|ls-remote|fetch-pack|send-pack|archive --remote\S*|remote update)(?: |$)/u;

/** Every line that git was started with, by a command of Tidemark's. */
function linesOf(
  repo: TestRepo,
  words: readonly string[],
): { lines: readonly string[]; code: number | null } {
  const spy = openTestRepo(freshDirectory('spy'));
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  spy.write({
    git: {
      executable: `#!/bin/sh\nprintf '%s\\n' "$*" >> ${shellQuote(spy.path('log'))}\nexec ${shellQuote(real)} "$@"\n`,
    },
    log: '',
  });
  const { status } = spawnSync(execPath, [BIN, ...words], {
    cwd: repo.root,
    input: '',
    encoding: 'utf8',
    env: { ...env, PATH: `${spy.root}${delimiter}${env['PATH']}` },
  });
  return { lines: readFileSync(spy.path('log'), 'utf8').split('\n'), code: status };
}

function reaching(repo: TestRepo, ...words: string[]): readonly string[] {
  const { lines, code } = linesOf(repo, words);
  expect({ words, code }).toEqual({ words, code: expect.toBeOneOf([0, 1, 2, 3]) });
  return lines.flatMap((line) => REACHING.exec(line)?.[0].trim() ?? []);
}

const QUIET: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--staged'],
  ['check', '--rev', 'HEAD'],
  ['check', '--ci', '--base', 'HEAD~1'],
  ['check', '--each', 'HEAD~1..HEAD'],
  ['fix', '--history'],
  ['renumber', '--dry-run'],
  ['resolve'],
  ['next'],
  ['next', '--shared'],
  ['next', '--ledger', 'adr'],
  ['next', '--drawn'],
  ['next', '--take', '--local'],
  ['next', '--take', '--local', '--ledger', 'adr'],
  ['add', 'New', '--dry-run'],
  ['add', 'New', '--local'],
  ['archive', 'WRK-001', '--force'],
  ['radar'],
  ['trace', 'WRK-001'],
  ['audit'],
  ['explain'],
  ['install'],
  ['hook', 'pre-commit'],
  ['hook', 'post-merge'],
  ['hook', 'pre-push', 'origin', 'x'],
  ['uninstall'],
];

test('nothing but drawing shared numbers reaches a network, also where they are shared', () => {
  const { first } = createBegun({
    '.tidemark.yaml': 'shared: origin\nledgers:\n- kind: adr\n  path: docs/adr\n',
    'docs/adr/0001-use-postgres.md': '# 1. Use Postgres\n',
  });
  draw(first);
  first.commit('More', {
    'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 X'] }),
  });
  expect(QUIET.map((words) => [words.join(' '), reaching(first, ...words)])).toEqual(
    QUIET.map((words) => [words.join(' '), []]),
  );
}, 300_000);

test('a draw is one push, a lost one is a fetch and another push, and within a block there is neither', () => {
  const { first, another } = createBegun({ '.tidemark.yaml': 'shared: origin\nblock: 3\n' });
  const second = another();
  expect(reaching(first, 'next', '--take')).toEqual(['push']);
  expect(reaching(first, 'add', 'One')).toEqual([]);
  expect(reaching(first, 'next', '--take')).toEqual([]);
  expect(reaching(second, 'next', '--take')).toEqual(['fetch', 'push']);
  expect(reaching(first, 'add', 'Two')).toEqual(['push', 'fetch', 'push']);
  expect(draw(second)).toBe('WRK-007');
});

test('several at once are one push, too', () => {
  const { first } = createBegun();
  first.write({ 'list.json': JSON.stringify(Array.from({ length: 30 }, (_, at) => `Item ${at}`)) });
  expect(reaching(first, 'ingest', 'list.json')).toEqual(['push']);
  expect(tidemark(first.root, ['check'])).toMatchObject({ code: 0 });
  expect(first.read('BACKLOG.yaml')).toContain('id: WRK-032');
});

test('without a remote that is named nothing is asked', () => {
  const { first } = createBegun({ '.tidemark.yaml': 'maxLeap: 1000\n' });
  for (const words of [['next', '--take'], ['add', 'One'], ['doctor']])
    expect([words, reaching(first, ...words)]).toEqual([words, []]);
});
