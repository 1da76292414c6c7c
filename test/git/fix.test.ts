import { execFileSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fix } from '../../src/drawing/fix.ts';
import type { FixOptions, FixResult } from '../../src/drawing/fix.ts';
import { failure, checkRepo, told } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const B = 'BACKLOG.yaml';
const ITEMS = ['WRK-001 Retry limits', 'WRK-002 Colour output'];

async function fixed(repo: TestRepo, options: Partial<FixOptions> = {}): Promise<FixResult> {
  return fix({ cwd: repo.root, bases: [], history: false, allowLeap: false, dryRun: false, ...options });
}

function started(files: Files): TestRepo {
  const repo = createRepo();
  repo.commit('Start', files);
  return repo;
}

/** Each is a text with `@` in the place of the mark, or of the line to be added. */
const SHAPES: Readonly<Record<string, string>> = {
  'as the orchestrator writes it': backlog({ mark: '@', items: ITEMS }),
  CRLF: backlog({ mark: '@', items: ITEMS }).replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${backlog({ mark: '@', items: ITEMS })}`,
  'no final newline': backlog({ mark: '@', items: ITEMS }).trimEnd(),
  'the mark at the top': 'next_item_id: @\nitems:\n- id: WRK-002\n  title: "A"\n',
  'comments and blanks':
    '# top\nnext_item_id:   @   # the last one\n\nitems: # all\n  # first\n  - id: WRK-002\n    title: A\n\n# end\n',
  'flow style': '{next_item_id: @, items: [{id: WRK-002, title: A, "x": [1, 2]}]} # end\n',
  JSON: '{"items": [{"id": "WRK-002", "title": "A"}], "next_item_id": @}\n',
  'quoted keys': `"next_item_id": @\n'items':\n- "id": 'WRK-002'\n  title: é — 😀\n`,
  'unknown keys and another order':
    'x: {y: [z]}\nitems:\n- title: A\n  z: !!str 1\n  id: WRK-002\nnext_item_id: @\nlast: |\n  text\n\n',
};

describe('one scalar changes and not one byte else', () => {
  for (const [name, text] of Object.entries(SHAPES)) {
    test.each(['0', '-1'])(`${name}, from %s`, async (mark) => {
      const repo = started({ [B]: text.replace('@', mark) });
      const result = await fixed(repo);
      expect(repo.read(B)).toBe(text.replace('@', '2'));
      expect(result).toMatchObject({ path: B, changed: true, to: 2, leap: null });
      expect(told(result.report).filter((line) => line.includes('mark-'))).toEqual([]);
      const { mtimeNs, ino } = statSync(repo.path(B), { bigint: true });
      expect(await fixed(repo)).toMatchObject({ changed: false, from: 2, to: 2, diff: '', covered: [] });
      expect(statSync(repo.path(B), { bigint: true })).toMatchObject({ mtimeNs, ino });
    });
  }

  test.each([
    [
      'LF',
      `items:\n- id: WRK-002\n  title: A\nother: 1\n`,
      `items:\n- id: WRK-002\n  title: A\nnext_item_id: 2\nother: 1\n`,
    ],
    [
      'CRLF',
      `items:\r\n- id: WRK-002\r\n  title: A\r\n`,
      `items:\r\n- id: WRK-002\r\n  title: A\r\nnext_item_id: 2\r\n`,
    ],
    [
      'no final newline',
      `items:\n- id: WRK-002\n  title: A`,
      `items:\n- id: WRK-002\n  title: A\nnext_item_id: 2`,
    ],
    ['flow', `{items: [{id: WRK-002, title: A}]}`, `{items: [{id: WRK-002, title: A}], next_item_id: 2}`],
  ])('a missing one comes after items: %s', async (_name, before, after) => {
    const repo = started({ [B]: before });
    await fixed(repo);
    expect(repo.read(B)).toBe(after);
  });

  test('the mode stays, and the index is left alone', async () => {
    const repo = started({ [B]: backlog({ mark: 0, items: ITEMS }) });
    chmodSync(repo.path(B), 0o754);
    const staged = repo.git('ls-files', '-s');
    await fixed(repo);
    expect(statSync(repo.path(B)).mode & 0o777).toBe(0o754);
    expect(repo.git('ls-files', '-s')).toBe(staged);
  });
});

describe('the mark rises to whatever is known', () => {
  const LOW = backlog({ mark: 0, items: ITEMS });
  test.each<[string, (repo: TestRepo) => void, Partial<FixOptions>, number]>([
    ['an item', () => {}, {}, 2],
    ['an untracked directory', (repo) => repo.write({ [changeFile('WRK-005 A')]: '' }), {}, 5],
    [
      'an ignored directory',
      (repo) => repo.write({ [changeFile('WRK-005 A')]: '', '.gitignore': '*' }),
      {},
      5,
    ],
    ['a worklog entry', (repo) => repo.write({ '_worklog/1.md': worklog([{ item: 'WRK-006 A' }]) }), {}, 6],
    ['no directory of another kind', (repo) => repo.write({ 'changes/ABC-007_x/y': '' }), {}, 2],
    ['the index', (repo) => stageOnly(repo, backlog({ mark: 7, items: ITEMS })), {}, 7],
    ['HEAD', (repo) => headOnly(repo, backlog({ mark: 8, items: ITEMS })), {}, 8],
    ['MERGE_HEAD', merging, {}, 9],
    ['a base', (repo) => elsewhere(repo, 10), { bases: ['other'] }, 10],
    ['not a branch that nobody named', (repo) => elsewhere(repo, 10), {}, 2],
    ['every commit', (repo) => elsewhere(repo, 10), { history: true }, 10],
    ['what a lost HEAD had', (repo) => lost(repo), {}, 11],
  ])('%s', async (_name, arrange, options, to) => {
    const repo = started({ [B]: LOW });
    arrange(repo);
    repo.write({ [B]: LOW });
    expect(await fixed(repo, options)).toMatchObject({ from: 0, to });
    expect(repo.read(B)).toBe(backlog({ mark: to, items: ITEMS }));
  });

  function stageOnly(repo: TestRepo, text: string): void {
    repo.stage({ [B]: text });
  }
  function headOnly(repo: TestRepo, text: string): void {
    repo.commit('Higher', { [B]: text });
    repo.stage({ [B]: LOW });
  }
  function elsewhere(repo: TestRepo, mark: number): void {
    repo.branch('other');
    repo.commit('Other', { [B]: backlog({ mark, items: ITEMS }) });
    repo.checkout('main');
  }
  function merging(repo: TestRepo): void {
    elsewhere(repo, 9);
    repo.git('merge', '-q', '--no-commit', '--no-ff', 'other');
    repo.stage({ [B]: LOW });
  }
  function lost(repo: TestRepo): void {
    repo.commit('Higher', { [B]: backlog({ mark: 11, items: ITEMS }) });
    repo.commit('Lost', { [B]: null });
  }

  test('and never falls', async () => {
    const repo = started({ [B]: backlog({ mark: 40, items: ITEMS }) });
    expect(await fixed(repo)).toMatchObject({ changed: false, from: 40, to: 40 });
    repo.write({ [B]: backlog({ mark: '"77"', items: ITEMS }) });
    expect(await fixed(repo)).toMatchObject({ from: null, to: 77 });
  });
});

describe('a leap looks like a typo', () => {
  const LEAPING = backlog({ mark: 1, items: [...ITEMS, 'WRK-2000 Typo'] });

  test('so the mark stops below it', async () => {
    const repo = started({ [B]: backlog({ mark: 1, items: [] }) });
    repo.write({ [B]: LEAPING });
    const result = await fixed(repo);
    expect(result).toMatchObject({
      from: 1,
      to: 2,
      changed: true,
      leap: { key: 'WRK-2000', place: { path: B } },
    });
    expect(await fixed(repo)).toMatchObject({ changed: false, leap: { key: 'WRK-2000' } });
  });

  test('unless it is allowed', async () => {
    const repo = started({ [B]: LEAPING });
    expect(await fixed(repo, { allowLeap: true })).toMatchObject({ to: 2000, leap: null });
  });

  test('or configured', async () => {
    const repo = started({ [B]: LEAPING, '.tidemark.yaml': 'maxLeap: 5000\n' });
    expect(await fixed(repo)).toMatchObject({ to: 2000, leap: null });
  });
});

test('a dry run tells all and writes nothing', async () => {
  const repo = started({ [B]: backlog({ items: ITEMS }) });
  const text = backlog({ mark: 1, items: ITEMS });
  repo.write({ [B]: text });
  const result = await fixed(repo, { dryRun: true });
  expect(repo.read(B)).toBe(text);
  expect(result).toMatchObject({ from: 1, to: 2, changed: true });
  expect(result.diff).toContain(`--- a/${B}\n+++ b/${B}\n@@`);
  expect(result.diff).toContain('\n-next_item_id: 1\n+next_item_id: 2\n');
  expect(result.covered.map(({ rule }) => rule)).toEqual(['mark-regressed']);
  expect(told(result.report)).toEqual([]);
});

test('what the mark cannot repair is told', async () => {
  const repo = started({ [B]: backlog({ items: ITEMS }) });
  repo.write({ [B]: backlog({ mark: 0, items: [...ITEMS, 'WRK-002 Twice'] }) });
  const { changed, report } = await fixed(repo);
  expect(changed).toBe(true);
  expect(told(report)).toEqual(['error duplicate-id WRK-002']);
});

test('the command to stage it fits where the caller stands', async () => {
  const repo = started({ [B]: backlog({ mark: 0, items: ITEMS }), 'src/x': '' });
  expect((await fixed(repo)).stage).toBe('git add BACKLOG.yaml');
  const { stage } = await fixed(repo, { cwd: repo.path('src') });
  execFileSync('sh', ['-c', stage], { cwd: repo.path('src') });
  expect(repo.git('diff', '--cached', '--name-only')).toBe(B);
});

describe('what cannot be fixed is left alone', () => {
  test('an unreadable backlog', async () => {
    const repo = started({ [B]: backlog({ items: ITEMS }) });
    repo.write({ [B]: 'items: [\n' });
    const result = await fixed(repo);
    expect(result).toMatchObject({ path: B, changed: false, from: null, to: null });
    expect(told(result.report)).toEqual(['error backlog-unreadable']);
    expect(repo.read(B)).toBe('items: [\n');
  });

  test('a lost one', async () => {
    const repo = started({ [B]: backlog({ items: ITEMS }) });
    repo.write({ [B]: null });
    expect(told((await fixed(repo)).report)).toEqual(['error backlog-missing']);
  });

  test('one behind a link', async () => {
    const repo = started({ 'real/b.yaml': backlog({ mark: 0, items: ITEMS }) });
    repo.write({ [B]: { link: 'real/b.yaml' } });
    expect(await failure(fixed(repo))).toMatch(/^no-backlog: /u);
    expect(repo.read('real/b.yaml')).toContain('next_item_id: 0');
  });

  test('a repository that never had one, a bare one, an unknown base', async () => {
    expect(await failure(fixed(started({ x: '' })))).toMatch(/^no-backlog: /u);
    expect(await failure(fixed(started({ [B]: '' }).clone('--bare')))).toMatch(/^usage: /u);
    const repo = started({ [B]: backlog({ mark: 0, items: ITEMS }) });
    expect(await failure(fixed(repo, { bases: ['--all'] }))).toMatch(/^unknown-revision: "--all"/u);
  });
});

test('check is content afterwards with marks that were lowered, removed or reverted', async () => {
  for (const mark of [1, null, '"2"', '~']) {
    const repo = started({ [B]: backlog({ items: ITEMS }) });
    repo.commit('Spoil', { [B]: backlog({ mark, items: ITEMS }) });
    await fixed(repo, { bases: ['HEAD~1'] });
    repo.stage();
    expect(told(await checkRepo(repo, 'index'))).toEqual([]);
  }
});
