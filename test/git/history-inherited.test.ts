import { describe, expect, test } from 'vitest';
import { checkRepo, told, verdict } from '../support/check.ts';
import { MERGES_TREES } from '../support/older-git.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf, type State } from '../support/state.ts';

const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Colour output';
const TWIN = 'WRK-002 Dark mode';
const TWINS: State = { items: [ONE, TWO, TWIN] };
const DUPLICATE = 'duplicate-id WRK-002';

function history(...states: readonly State[]): TestRepo {
  const repo = createRepo();
  for (const [index, state] of states.entries()) commitState(repo, `Commit ${index}`, state);
  return repo;
}

describe('old trouble', () => {
  test('never blocks', async () => {
    const repo = history({ items: [ONE, TWO] }, TWINS);
    expect(await verdict(repo, 'rev HEAD')).toEqual([`error ${DUPLICATE}`]);
    commitState(repo, 'Next', { items: [...TWINS.items, 'WRK-003 Tabs'] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([`inherited ${DUPLICATE}`]);
    const strict = await checkRepo(repo, 'rev HEAD', { strict: true });
    expect(strict.findings).toMatchObject([{ severity: 'error', inherited: true }]);
  });

  test.each<[string, State, State, string]>([
    ['a further item', TWINS, { items: [...TWINS.items, 'WRK-002 Tabs'] }, `error ${DUPLICATE}`],
    [
      'a further directory',
      { items: [ONE, TWO], dirs: [TWO, 'WRK-002 Colour'] },
      { items: [ONE, TWO], dirs: [TWO, 'WRK-002 Colour', 'WRK-002 Output'] },
      'error change-dir-duplicate WRK-002',
    ],
    [
      'a lower mark',
      { mark: 1, items: [ONE, TWO] },
      { mark: 0, items: [ONE, TWO] },
      'error mark-behind WRK-002',
    ],
    [
      'a higher claim',
      { mark: 1, items: [ONE, TWO] },
      { mark: 1, items: [ONE, 'WRK-003 Tabs'] },
      'error mark-behind WRK-003',
    ],
  ])('with %s is new trouble', async (_name, before, after, expected) => {
    expect(await verdict(history(before, after), 'rev HEAD')).toContain(expected);
  });

  test('half fixed is still old', async () => {
    const repo = history(
      { mark: 1, items: [ONE, 'WRK-004 Tabs'] },
      { mark: 3, items: [ONE, 'WRK-004 Tabs'] },
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual(['inherited mark-behind WRK-004']);
  });
});

describe('in a merge', () => {
  /** `side` brings twins, `main` does not. */
  function twinsOnSide(): TestRepo {
    const repo = history({ items: [ONE, TWO] });
    repo.branch('side');
    commitState(repo, 'Twins', TWINS);
    repo.checkout('main');
    commitState(repo, 'Log', { items: [ONE, TWO], entries: [{ item: ONE }] });
    return repo;
  }

  test('any parent counts on the own machine', async () => {
    const repo = twinsOnSide();
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual([`inherited ${DUPLICATE}`]);
  });

  test('only the target counts in CI', async () => {
    const repo = twinsOnSide();
    expect(await verdict(repo, 'rev side --base main')).toEqual([`error ${DUPLICATE}`]);
    expect(await verdict(repo, 'rev main --base side')).toEqual(
      MERGES_TREES ? [`inherited ${DUPLICATE}`] : [],
    );
  });

  test('a reuse that one side brought against the fork', async () => {
    const repo = history({ items: [ONE, TWO] }, { mark: 2, items: [ONE] });
    repo.branch('side');
    commitState(repo, 'Reuse', { items: [ONE, TWIN] });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-002']);
    repo.checkout('main');
    commitState(repo, 'Log', { mark: 2, items: [ONE], entries: [{ item: ONE }] });
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual(['inherited id-reused WRK-002']);
  });

  test('a mark that one side had lowered', async () => {
    const repo = history({ mark: 9, items: [ONE] });
    repo.branch('side');
    commitState(repo, 'Lower', { mark: 5, items: [ONE] });
    repo.checkout('main');
    commitState(repo, 'Log', { mark: 9, items: [ONE], entries: [{ item: ONE }] });
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual(['inherited mark-regressed WRK-009']);
  });

  test('a merge that itself keeps the lower mark is new trouble', async () => {
    const repo = history({ mark: 5, items: [ONE] });
    repo.branch('side');
    commitState(repo, 'Draw', { mark: 9, items: [ONE] });
    repo.checkout('main');
    commitState(repo, 'Draw', { mark: 7, items: [ONE] });
    const merge = repo.merge('side', filesOf({ mark: 7, items: [ONE] }), '-X', 'ours');
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error mark-regressed WRK-009']);
  });
});

describe('an accepted finding', () => {
  const accepting = (entry: string) => ({ '.tidemark.yaml': `accept:\n  - { ${entry}, reason: known }\n` });

  test('is no finding', async () => {
    const repo = history({ items: [ONE, TWO] });
    repo.commit('Twins', {
      ...filesOf(TWINS),
      ...accepting('rule: duplicate-id, id: WRK-002, subject: Dark mode'),
    });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('names the mark that is given up', async () => {
    const repo = history({ mark: 5000, items: [ONE] });
    repo.commit('Lower', {
      ...filesOf({ mark: 1, items: [ONE] }),
      ...accepting('rule: mark-regressed, mark: 5000'),
    });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    const report = await checkRepo(repo, 'rev HEAD~1');
    expect(told(report)).toEqual([]);
  });

  test('of another subject stays one', async () => {
    const repo = history({ items: [ONE, TWO] });
    repo.commit('Twins', {
      ...filesOf(TWINS),
      ...accepting('rule: duplicate-id, id: WRK-002, subject: Tabs'),
    });
    expect(await verdict(repo, 'rev HEAD')).toEqual([`error ${DUPLICATE}`]);
  });
});
