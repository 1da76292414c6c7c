import { describe, expect, test } from 'vitest';

import {
  diverge,
  idsIn,
  items,
  marked,
  OLD,
  OURS,
  repair,
  THEIRS,
  troubleIn,
  useDriver,
} from '../support/collision.ts';
import { check } from '../../src/checking/check.ts';
import { failure } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { changeFile, createdOf, worklog } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';

function dependent(id: string): ItemText {
  return { id, title: `Needs ${id}`, dependencies: '[WRK-003]', origin: 'WRK-003/review' };
}

/** Every way two branches can draw one number. */
const WAYS: Readonly<Record<string, readonly [ours: Files, theirs: Files]>> = {
  'adjacent items': [items(...OLD, OURS), items(...OLD, THEIRS)],
  'items apart': [items(OURS, ...OLD), items(...OLD, THEIRS)],
  'a directory on our side': [
    { ...items(...OLD, OURS), [changeFile(OURS)]: '# WRK-003: Ours\n\n**ID:** WRK-003\n\nSee WRK-003.\n' },
    items(...OLD, THEIRS),
  ],
  'a directory on their side': [
    items(...OLD, OURS),
    { ...items(...OLD, THEIRS), [changeFile(THEIRS)]: '# WRK-003: Theirs\n' },
  ],
  'directories on both': [
    { ...items(...OLD, OURS), [changeFile(OURS)]: '# WRK-003: Ours\n' },
    { ...items(...OLD, THEIRS), [changeFile(THEIRS)]: '# WRK-003: Theirs\n' },
  ],
  'worklogs on both': [
    {
      ...items(...OLD, OURS),
      '_worklog/2026-01.md': worklog([{ item: OURS, at: '2026-12-24T12:00:00.5+00:00' }]),
    },
    { ...items(...OLD, THEIRS), '_worklog/2026-02.md': worklog([{ item: THEIRS }]) },
  ],
  'ours archived': [
    { ...marked(3, ...OLD), '_worklog/2026-01.md': worklog([{ item: OURS, outcome: 'done' }]) },
    items(...OLD, THEIRS),
  ],
  'theirs archived': [
    items(...OLD, OURS),
    { ...marked(3, ...OLD), '_worklog/2026-01.md': worklog([{ item: THEIRS, outcome: 'merged' }]) },
  ],
  'ours archived without a word': [marked(3, ...OLD), items(...OLD, THEIRS)],
  'both archived, theirs with a directory': [
    { ...marked(3, ...OLD), '_worklog/2026-01.md': worklog([{ item: OURS, outcome: 'done' }]) },
    { ...marked(3, ...OLD), [changeFile(THEIRS)]: '# WRK-003: Theirs\n' },
  ],
  'dependencies on either side': [
    items(...OLD, OURS, dependent('WRK-005')),
    items(...OLD, THEIRS, dependent('WRK-006')),
  ],
};

describe.each([
  ['with the driver', true],
  ['without it', false],
])('%s', (_, driver) => {
  test.each(Object.entries(WAYS))('%s: merge, renumber, and check is clean', async (name, [ours, theirs]) => {
    const repo = diverge(ours, theirs, driver);
    repo.tryGit(['merge', '--no-edit', 'side']);
    const report = await repair(repo, { stage: true });
    expect(report.renumberings.map(({ key }) => key)).toEqual(['WRK-003']);
    expect(await troubleIn(repo)).toEqual([]);
    repo.git('commit', '-qm', 'Merge and renumber', '--no-verify');
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(await troubleIn(repo)).toEqual([]);
    if (name === 'dependencies on either side') expectPointersToFollow(repo);
  });
});

function expectPointersToFollow(repo: TestRepo): void {
  const ids = idsIn(repo);
  expect(new Set(Object.values(ids)).size).toBe(6);
  for (const [title, meant] of [
    ['Needs WRK-005', 'Ours thing'],
    ['Needs WRK-006', 'Theirs thing'],
  ] as const) {
    const block = repo
      .read('BACKLOG.yaml')
      .split(/^- /mu)
      .find((one) => one.includes(`title: ${title}\n`));
    expect(block).toContain(`  dependencies: [${ids[meant]}]\n  origin: ${ids[meant]}/review\n`);
  }
}

