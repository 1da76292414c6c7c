import { describe, expect, test } from 'vitest';
import { checkRepo, told, verdict } from '../support/check.ts';
import { DRAWN_TWICE } from '../support/older-git.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf, type State } from '../support/state.ts';

const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Colour output';
const MINE = 'WRK-003 Dark mode';
const THEIRS = 'WRK-003 Quiet mode';
const REUSED = ['error id-reused WRK-003'];

/** `main` and `side`, each with commits of its own since the fork. */
function diverged(
  ours: readonly State[],
  theirs: readonly State[],
  fork: State = { items: [ONE, TWO] },
): TestRepo {
  const repo = createRepo();
  commitState(repo, 'Start', fork);
  repo.branch('side');
  theirs.forEach((state, index) => commitState(repo, `Theirs ${index}`, state));
  repo.checkout('main');
  ours.forEach((state, index) => commitState(repo, `Ours ${index}`, state));
  return repo;
}

/** The same verdict on the commit, on the index before it, and in CI. */
async function everywhere(repo: TestRepo, merged: State): Promise<readonly string[]> {
  repo.tryGit(['merge', '-q', '--no-commit', '--no-ff', 'side']);
  repo.stage(filesOf(merged));
  const index = await verdict(repo, 'index');
  const commit = repo.commit('Merge side');
  expect(await verdict(repo, `rev ${commit}`)).toEqual(index);
  expect(await verdict(repo, `rev ${commit}^2 --base ${commit}^1`)).toEqual(index);
  return index;
}

