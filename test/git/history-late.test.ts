import { describe, expect, test } from 'vitest';
import { checkRepo, told, verdict } from '../support/check.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf, replay } from '../support/state.ts';
import { backlog } from '../support/texts.ts';

const OLD = ['WRK-001 Retry limits', 'WRK-002 Colour output'];
const BETA = 'WRK-003 Dark mode';
const GAMMA = 'WRK-004 Quiet mode';
const LATE = { id: 'WRK-003', title: 'Dark mode', created: '2026-03-01T00:00:00.123456789+00:00' };

/** `side` drew WRK-003 first, then `main` drew WRK-004 and got ahead. */
function overtaken(): TestRepo {
  const repo = createRepo();
  commitState(repo, 'Start', { items: OLD });
  repo.branch('side');
  commitState(repo, 'Draw 3', { items: [...OLD, BETA] });
  repo.checkout('main');
  commitState(repo, 'Draw 4', { items: [...OLD, GAMMA] });
  return repo;
}

const BOTH = { items: [...OLD, BETA, GAMMA] };

describe('a number drawn in its turn may land late', () => {
  test('by a rebase', async () => {
    const repo = overtaken();
    repo.checkout('side');
    expect(await verdict(repo, `rev ${replay(repo, ['rebase', 'main'], BOTH)}`)).toEqual([]);
  });

  test('by a squash', async () => {
    const repo = overtaken();
    repo.tryGit(['merge', '--squash', 'side']);
    repo.stage(filesOf(BOTH));
    expect(await verdict(repo, 'index')).toEqual([]);
    expect(await verdict(repo, `rev ${repo.commit('Squashed')}`)).toEqual([]);
  });

  test('by a merge', async () => {
    const repo = overtaken();
    expect(await verdict(repo, `rev ${repo.merge('side', filesOf(BOTH))}`)).toEqual([]);
  });

  test('by a backport to a branch that went on counting', async () => {
    const repo = overtaken();
    repo.branch('release', 'main');
    expect(await verdict(repo, `rev ${replay(repo, ['cherry-pick', 'side'], BOTH)}`)).toEqual([]);
  });

  test('after the item that overtook it has left the backlog', async () => {
    const repo = overtaken();
    commitState(repo, 'Archive 4', { mark: 4, items: OLD });
    commitState(repo, 'Squashed', { mark: 4, items: [...OLD, BETA] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('after that item left nothing but its worklog entries', async () => {
    const repo = createRepo();
    const entries = [{ item: GAMMA }, { item: GAMMA, at: '2026-02-01T00:00:00Z', outcome: 'done' as const }];
    commitState(repo, 'Start', { mark: 4, items: OLD, entries });
    commitState(repo, 'Squashed', { mark: 4, items: [...OLD, BETA], entries });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });
});

describe('a number out of its turn is worth a warning', () => {
  test('when it was drawn after the next higher one', async () => {
    const repo = overtaken();
    commitState(repo, 'By hand', { items: [...OLD, LATE, GAMMA] });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning id-below-mark WRK-003']);
  });

  test('but in a merge the number is above the fork’s mark', async () => {
    const repo = overtaken();
    repo.checkout('side');
    commitState(repo, 'Recreate', { items: [...OLD, LATE] });
    repo.checkout('main');
    const merge = repo.merge('side', filesOf({ items: [...OLD, LATE, GAMMA] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
    expect(await verdict(repo, `rev side --base ${merge}^1`)).toEqual([]);
  });

  test('not where the base has no mark', async () => {
    const repo = createRepo();
    repo.commit('Start', { 'BACKLOG.yaml': backlog({ mark: null, items: [...OLD, GAMMA] }) });
    commitState(repo, 'By hand', { items: [...OLD, LATE, GAMMA] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });
});

describe('a prefix that was never used may start low', () => {
  const repo = createRepo();
  commitState(repo, 'Start', { items: OLD });

  test('once', async () => {
    commitState(repo, 'New prefix', { mark: 2, items: [...OLD, 'HAMY-001 Sandwiches'] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('and not again when all of its items have left', async () => {
    commitState(repo, 'Archive', { mark: 2, items: OLD });
    commitState(repo, 'Again', { mark: 2, items: [...OLD, 'HAMY-001 Something else'] });
    const report = await checkRepo(repo, 'rev HEAD');
    expect(told(report)).toEqual(['error id-reused HAMY-001']);
    expect(report.findings[0]?.message).toContain(`“Sandwiches” (BACKLOG.yaml:`);
  });
});
