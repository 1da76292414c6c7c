import { readdirSync, readFileSync } from 'node:fs';
import { env, execPath } from 'node:process';
import { delimiter } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { COMMANDS } from '../../src/cli/registry.ts';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, inProcess } from '../support/cli.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { createBegun, draw, REF } from '../support/shared.ts';
import { backlog } from '../support/texts.ts';

const REACHING =
  /(?:^| )(?:push|fetch|pull|clone|ls-remote|fetch-pack|send-pack|archive --remote\S*|remote update)(?: |$)/u;

/** Every line that git was started with, by a command of Tidemark's. */
function linesOf(
  repo: TestRepo,
  words: readonly string[],
  machine: string,
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
    env: { ...env, PATH: `${spy.root}${delimiter}${env['PATH']}`, TMPDIR: machine },
  });
  return { lines: readFileSync(spy.path('log'), 'utf8').split('\n'), code: status };
}

function reaching(repo: TestRepo, ...words: string[]): readonly string[] {
  return reachingFrom(env['TMPDIR'] ?? '', repo, ...words);
}

/** What machine a clone is on is known by the directory for temporary files. */
function reachingFrom(machine: string, repo: TestRepo, ...words: string[]): readonly string[] {
  const { lines, code } = linesOf(repo, words, machine);
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
  ['ingest', 'list.json', '--local'],
  ['radar'],
  ['trace', 'WRK-001'],
  ['audit'],
  ['explain'],
  ['completion', 'bash'],
  ['init', '--dry-run'],
  ['demo'],
  ['merge-driver', 'BACKLOG.yaml', 'BACKLOG.yaml', 'BACKLOG.yaml', '7', 'BACKLOG.yaml'],
  ['install'],
  ['hook', 'pre-commit'],
  ['hook', 'post-merge'],
  ['hook', 'pre-push', 'origin', 'x'],
  ['uninstall'],
];

test('nothing but taking shared numbers reaches a network, also where they are shared', async () => {
  const tried = QUIET.map(([name]) => name);
  const others = COMMANDS.map(({ name }) => name).filter((name) => !tried.includes(name));
  expect(others.toSorted()).toEqual(['doctor', 'shared']);
  const { first } = createBegun({
    '.tidemark.yaml': 'shared: origin\nledgers:\n- kind: adr\n  path: docs/adr\n',
    'docs/adr/0001-use-postgres.md': '# 1. Use Postgres\n',
  });
  await draw(first);
  first.commit('More', {
    'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 X'] }),
  });
  first.write({ 'list.json': '["One more"]' });
  expect(QUIET.map((words) => [words.join(' '), reaching(first, ...words)])).toEqual(
    QUIET.map((words) => [words.join(' '), []]),
  );
}, 300_000);

test('taking a number is one push, after a lost race a fetch and another push, and within a block neither', async () => {
  const { first, another } = createBegun({ '.tidemark.yaml': 'shared: origin\nblock: 3\n' });
  const second = another();
  const [here, there] = [freshDirectory('here'), freshDirectory('there')];
  expect(reachingFrom(here, first, 'next', '--take')).toEqual(['push']);
  expect(reachingFrom(here, first, 'add', 'One')).toEqual([]);
  expect(reachingFrom(here, first, 'next', '--take')).toEqual([]);
  expect(reachingFrom(there, second, 'next', '--take')).toEqual(['fetch', 'push']);
  expect(reachingFrom(here, first, 'add', 'Two')).toEqual(['push', 'fetch', 'push']);
  expect(await draw(second)).toBe('WRK-007');
});

test('what one clone of a machine has seen the others need not ask for', () => {
  const { first, another } = createBegun();
  const [second, third] = [another(), another()];
  const machine = freshDirectory('machine');
  const taking = (repo: TestRepo, title: string): readonly string[] =>
    reachingFrom(machine, repo, 'next', '--take', '--title', title);
  expect(taking(first, 'One')).toEqual(['push']);
  expect([taking(second, 'Two'), taking(first, 'Three'), taking(third, 'Four')]).toEqual([
    ['push'],
    ['push'],
    ['push'],
  ]);
  const noted = readFileSync(first.path('.git/tidemark/shared/origin/draws'), 'utf8');
  expect(noted).toBe('backlog 4 4 Two\n');
});

test('a clone that has seen less than the others remember reads the rest', async () => {
  const { first, another } = createBegun();
  const [far, second, machine] = [another(), another(), freshDirectory('machine')];
  for (const title of ['One', 'Two']) await draw(far, '--title', title);
  const taking = (repo: TestRepo, title: string): readonly string[] =>
    reachingFrom(machine, repo, 'next', '--take', '--title', title);
  expect(taking(second, 'Three')).toEqual(['fetch', 'push']);
  expect(taking(first, 'Four')).toEqual(['push', 'fetch', 'push']);
  const noted = readFileSync(first.path('.git/tidemark/shared/origin/draws'), 'utf8');
  expect(noted.split('\n')).toEqual(['backlog 5 5 Three', 'backlog 4 4 Two', 'backlog 3 3 One', '']);
});

test('what was kept for other clones is not trusted', () => {
  const { server, first, another } = createBegun();
  const machine = freshDirectory('machine');
  reachingFrom(machine, first, 'next', '--take');
  const kept = openTestRepo(machine);
  const [path = ''] = readdirSync(machine, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('/recent'),
  );
  const text = kept.read(path);
  for (const spoiled of [
    '',
    'x',
    text.slice(0, -20),
    text.replace('counter backlog 3', 'counter backlog 9'),
  ]) {
    kept.write({ [path]: spoiled });
    expect(reachingFrom(machine, another(), 'next', '--take')).toEqual(['fetch', 'push']);
  }
  // One that is true, and no longer the last, costs a lost race.
  kept.write({ [path]: text });
  expect(reachingFrom(machine, another(), 'next', '--take')).toEqual(['push', 'fetch', 'push']);
  const numbers = server.git('log', '--format=%s', REF).split('\n');
  expect(numbers).toEqual([8, 7, 6, 5, 4, 3].map((number) => `backlog ${number}`).concat('Set the counters'));
});

test('several at once are one push, too', async () => {
  const { first } = createBegun();
  first.write({ 'list.json': JSON.stringify(Array.from({ length: 30 }, (_, at) => `Item ${at}`)) });
  expect(reaching(first, 'ingest', 'list.json')).toEqual(['push']);
  expect(await inProcess(first.root, ['check'])).toMatchObject({ code: 0 });
  expect(first.read('BACKLOG.yaml')).toContain('id: WRK-032');
});

test('without a remote that is named nothing is asked', () => {
  const { first } = createBegun({ '.tidemark.yaml': 'maxLeap: 1000\n' });
  for (const words of [['next', '--take'], ['add', 'One'], ['doctor']])
    expect([words, reaching(first, ...words)]).toEqual([words, []]);
});