describe('two branches that draw the same number', () => {
  const ours = { items: [ONE, TWO, MINE] };
  const theirs = { items: [ONE, TWO, THEIRS] };

  test('and keep both items', async () => {
    const repo = diverged([ours], [theirs]);
    const merge = repo.merge('side', filesOf({ items: [ONE, TWO, MINE, THEIRS] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error duplicate-id WRK-003']);
  });

  test('and git merges them cleanly: each inserts elsewhere', async () => {
    const repo = diverged([{ items: [MINE, ONE, TWO] }], [{ items: [ONE, THEIRS, TWO] }]);
    const merge = repo.merge('side');
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error duplicate-id WRK-003']);
    expect(await verdict(repo, `rev ${merge}^2 --base ${merge}^1`)).toEqual([`error ${DRAWN_TWICE} WRK-003`]);
  });

  test.each([
    ['ours', ours],
    ['theirs', theirs],
    ['neither', { mark: 3, items: [ONE, TWO] }],
  ])('and the merge keeps %s', async (_name, merged) => {
    expect(await everywhere(diverged([ours], [theirs]), merged)).toEqual(REUSED);
  });

  test('of which one is archived on its side: items and mark look perfect', async () => {
    const archived = { mark: 3, items: [ONE, TWO], entries: [{ item: MINE, outcome: 'done' }] } as const;
    const merged = { ...archived, items: [ONE, TWO, THEIRS] };
    expect(await everywhere(diverged([ours, archived], [theirs]), merged)).toEqual(REUSED);
  });

  test('of which one is archived without an entry', async () => {
    const archived = { mark: 3, items: [ONE, TWO] };
    expect(await everywhere(diverged([ours, archived], [theirs]), theirs)).toEqual(REUSED);
  });

  test('and both archive theirs', async () => {
    const archived = { mark: 3, items: [ONE, TWO] };
    expect(await everywhere(diverged([ours, archived], [theirs, archived]), archived)).toEqual(REUSED);
  });

  test('one for an item, one for a directory', async () => {
    const repo = diverged([ours], [{ items: [ONE, TWO], dirs: [THEIRS] }]);
    const merge = repo.merge('side');
    expect(await verdict(repo, `rev ${merge}`)).toEqual(REUSED);
  });

  test('for one and the same thing: nobody can tell two people by a title', async () => {
    const twin = { id: 'WRK-003', title: 'Dark mode', created: '2026-02-03T04:05:06.789012345+00:00' };
    const repo = diverged([ours], [{ items: [ONE, TWO, twin] }]);
    expect(await everywhere(repo, ours)).toEqual(REUSED);
  });

  test('by hand, on one day', async () => {
    const day = (title: string) => ({
      items: [ONE, TWO, { id: 'WRK-003', title, created: '2026-02-03T00:00:00Z' }],
    });
    const repo = diverged([day('Dark mode')], [day('Quiet mode')]);
    expect(await everywhere(repo, day('Dark mode'))).toEqual(REUSED);
  });

  test('it names both, and where each was seen', async () => {
    const repo = diverged([ours, { mark: 3, items: [ONE, TWO] }], [theirs]);
    const [finding] = (await checkRepo(repo, `rev ${repo.merge('side', filesOf(theirs))}`)).findings;
    expect(finding?.message).toMatch(/“Dark mode” \(BACKLOG.yaml:\d+ in [0-9a-f]{7,10}\).*“Quiet mode”/u);
    expect(finding?.related.map(({ line }) => line)).toEqual([15, 15]);
  });
});

describe('what two branches may well share', () => {
  test('an item that was picked over to the other branch, and retitled there', async () => {
    const created = '2026-02-03T04:05:06.789012345+00:00';
    const item = (title: string) => ({ items: [ONE, TWO, { id: 'WRK-003', title, created }] });
    const repo = diverged([item('Dark mode'), item('Darker mode')], [item('Dark mode')]);
    const merge = repo.merge('side', filesOf(item('Darker mode')));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
  });

  test('an item on one side and its directory on the other', async () => {
    const repo = diverged([{ items: [ONE, TWO, MINE] }], [{ items: [ONE, TWO], dirs: [MINE] }]);
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual([]);
  });

  test('an item of the fork that both retitle', async () => {
    const created = '2026-01-01T00:00:00Z';
    const item = (title: string) => ({ items: [ONE, { id: 'WRK-002', title, created }] });
    const repo = diverged([item('Colours')], [item('No colours')], item('Colour output'));
    const merge = repo.merge('side', filesOf(item('Colours')));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
  });
});

describe('a criss-cross', () => {
  /** Both branches merge the other’s first commit, so there are two merge bases. */
  function crissCross(): TestRepo {
    const repo = diverged([{ items: [ONE, TWO, MINE] }], [{ items: [ONE, TWO], dirs: [ONE] }]);
    const [ours, theirs] = [repo.head('main'), repo.head('side')];
    repo.merge(theirs);
    repo.checkout('side');
    repo.merge(ours);
    return repo;
  }

  test('of one draw is innocent', async () => {
    const repo = crissCross();
    commitState(repo, 'Draw 4', { items: [ONE, TWO, MINE, 'WRK-004 Tabs'], dirs: [ONE] });
    repo.checkout('main');
    commitState(repo, 'Log', { items: [ONE, TWO, MINE], dirs: [ONE], entries: [{ item: MINE }] });
    expect(repo.git('merge-base', '--all', 'main', 'side').split('\n')).toHaveLength(2);
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual([]);
  });

  test('of two draws is found', async () => {
    const repo = crissCross();
    commitState(repo, 'Draw 4', { items: [ONE, TWO, MINE, 'WRK-004 Tabs'], dirs: [ONE] });
    repo.checkout('main');
    commitState(repo, 'Draw 4, too', { items: [ONE, TWO, MINE, 'WRK-004 Spaces'], dirs: [ONE] });
    const merge = repo.merge('side', filesOf({ items: [ONE, TWO, MINE, 'WRK-004 Tabs'] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error id-reused WRK-004']);
  });

  test('of a draw that was retitled on one side, by hand', async () => {
    const day = (title: string) => ({ id: 'WRK-003', title, created: '2026-02-03' });
    const repo = diverged([{ items: [ONE, TWO, day('Dark mode')] }], [{ items: [ONE, TWO], dirs: [ONE] }]);
    const [ours, theirs] = [repo.head('main'), repo.head('side')];
    repo.merge(theirs);
    repo.checkout('side');
    repo.merge(ours);
    commitState(repo, 'Retitle', { items: [ONE, TWO, day('Darker mode')], dirs: [ONE] });
    repo.checkout('main');
    commitState(repo, 'Log', { items: [ONE, TWO, day('Dark mode')], dirs: [ONE], entries: [{ item: MINE }] });
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual([]);
  });
});

test('a subtree brings another project’s history, and its numbers are none of ours', async () => {
  const repo = diverged([{ items: [ONE, TWO, MINE] }], []);
  repo.git('checkout', '-q', '--orphan', 'library');
  repo.git('rm', '-qrf', '.');
  commitState(repo, 'Another project', { mark: 900, items: ['WRK-001 Parse', THEIRS], dirs: [THEIRS] });
  repo.checkout('main');
  repo.git('merge', '-q', '--no-commit', '-s', 'ours', '--allow-unrelated-histories', 'library');
  repo.git('read-tree', '--prefix=vendor/library/', '-u', 'library');
  expect(await verdict(repo, 'index')).toEqual([]);
  const report = await checkRepo(repo, `rev ${repo.commit('Add library')}`);
  expect([told(report), report.bases.length]).toEqual([[], 1]);
});
