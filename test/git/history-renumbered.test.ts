import { describe, expect, test } from 'vitest';
import { verdict } from '../support/check.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf, type State } from '../support/state.ts';

const ONE = 'WRK-001 Retry limits';
const MINE = 'WRK-002 Dark mode';
const THEIRS = 'WRK-002 Quiet mode';
const REUSED = ['error id-reused WRK-002'];

/** An item under another ID, still with the `created` that made it what it is. */
function renumbered(id: string, title = 'Dark mode'): { id: string; title: string; created: string } {
  return { id, title, created: '2026-01-15T12:00:00.135792468+00:00' };
}

const OURS = renumbered('WRK-002');

/** `main` and `side` both drew WRK-002; main is checked out. */
function collided(ours: State = { items: [ONE, OURS] }, theirs: State = { items: [ONE, THEIRS] }): TestRepo {
  const repo = createRepo();
  commitState(repo, 'Start', { items: [ONE] });
  repo.branch('side');
  commitState(repo, 'Theirs', theirs);
  repo.checkout('main');
  commitState(repo, 'Ours', ours);
  return repo;
}

describe('a use that the merge carries on under a new number', () => {
  test('was renumbered', async () => {
    const repo = collided();
    const merge = repo.merge('side', filesOf({ items: [ONE, THEIRS, renumbered('WRK-003')] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
  });

  test('takes its entries and its directory along', async () => {
    const repo = collided(
      { items: [ONE, OURS], entries: [{ item: MINE }], dirs: [MINE] },
      { mark: 2, items: [ONE], entries: [{ item: THEIRS, outcome: 'done' }] },
    );
    repo.tryGit(['merge', '-q', '--no-commit', 'side']);
    repo.git('mv', 'changes/WRK-002_dark-mode', 'changes/WRK-003_dark-mode');
    renameDocuments(repo);
    const entries = [{ item: 'WRK-003 Dark mode' }, { item: THEIRS, outcome: 'done' as const }];
    repo.stage(filesOf({ items: [ONE, renumbered('WRK-003')], entries }));
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('may be archived already, and move through its directory', async () => {
    const repo = collided({
      mark: 2,
      items: [ONE],
      entries: [{ item: MINE, outcome: 'done' }],
      dirs: [MINE],
    });
    repo.tryGit(['merge', '-q', '--no-commit', 'side']);
    repo.git('mv', 'changes/WRK-002_dark-mode', 'changes/WRK-003_dark-mode');
    renameDocuments(repo);
    const entries = [{ item: 'WRK-003 Dark mode', outcome: 'done' as const }];
    repo.stage(filesOf({ mark: 3, items: [ONE, THEIRS], entries }));
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('was not, if it took a number of the time before the fork', async () => {
    const repo = collided();
    const merge = repo.merge('side', filesOf({ mark: 2, items: [ONE, THEIRS, renumbered('WRK-000')] }));
    expect(await verdict(repo, `rev ${merge}`)).toContain(REUSED[0]);
  });

  test('was not, if it was dropped without a trace; added again it is right', async () => {
    const repo = collided();
    const merge = repo.merge('side', filesOf({ items: [ONE, THEIRS] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual(REUSED);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    const again = repo.merge('side', filesOf({ items: [ONE, THEIRS, renumbered('WRK-003')] }));
    expect(await verdict(repo, `rev ${again}`)).toEqual([]);
  });

  test('was not, if a third thing took its number', async () => {
    const tabs = 'WRK-003 Tabs';
    const repo = collided({ items: [ONE, OURS, tabs] });
    const items = [ONE, THEIRS, renumbered('WRK-003'), { ...renumbered('WRK-004', 'Tabs') }];
    const merge = repo.merge('side', filesOf({ items }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error id-reused WRK-003']);
  });
});

describe('a branch renumbered before it is merged', () => {
  function renumberedFirst(): TestRepo {
    const repo = collided();
    commitState(repo, 'Renumber', { items: [ONE, renumbered('WRK-003')] });
    return repo;
  }
  const MERGED = { items: [ONE, THEIRS, renumbered('WRK-003')] };

  test('is innocent by itself', async () => {
    expect(await verdict(renumberedFirst(), 'rev main')).toEqual([]);
  });

  test.each(['main', 'side'])('and merged into %s', async (target) => {
    const repo = renumberedFirst();
    repo.checkout(target);
    const merge = repo.merge(target === 'main' ? 'side' : 'main', filesOf(MERGED));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
    expect(await verdict(repo, `rev ${merge} --base ${merge}^1`)).toEqual([]);
    expect(await verdict(repo, `rev ${merge} --base ${merge}^2`)).toEqual([]);
  });

  test('while another branch went on from the old number', async () => {
    const repo = collided();
    repo.branch('late');
    commitState(repo, 'Draw on', { items: [ONE, OURS, 'WRK-007 Tabs'] });
    repo.checkout('main');
    commitState(repo, 'Renumber', { items: [ONE, renumbered('WRK-003')] });
    repo.merge('side', filesOf(MERGED));
    const merge = repo.merge('late', filesOf({ items: [...MERGED.items, 'WRK-007 Tabs'] }));
    expect(await verdict(repo, `rev ${merge}`)).toEqual([]);
  });
});

describe('outside of merges', () => {
  test('two items that swap IDs stay two reuses', async () => {
    const repo = createRepo();
    commitState(repo, 'Start', { items: [ONE, MINE] });
    const swapped = ['WRK-001 Dark mode', 'WRK-002 Retry limits'];
    commitState(repo, 'Swap', { items: swapped });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-001', 'error id-reused WRK-002']);
  });

  test('an ID handed on stays a reuse', async () => {
    const repo = createRepo();
    commitState(repo, 'Start', { items: [ONE, OURS] });
    commitState(repo, 'Hand on', { items: [ONE, THEIRS, renumbered('WRK-003')] });
    expect(await verdict(repo, 'rev HEAD')).toEqual(REUSED);
  });
});

/** Those of WRK-002 that came along get the new number, too. */
function renameDocuments(repo: TestRepo): void {
  for (const path of repo.git('ls-files', 'changes/WRK-003_dark-mode').split('\n'))
    repo.git('mv', path, path.replace('/WRK-002', '/WRK-003'));
}
