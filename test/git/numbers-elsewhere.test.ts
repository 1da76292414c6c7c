import { describe, expect, test } from 'vitest';
import { add } from '../../src/drawing/add.ts';
import { fix } from '../../src/drawing/fix.ts';
import { next } from '../../src/drawing/next.ts';
import { renumber } from '../../src/renumbering/renumber.ts';
import { told, verdict } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const B = 'BACKLOG.yaml';
const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Colour output';
const text = (mark: number | null, ...items: string[]) => backlog({ mark, items });

async function nextOf(repo: Pick<TestRepo, 'root'>): Promise<string> {
  return (await next({ cwd: repo.root }, { take: false })).id;
}

/** A clone of a repository whose branch `topic` has what is given, and whose main has two items. */
function cloned(topic: string, ...options: string[]): TestRepo {
  const origin = createRepo();
  origin.commit('Start', { [B]: text(2, ONE, TWO) });
  origin.branch('topic');
  origin.commit('Draw', { [B]: topic });
  origin.checkout('main');
  return origin.clone(...options);
}

describe('what a branch of a remote has is taken', () => {
  test.each<[string, string, string]>([
    ['its mark', text(7, ONE, TWO), 'WRK-008'],
    ['an item above its mark', text(2, ONE, 'WRK-009 New'), 'WRK-010'],
    ['an item of one without a mark', text(null, ONE, 'WRK-009 New'), 'WRK-010'],
    ['nothing higher', text(2, ONE), 'WRK-003'],
    ['no backlog', 'tasks: [', 'WRK-003'],
  ])('%s', async (_, topic, id) => {
    const repo = cloned(topic);
    expect(await nextOf(repo)).toBe(id);
    const { items } = await add({ cwd: repo.root }, [{ title: 'Mine' }], { dryRun: false });
    expect(items).toMatchObject([{ id }]);
    expect(await verdict(repo, 'worktree')).toEqual([]);
  });

  test('also where the local main is behind, and with a detached HEAD', async () => {
    const repo = cloned(text(2, ONE, TWO));
    const origin = repo.git('remote', 'get-url', 'origin').replace('file://', '');
    repo.git('-C', origin, 'checkout', '-q', 'main');
    repo.git('-C', origin, 'merge', '-q', 'topic');
    const ahead = repo.clone();
    ahead.commit('Draw', { [B]: text(5, ONE, TWO) });
    repo.git('remote', 'add', 'ahead', ahead.root);
    repo.git('fetch', '-q', 'ahead');
    expect(await nextOf(repo)).toBe('WRK-006');
    repo.git('checkout', '-q', '--detach', 'HEAD');
    expect(await nextOf(repo)).toBe('WRK-006');
  });

  test('but not one that leaps', async () => {
    const { id, notices } = await next({ cwd: cloned(text(20_240_101, ONE)).root }, { take: false });
    expect(id).toBe('WRK-003');
    expect(notices).toEqual([
      'The number 20240101 of another branch or worktree leaps, and was not counted.',
    ]);
  });

  test('by renumber, too', async () => {
    const repo = cloned(text(7, ONE, TWO));
    repo.write({ [B]: text(2, ONE, TWO, 'WRK-002 Another') });
    const options = { ids: [], dryRun: false, stage: false, force: true };
    const { renumberings } = await renumber({ cwd: repo.root, ...options });
    expect(renumberings.map(({ parts }) => parts.map(({ name }) => name))).toEqual([['WRK-008']]);
  });

  test('and what another worktree has on disk', async () => {
    const repo = cloned(text(2, ONE));
    repo.git('worktree', 'add', '-q', '--detach', '../beside-remote');
    repo.write({ '../beside-remote/BACKLOG.yaml': text(2, ONE, 'WRK-006 Typed') });
    expect(await nextOf(repo)).toBe('WRK-007');
  });
});

/** A backlog without a mark, whose second item was taken out without a trace. */
function unmarked(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { [B]: text(null, ONE, TWO, 'WRK-005 Gone') });
  repo.commit('Drop', { [B]: text(null, ONE, TWO) });
  return repo;
}

describe('where no mark is known, all that git knows counts', () => {
  test('for next and add', async () => {
    const repo = unmarked();
    expect(await nextOf(repo)).toBe('WRK-006');
    const { items, mark } = await add({ cwd: repo.root }, [{ title: 'New' }], { dryRun: false });
    expect({ ids: items.map(({ id }) => id), mark }).toEqual({ ids: ['WRK-006'], mark: 6 });
    repo.commit('New');
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('for fix, so that an adopted backlog never gives it again', async () => {
    const repo = unmarked();
    expect(await verdict(repo, 'rev HEAD')).toEqual(['inherited mark-missing']);
    const options = { cwd: repo.root, bases: [], history: false, allowLeap: false, dryRun: false };
    expect(await fix(options)).toMatchObject({ from: null, to: 5, changed: true });
    repo.commit('Mark');
    const { items } = await add({ cwd: repo.root }, [{ title: 'New' }], { dryRun: false });
    expect(items).toMatchObject([{ id: 'WRK-006' }]);
  });

  test('on every branch, as far as it was fetched', async () => {
    const repo = unmarked();
    repo.branch('other');
    repo.commit('Draw', { [B]: text(null, ONE, TWO, 'WRK-008 There') });
    repo.commit('Drop', { [B]: text(null, ONE, TWO) });
    repo.checkout('main');
    expect(await nextOf(repo)).toBe('WRK-009');
    expect(await nextOf(repo.clone())).toBe('WRK-009');
  });

  test('under another prefix, too, which is not the one to use', async () => {
    const repo = createRepo();
    repo.commit('Start', { [B]: text(null, 'OLD-009 Gone', ONE) });
    repo.commit('Drop', { [B]: text(null, ONE) });
    expect(await nextOf(repo)).toBe('WRK-010');
  });

  test('a clone that was cut says what it cannot know', async () => {
    const repo = unmarked().clone('--depth=1');
    const { id, notices } = await next({ cwd: repo.root }, { take: false });
    expect(id).toBe('WRK-003');
    expect(notices.join()).toContain('This clone lacks part of its history');
    const options = { cwd: repo.root, bases: [], history: false, allowLeap: false, dryRun: false };
    repo.write({ [B]: text(null, ONE, TWO, 'WRK-003 New') });
    expect(await fix(options)).toMatchObject({ to: 3, notices: [expect.stringContaining('lacks part')] });
  });

  test('and with a mark nobody looks there', async () => {
    const repo = unmarked();
    repo.commit('Mark', { [B]: text(2, ONE, TWO) });
    expect(await nextOf(repo)).toBe('WRK-003');
  });
});

describe('a backlog without a mark', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['is worth a warning', {}, 'warning mark-missing'],
    [
      'whose next number is that of an entry is an error',
      { '_worklog/1.md': worklog([{ item: 'WRK-003 Gone' }]) },
      'error mark-missing',
    ],
    [
      'whose next number is that of a directory is an error',
      { [changeFile('WRK-003 Gone')]: '# Gone\n' },
      'error mark-missing',
    ],
  ])('%s, and fix is the way out', async (_, files, expected) => {
    const repo = createRepo();
    repo.commit('Start', { 'README.md': '# Mine\n' });
    repo.stage({ [B]: text(null, ONE, TWO), ...files });
    expect(await verdict(repo, 'index')).toEqual([expected]);
    const options = { cwd: repo.root, bases: [], history: false, allowLeap: false, dryRun: false };
    expect(told((await fix(options)).report)).toEqual([]);
  });
});
