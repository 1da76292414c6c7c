import { describe, expect, test } from 'vitest';
import { verdict } from '../support/check.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { lastOf } from '../support/team-life.ts';
import { commitState, filesOf, replay, type State } from '../support/state.ts';
import { backlog } from '../support/texts.ts';

const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Colour output';
const THREE = 'WRK-003 Dark mode';

function history(...states: readonly State[]): TestRepo {
  const repo = createRepo();
  for (const [index, state] of states.entries()) commitState(repo, `Commit ${index}`, state);
  return repo;
}

describe('a revert', () => {
  const added = () => history({ items: [ONE] }, { items: [ONE, TWO] });

  test('of an added item lowers the mark with it; its own revert is innocent', async () => {
    const repo = added();
    repo.git('revert', '--no-edit', 'HEAD');
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error mark-regressed WRK-002']);
    repo.git('revert', '--no-edit', 'HEAD');
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('that keeps the mark is innocent, and its revert brings the item back', async () => {
    const repo = added();
    commitState(repo, 'Revert, mark kept', { mark: 2, items: [ONE] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    repo.git('revert', '--no-edit', 'HEAD');
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning item-restored WRK-002']);
  });

  test('of an archive brings the item back', async () => {
    const done = { item: TWO, outcome: 'done' } as const;
    const repo = history({ items: [ONE, TWO] }, { mark: 2, items: [ONE], entries: [done] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    repo.git('revert', '--no-edit', 'HEAD');
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning item-restored WRK-002']);
  });

  test('of a lowered mark is innocent', async () => {
    const repo = history({ items: [ONE, TWO] }, { mark: 2, items: [ONE] }, { mark: 1, items: [ONE] });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error mark-regressed WRK-002']);
    repo.git('revert', '--no-edit', 'HEAD');
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('after which another item takes the number', async () => {
    const repo = added();
    commitState(repo, 'Revert, mark kept', { mark: 2, items: [ONE] });
    commitState(repo, 'Draw again', { items: [ONE, 'WRK-002 Quiet mode'] });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-002']);
  });
});

describe('an item of the base’s side with the same ID', () => {
  const items = [ONE, TWO, THREE];
  const without = { mark: 3, items: [ONE, THREE] };

  test('in an earlier version, under another title', async () => {
    const created = '2026-01-02T03:04:05.678901234+00:00';
    const repo = history(
      { items: [ONE, { id: 'WRK-002', title: 'Colour output', created }, THREE] },
      without,
      { items: [ONE, { id: 'WRK-002', title: 'Coloured output', created }, THREE] },
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning item-restored WRK-002']);
  });

  test('known by a terminal entry alone', async () => {
    const entries = [{ item: TWO, outcome: 'merged' }] as const;
    const repo = history({ ...without, entries }, { items, entries });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning item-restored WRK-002']);
  });

  test('known by an open entry alone: it was logged before it was filed', async () => {
    const entries = [{ item: TWO }] as const;
    const repo = history({ ...without, entries }, { items, entries });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('known by a directory alone: it was worked on before it was filed', async () => {
    const repo = history({ ...without, dirs: [TWO] }, { items, dirs: [TWO] });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test.each([
    ['an entry', { entries: [{ item: 'WRK-002 Quiet mode' }] }],
    ['a directory', { dirs: ['WRK-002 Quiet mode'] }],
  ])('and %s about something else', async (_name, trace) => {
    const repo = history({ ...without, ...trace }, { items, ...trace });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-002']);
  });
});

describe('an archive on one side of a merge', () => {
  function archivedOnMain(): TestRepo {
    const repo = history({ items: [ONE, TWO] });
    repo.branch('side');
    repo.commit('Edit', {
      'BACKLOG.yaml': `# edited\n${backlog({ items: [ONE, TWO] })}`,
    });
    repo.checkout('main');
    commitState(repo, 'Archive', { mark: 2, items: [ONE], entries: [{ item: TWO, outcome: 'done' }] });
    return repo;
  }

  test('stays archived', async () => {
    const repo = archivedOnMain();
    expect(await verdict(repo, `rev ${repo.merge('side')}`)).toEqual([]);
  });

  test('is undone by the merge', async () => {
    const repo = archivedOnMain();
    const merge = repo.merge(
      'side',
      filesOf({ items: [ONE, TWO], entries: [{ item: TWO, outcome: 'done' }] }),
    );
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['warning item-restored WRK-002']);
  });

  test('is undone by a rebase', async () => {
    const repo = history({ items: [ONE] });
    repo.branch('side');
    commitState(repo, 'Draw', { items: [ONE, TWO] });
    repo.checkout('main');
    repo.merge('side');
    commitState(repo, 'Archive', { mark: 2, items: [ONE], entries: [{ item: TWO, outcome: 'done' }] });
    repo.git('checkout', '-q', '-B', 'side', 'side');
    commitState(repo, 'Draw on', { items: [ONE, TWO, THREE] });
    const after = { items: [ONE, TWO, THREE], entries: [{ item: TWO, outcome: 'done' as const }] };
    const tip = replay(repo, ['rebase', 'main'], after);
    expect(await verdict(repo, `rev ${tip} --base main`)).toEqual(['warning item-restored WRK-002']);
  });
});

describe('what goes on under another ID does not get its old one back', () => {
  test.each<[string, Parameters<typeof lastOf>[0]]>([
    [
      'from what was archived under it',
      [
        [[], ''],
        [[0], '1:1'],
        [[0], '1:2'],
        [[2], '', { mark: 1, done: '1:2' }],
        [[3], '2:1', { done: '1:2' }],
        [[1], '', { mark: 1, done: '1:1' }],
        [[4, 5], '2:1', { done: '1:2 1:1' }],
        [[5], '1:1', { done: '1:1' }],
        [[6, 7], '2:1 1:1', { done: '1:2 1:1' }],
      ],
    ],
    [
      'from an entry that it had to leave it to',
      [
        [[], ''],
        [[0], '', { mark: 1, logs: '1:9' }],
        [[0], '1:1'],
        [[2], '2:1'],
        [[1, 3], '2:1', { logs: '1:9' }],
        [[4], '1:1', { logs: '1:9' }],
      ],
    ],
    [
      'under an earlier title',
      [
        [[], ''],
        [[0], '', { mark: 1, logs: '1:9' }],
        [[0], '1:1'],
        [[2], "2:1'"],
        [[1, 3], "2:1'", { logs: '1:9' }],
        [[4], '1:1', { logs: '1:9' }],
      ],
    ],
  ])('%s', async (_, rows) => {
    expect(await lastOf(rows)).toEqual(['error id-reused WRK-001']);
  });
});

test('what was logged under an ID comes back, though something else had it until it was renumbered', async () => {
  const rows: Parameters<typeof lastOf>[0] = [
    [[], ''],
    [[0], '2:3', { done: '1:1' }],
    [[0], '1:4'],
    [[1, 2], '2:3 3:4', { done: '1:1' }],
    [[3], '2:3 3:4 1:1', { done: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['warning item-restored WRK-001']);
});