test('a merge that git made cleanly is repaired afterwards', async () => {
  const repo = diverge(items(OURS, ...OLD), items(...OLD, THEIRS));
  repo.merge('side', items(OURS, ...OLD, THEIRS));
  expect(await troubleIn(repo)).toHaveLength(1);
  const report = await repair(repo);
  expect(report.unstaged).toEqual(['BACKLOG.yaml']);
  expect(repo.git('diff', '--cached', '--stat')).toBe('');
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  repo.commit('Renumber');
  expect(await repair(repo)).toMatchObject({ applied: false, renumberings: [] });
});

test('three branches draw one number, merged one after the other and all at once', async () => {
  for (const octopus of [false, true]) {
    const repo = createRepo();
    useDriver(repo);
    repo.commit('Base', items(...OLD));
    for (const name of ['a', 'b', 'c']) {
      repo.branch(name, 'main');
      repo.commit(name, {
        ...items(...OLD, `WRK-003 Thing ${name}`),
        [changeFile(`WRK-003 Thing ${name}`)]: '# WRK-003\n',
      });
    }
    repo.checkout('a');
    if (octopus) {
      repo.merge(
        ['b', 'c'],
        items(...OLD, 'WRK-003 Thing a', 'WRK-003 Thing b', 'WRK-003 Thing c'),
        '-s',
        'ours',
      );
      repo.commit(
        'Their files',
        Object.fromEntries(['b', 'c'].map((name) => [changeFile(`WRK-003 Thing ${name}`), '# WRK-003\n'])),
      );
      repo.git('reset', '-q', '--soft', 'HEAD~1');
      repo.git('commit', '-q', '--amend', '--no-edit');
      await repair(repo, { stage: true });
    } else {
      for (const name of ['b', 'c']) {
        repo.tryGit(['merge', '--no-edit', name]);
        await repair(repo, { stage: true });
        repo.git('commit', '-qm', `Merge ${name}`);
      }
    }
    const ids = ['Thing a', 'Thing b', 'Thing c'].map((title) => idsIn(repo)[title]);
    expect(new Set(ids)).toEqual(new Set(['WRK-003', 'WRK-004', 'WRK-005']));
    expect(await troubleIn(repo)).toEqual([]);
    for (const name of ['a', 'b', 'c']) {
      const id = idsIn(repo)[`Thing ${name}`];
      expect(repo.read(`changes/${id}_thing-${name}/${id}_thing-${name}_PRD.md`)).toBe(`# ${id}\n`);
    }
  }
});

test('a rebase that stops on a collision goes on after renumber, and what was there stays', async () => {
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS), true);
  repo.checkout('side');
  repo.git('reset', '-q', '--hard', 'HEAD~1');
  expect(repo.tryGit(['rebase', 'main']).status).toBe(1);
  await repair(repo, { stage: true });
  repo.git('-c', 'core.editor=true', 'rebase', '--continue');
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  expect(await troubleIn(repo)).toEqual([]);
});

test('a branch is renumbered before it is merged, and merges without a word', async () => {
  const repo = diverge(
    { ...items(...OLD, OURS), 'ours.md': 'WRK-003\n' },
    {
      ...items(...OLD, THEIRS, dependent('WRK-004')),
      [changeFile(THEIRS)]: '# WRK-003\n',
      'theirs.md': 'WRK-003\n',
    },
    true,
  );
  repo.checkout('side');
  const { renumberings } = await repair(repo, { against: 'main', stage: true });
  expect(renumberings[0]?.parts[0]?.because).toBe('“Ours thing” is in main already');
  expect(renumberings[0]?.references.map(({ place, meaning }) => [place.path, meaning?.name])).toEqual([
    ['theirs.md', 'Theirs thing'],
  ]);
  repo.git('commit', '-qm', 'Renumber');
  expect(await repair(repo, { against: 'main' })).toMatchObject({ applied: false });
  expect(await troubleIn(repo)).toEqual([]);
  repo.checkout('main');
  repo.git('merge', '-q', '--no-edit', 'side');
  expect(await troubleIn(repo)).toEqual([]);
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-005' });
  expect(repo.read('BACKLOG.yaml')).toContain('dependencies: [WRK-005]\n  origin: WRK-005/review');
});

test('an item that is not committed yet yields to the branch it will be merged into', async () => {
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
  repo.checkout('side');
  repo.git('reset', '-q', '--hard', 'main~2');
  repo.stage(items(...OLD, THEIRS));
  await repair(repo, { against: 'main', stage: true });
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-004' });
});

