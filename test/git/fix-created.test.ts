import { describe, expect, test } from 'vitest';
import { fix } from '../../src/drawing/fix.ts';
import type { FixOptions, FixResult } from '../../src/drawing/fix.ts';
import { failure, told, verdict } from '../support/check.ts';
import { useDriver } from '../support/collision.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const B = 'BACKLOG.yaml';
const [ONE, TWO, THREE] = ['Keyboard shortcuts', 'Dark mode', 'Export'];

/** A backlog of somebody's own: each item an ID, a title, and maybe more lines. */
function theirs(...items: readonly (readonly [id: string, title: string, ...rest: string[]])[]): string {
  const blocks = items.map(([id, title, ...rest]) =>
    [`- id: ${id}`, `  title: ${title}`, '  status: todo', ...rest.map((line) => `  ${line}`)].join('\n'),
  );
  const numbers = items.map(([id]) => Number(id.split('-')[1]));
  return `items:\n${blocks.join('\n')}\nnext_item_id: ${Math.max(0, ...numbers)}\n`;
}

async function dated(repo: TestRepo, options: Partial<FixOptions> = {}): Promise<FixResult> {
  const usual = { bases: [], history: false, allowLeap: false, dryRun: false, created: true };
  return fix({ cwd: repo.root, ...usual, ...options });
}

function createdIn(repo: TestRepo): readonly (string | undefined)[] {
  return repo
    .read(B)
    .split(/^- /mu)
    .slice(1)
    .map((item) => /created: (.*)/u.exec(item)?.[1]);
}

/** When a commit was written, in whole seconds. */
function authored(repo: TestRepo, commit: string): string {
  return repo.git('log', '-1', '--format=%aI', commit).slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
}

test('each item gets the moment of the commit that brought it, and nothing else changes', async () => {
  const repo = createRepo();
  const first = repo.commit('First', { [B]: theirs(['FE-1', ONE]) });
  const second = repo.commit('Second', { [B]: theirs(['FE-1', ONE], ['FE-2', TWO]) });
  repo.commit('Retitled', { [B]: theirs(['FE-1', 'Shortcuts of the keyboard'], ['FE-2', TWO]) });
  repo.commit('Other', { 'README.md': '# Mine\n' });
  const before = repo.read(B);
  const result = await dated(repo);
  const [one = '', two = ''] = createdIn(repo);
  expect(one).toMatch(new RegExp(String.raw`^${authored(repo, first)}\.\d{9}\+00:00$`, 'u'));
  expect(two).toMatch(new RegExp(String.raw`^${authored(repo, second)}\.\d{9}\+00:00$`, 'u'));
  expect(repo.read(B).replaceAll(/ {2}created: .*\n/gu, '')).toBe(before);
  expect(result).toMatchObject({
    changed: true,
    from: 2,
    to: 2,
    dated: [
      { id: 'FE-1', created: one },
      { id: 'FE-2', created: two },
    ],
  });
  expect(told(result.report)).toEqual([]);
  expect(await dated(repo)).toMatchObject({ changed: false, dated: [], diff: '' });
});

test('a dry run writes nothing, and shows the same', async () => {
  const repo = createRepo();
  repo.commit('First', { [B]: theirs(['FE-1', ONE]) });
  const { diff, dated: given } = await dated(repo, { dryRun: true });
  expect(repo.git('status', '--porcelain')).toBe('');
  const [item] = given ?? [];
  expect(diff).toContain(`\n+  created: ${item?.created}\n`);
  await dated(repo);
  expect(createdIn(repo)).toEqual([item?.created]);
});

test('every clone and branch works out the same, and so do a rebase and a cherry-pick', async () => {
  const repo = createRepo();
  repo.commit('Start', { [B]: theirs(['FE-1', ONE]) });
  repo.branch('topic');
  repo.commit('Topic', { [B]: theirs(['FE-1', ONE], ['FE-2', TWO]) });
  repo.checkout('main');
  repo.commit('Main', { 'README.md': '# Mine\n' });
  const clone = repo.clone();
  clone.git('cherry-pick', 'origin/topic');
  await dated(clone);
  repo.checkout('topic');
  await dated(repo);
  expect(createdIn(clone)).toEqual(createdIn(repo));
});