test('what has another number in a branch that is not merged yet keeps the one it has', async () => {
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
  repo.checkout('side');
  const moved = { id: 'WRK-004', title: 'Theirs thing', created: createdOf(THEIRS) };
  repo.git('branch', 'copy');
  repo.git('reset', '-q', '--hard', 'main');
  repo.commit('Rebased', items(...OLD, OURS, moved));
  // Everybody starts from the default branch, where ours has the ID.
  expect(await failure(repair(repo, { against: 'copy' }))).toMatch(
    /^refused: WRK-003 “Ours thing” is in main/u,
  );
  repo.git('branch', '-m', 'main', 'another');
  await repair(repo, { against: 'copy', stage: true });
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-005', 'Theirs thing': 'WRK-004' });
  expect(await troubleIn(repo)).toEqual([]);
});

test('what a merge brings yields to an item that is archived, though only its entry is left', async () => {
  const log = { '_worklog/2026-01.md': worklog([{ item: OURS, outcome: 'done' }]) };
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
  repo.commit('Archive', { ...marked(3, ...OLD), ...log });
  repo.merge('side', { ...items(...OLD, THEIRS), ...log });
  await repair(repo, { stage: true });
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-004' });
});

test('when a merge kept one of the two alone, the other one comes back', async () => {
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
  repo.merge('side', undefined, '-X', 'theirs');
  expect(idsIn(repo)).not.toHaveProperty('Ours thing');
  const { notices } = await repair(repo, { stage: true });
  expect(notices).toContain('WRK-003 “Ours thing” was lost in the merge, and is back in BACKLOG.yaml.');
  repo.git('commit', '-qm', 'Renumber');
  const { 'Ours thing': ours, 'Theirs thing': theirs } = idsIn(repo);
  expect(new Set([ours, theirs])).toEqual(new Set(['WRK-003', 'WRK-004']));
  expect(await troubleIn(repo)).toEqual([]);
});

test('an item that goes on under another ID moves again when a merge gives it the old one, whose entry is for something else', async () => {
  const repo = createRepo();
  repo.commit('Base', items(...OLD));
  repo.branch('side');
  repo.commit('Theirs', items(...OLD, THEIRS));
  repo.checkout('main');
  const moved = { id: 'WRK-004', title: 'Theirs thing', created: createdOf(THEIRS) };
  const entry = worklog([{ item: OURS, at: '2026-12-24T12:00:00.5+00:00' }]);
  repo.commit('Ours has left, theirs was squashed', {
    ...items(...OLD, moved),
    '_worklog/2026-01.md': entry,
  });
  repo.tryGit(['merge', '--no-edit', 'side']);
  const { renumberings } = await repair(repo, { stage: true });
  expect(renumberings[0]?.keeper?.name).toBe('Ours thing');
  expect(repo.read('BACKLOG.yaml').match(/WRK-\d+/gu)).toEqual(['WRK-001', 'WRK-002', 'WRK-004', 'WRK-005']);
  expect(repo.read('_worklog/2026-01.md')).toBe(entry);
  expect(await troubleIn(repo)).toEqual([]);
});

describe('a merge in which no ID was drawn twice', () => {
  const conflicting = (): TestRepo => {
    const repo = createRepo();
    repo.commit('Base', items(...OLD));
    repo.branch('side');
    repo.commit('Theirs', items(...OLD, 'WRK-004 Theirs thing'));
    repo.checkout('main');
    repo.commit('Ours', items(...OLD, OURS));
    expect(repo.tryGit(['merge', 'side']).status).toBe(1);
    return repo;
  };

  test('its conflict is settled item by item, and nothing else is staged', async () => {
    const repo = conflicting();
    repo.write({ 'notes.txt': 'mine\n' });
    const { findings } = await check({ cwd: repo.root, target: { kind: 'worktree' }, strict: false });
    expect(findings).toMatchObject([{ rule: 'backlog-unreadable', remedy: 'tidemark resolve' }]);
    const { applied, notices } = await repair(repo, { stage: true });
    expect({ applied, notices }).toEqual({
      applied: true,
      notices: ['BACKLOG.yaml was in conflict: both sides are merged item by item.'],
    });
    expect(repo.git('status', '--porcelain').split('\n')).toEqual(['M  BACKLOG.yaml', '?? notes.txt']);
    expect(await troubleIn(repo)).toEqual([]);
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  });

  test('there is nothing to settle, and nothing is staged', async () => {
    const repo = createRepo();
    repo.commit('Base', items(...OLD));
    repo.write({ 'notes.txt': 'mine\n' });
    await repair(repo, { stage: true });
    expect(repo.git('status', '--porcelain')).toBe('?? notes.txt');
  });
});