test('two things that one second brought under one ID get two moments', async () => {
  const at = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  const moments = await Promise.all(
    [ONE, TWO].map(async (title) => {
      const repo = createRepo();
      repo.stage({ [B]: theirs(['FE-1', title]) });
      repo.tryGit(['commit', '-qm', 'First'], at);
      await dated(repo);
      return createdIn(repo)[0];
    }),
  );
  expect(new Set(moments.map((moment) => moment?.slice(0, 19)))).toEqual(new Set(['2026-01-01T00:00:00']));
  expect(new Set(moments).size).toBe(2);
});

test('what is not committed came now', async () => {
  const repo = createRepo();
  repo.commit('First', { [B]: theirs(['FE-1', ONE]) });
  repo.write({ [B]: theirs(['FE-1', ONE], ['FE-2', TWO]) });
  await dated(repo);
  const [, two = ''] = createdIn(repo);
  expect(Math.abs(Date.parse(two) - Date.now())).toBeLessThan(60_000);
});

test('also before the first commit', async () => {
  const repo = createRepo();
  repo.write({ [B]: theirs(['FE-1', ONE]) });
  await dated(repo);
  expect(createdIn(repo)).toEqual([expect.any(String)]);
});

test('what a person wrote stays, and the mark is raised as ever', async () => {
  const repo = createRepo();
  const text = theirs(['FE-1', ONE, 'created: 2026-01-01'], ['FE-2', TWO, 'created: 2026-01-01T10:00:00.5Z']);
  repo.commit('First', { [B]: text.replace('next_item_id: 2\n', '') });
  expect(await dated(repo)).toMatchObject({ from: null, to: 2, dated: [] });
  expect(repo.read(B)).toBe(text);
});

test.each([
  ['without being asked nothing is dated', { created: false }],
  ['without being asked nothing is dated, by default', { created: undefined }],
])('%s', async (_, options) => {
  const repo = createRepo();
  repo.commit('First', { [B]: theirs(['FE-1', ONE]) });
  expect(await dated(repo, options)).toMatchObject({ changed: false, dated: null });
});

test('a clone that was cut does not know which commit that was', async () => {
  const repo = createRepo();
  repo.commit('First', { [B]: theirs(['FE-1', ONE]) });
  repo.commit('Second', { [B]: theirs(['FE-1', ONE], ['FE-2', TWO]) });
  const clone = repo.clone('--depth=1');
  clone.write({ [B]: theirs(['FE-1', ONE], ['FE-2', TWO], ['FE-3', THREE]) });
  expect(await failure(dated(clone))).toBe(
    'history-missing: This clone is shallow, so it is unknown which commits introduced the items.',
  );
});

describe('an item that got its created later is the item that it was', () => {
  /** Main dates its items while a branch retitles one and adds another. */
  async function parted(driver: boolean): Promise<TestRepo> {
    const repo = createRepo();
    if (driver) useDriver(repo);
    repo.commit('Start', { [B]: theirs(['FE-1', ONE], ['FE-2', TWO, 'owner: kim', 'points: 3']) });
    repo.branch('topic');
    repo.commit('Topic', {
      [B]: theirs(['FE-1', ONE], ['FE-2', 'Dark mode and light', 'owner: kim', 'points: 3'], ['FE-3', THREE]),
    });
    repo.checkout('main');
    await dated(repo);
    repo.commit('Date them');
    return repo;
  }

  test('in the commit that dates them', async () => {
    expect(await verdict(await parted(false), 'rev HEAD')).toEqual([]);
  });

  test('in a merge with a branch that knows nothing of it', async () => {
    const repo = await parted(true);
    repo.git('merge', '-q', '--no-edit', 'topic');
    expect(repo.read(B)).toContain('title: Dark mode and light\n');
    expect(createdIn(repo).map(Boolean)).toEqual([true, true, false]);
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('in a merge of two branches that dated them both', async () => {
    const repo = await parted(true);
    repo.checkout('topic');
    await dated(repo);
    repo.commit('Date them here');
    repo.checkout('main');
    repo.git('merge', '-q', '--no-edit', 'topic');
    expect(createdIn(repo).map(Boolean)).toEqual([true, true, true]);
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    expect(await dated(repo)).toMatchObject({ changed: false });
  });

  test('and a reuse is found all the better', async () => {
    const repo = await parted(false);
    const text = repo.read(B).replace(/title: Dark mode\n/u, 'title: Something else\n');
    repo.write({
      [B]: text.replace(/created: .*(?=\nnext)/u, 'created: 2026-03-02T10:00:00.123456789+00:00'),
    });
    expect(await verdict(repo, 'worktree')).toEqual(['error id-reused FE-002']);
  });
});
