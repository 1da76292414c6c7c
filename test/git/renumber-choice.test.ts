import { expect, test } from 'vitest';

import {
  diverge,
  divergeFromMain,
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
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { changeFile, createdOf, worklog } from '../support/texts.ts';

function merged(ours = items(OURS, ...OLD), theirs = items(...OLD, THEIRS)): TestRepo {
  const repo = divergeFromMain(ours, theirs, true);
  // As it was before the driver merged worklogs, too.
  repo.write({ '.git/info/attributes': 'BACKLOG.yaml merge=tidemark\n' });
  repo.tryGit(['merge', '--no-edit', 'side']);
  return repo;
}

/** The item that stays under WRK-003. */
async function keeperOf(
  repo: TestRepo,
  options: Parameters<typeof repair>[1] = {},
): Promise<string | undefined> {
  const { renumberings } = await repair(repo, { stage: true, ...options });
  return renumberings[0]?.keeper?.name;
}

const older = createdOf(OURS) < createdOf(THEIRS) ? 'Ours thing' : 'Theirs thing';

test('the older one stays', async () => {
  expect(await keeperOf(merged())).toBe(older);
});

test.each(['Ours thing', 'Theirs thing'])('what is done stays, however old it is: %s', async (title) => {
  const done = { id: 'WRK-003', title, created: createdOf(`WRK-003 ${title}`), status: 'done' };
  const [ours, theirs] = title === 'Ours thing' ? [done, THEIRS] : [OURS, done];
  expect(await keeperOf(merged(items(ours, ...OLD), items(...OLD, theirs)))).toBe(title);
});

test('of two that are equally old the one that is referred to more stays', async () => {
  // A moment without a fraction proves nothing, so these are two items.
  const created = '2026-01-01T00:03:00+00:00';
  const other = { id: 'WRK-003', title: 'Theirs thing', created };
  const repo = divergeFromMain(
    items({ id: 'WRK-003', title: 'Ours thing', created: '2026-01-01T00:03:00Z' }, ...OLD),
    { ...items(...OLD, other), 'docs.md': 'WRK-003\nWRK-003, too\n' },
    true,
  );
  repo.tryGit(['merge', '--no-edit', 'side']);
  expect(await keeperOf(repo)).toBe('Theirs thing');
});

test.each(['Ours thing', 'Theirs thing'])('--keep decides: %s', async (title) => {
  expect(await keeperOf(merged(), { keep: createdOf(`WRK-003 ${title}`) })).toBe(title);
  const repo = merged();
  const line = repo.read('BACKLOG.yaml').split('\n').indexOf(`  title: ${title}`) + 1;
  expect(await keeperOf(repo, { keep: String(line) })).toBe(title);
});

test('--to gives that number', async () => {
  const repo = merged();
  await repair(repo, { to: 40 });
  expect(Object.values(idsIn(repo))).toContain('WRK-040');
  expect(repo.read('BACKLOG.yaml')).toContain('next_item_id: 40\n');
});

test('two items that are gone without an entry or a directory are left, with the entry that accepts them', async () => {
  const repo = merged(marked(3, ...OLD), marked(3, ...OLD));
  const report = await repair(repo);
  expect(report).toMatchObject({ applied: false, stuck: [{ rule: 'id-reused', id: 'WRK-003' }] });
});

test('of two archived items the one that yields gets a new ID in its last entry', async () => {
  const archive = (item: string) => worklog([{ item, outcome: 'done' }]);
  const repo = merged(
    { ...marked(3, ...OLD), '_worklog/2026-01.md': archive(OURS) },
    { ...marked(3, ...OLD), '_worklog/2026-02.md': archive(THEIRS) },
  );
  expect(await repair(repo, { stage: true })).toMatchObject({ applied: true, stuck: [] });
  expect(['01', '02'].map((month) => repo.read(`_worklog/2026-${month}.md`))).toEqual([
    expect.stringContaining(`— ${OURS.replace(' ', ' (')})`),
    expect.stringContaining('— WRK-004 (Theirs thing)'),
  ]);
  expect(await troubleIn(repo)).toEqual([]);
});

test('every reference that was left alone is listed by what it means', async () => {
  const repo = diverge(
    { ...items(OURS, ...OLD), 'ours.md': 'see WRK-003 \n', 'both.md': 'WRK-003\n' },
    {
      ...items(...OLD, THEIRS),
      [changeFile(THEIRS)]: '# WRK-003\n\nText on WRK-003.\n',
      'theirs.md': 'see wrk-3\n',
      'named.md': 'changes/WRK-003_theirs-thing/\n',
      'both.md': 'WRK-003\n',
      'other.md': 'WRK-0031, FOO-WRK-003, XWRK-003, WRK-003x, wrk_003\n',
    },
    true,
  );
  repo.tryGit(['merge', '--no-edit', 'side']);
  const [plan] = (await repair(repo)).renumberings;
  const listed = plan?.references.map(
    ({ place, meaning }) => `${place.path}:${place.line} ${meaning?.name ?? '?'}`,
  );
  expect(new Set(listed)).toEqual(
    new Set([
      'both.md:1 ?',
      'changes/WRK-003_theirs-thing/WRK-003_theirs-thing_PRD.md:3 Theirs thing',
      'named.md:1 Theirs thing',
      'ours.md:1 Ours thing',
      'theirs.md:1 Theirs thing',
    ]),
  );
});

test('two items of one title share a directory: each file goes with whoever brought it', async () => {
  const item = (second: number) => ({
    id: 'WRK-003',
    title: 'Retry limits',
    created: `2026-01-01T00:00:0${second}.1+00:00`,
  });
  const file = (name: string) => `changes/WRK-003_retry-limits/${name}`;
  const same = { [file('same.md')]: 'x\n' };
  const repo = createRepo();
  useDriver(repo);
  repo.commit('Base', items(...OLD));
  repo.branch('side');
  repo.commit('Theirs', {
    ...items(...OLD, item(2)),
    ...same,
    [file('WRK-003_SPEC.md')]: '# WRK-003 yours\n',
  });
  repo.checkout('main');
  repo.commit('Ours', { ...items(...OLD, item(1)), ...same, [file('WRK-003_PRD.md')]: '# WRK-003 mine\n' });
  repo.tryGit(['merge', '--no-edit', 'side']);
  await repair(repo, { stage: true });
  expect(await troubleIn(repo)).toEqual([]);
  expect(repo.git('ls-files', 'changes').split('\n')).toEqual([
    file('WRK-003_PRD.md'),
    file('same.md'),
    'changes/WRK-004_retry-limits/WRK-004_SPEC.md',
  ]);
  expect(repo.read('changes/WRK-004_retry-limits/WRK-004_SPEC.md')).toBe('# WRK-004 yours\n');
});

test('a worklog in conflict is edited as it is, and never staged as if it were settled', async () => {
  const log = '_worklog/2026-01.md';
  const repo = merged(
    { ...items(OURS, ...OLD), [log]: worklog([{ item: OURS }]) },
    { ...items(...OLD, THEIRS), [log]: worklog([{ item: THEIRS }]) },
  );
  const yielding = older === 'Ours thing' ? 'Theirs thing' : 'Ours thing';
  await expect(repair(repo, { stage: true })).rejects.toThrow(`${log} is in conflict`);
  await repair(repo);
  expect(repo.read(log)).toMatch(new RegExp(`WRK-00[45] \\(${yielding}\\)`, 'u'));
  expect(repo.read(log)).toContain('<<<<<<<');
  expect(repo.git('ls-files', '-u', log)).not.toBe('');
});

test('outside of merges what HEAD has stays', async () => {
  const repo = createRepo();
  repo.commit('Base', { ...items(...OLD, OURS), 'old.md': 'WRK-003\n' });
  repo.stage(items(...OLD, OURS, THEIRS));
  const { renumberings } = await repair(repo, { stage: true });
  expect(renumberings[0]?.parts[0]?.because).toBe('“Ours thing” is in main already');
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  expect(await troubleIn(repo)).toEqual([]);
});

test('a directory that takes an item’s ID moves, after the commit too', async () => {
  const repo = createRepo();
  repo.commit('Base', items(...OLD, OURS));
  repo.commit('Reuse', { [changeFile('WRK-003 Quite another matter')]: '# WRK-003\n' });
  expect(await troubleIn(repo)).toHaveLength(1);
  await repair(repo, { stage: true });
  expect(repo.read('changes/WRK-004_quite-another-matter/WRK-004_quite-another-matter_PRD.md')).toBe(
    '# WRK-004\n',
  );
  expect(await troubleIn(repo)).toEqual([]);
});

test('an item that takes the ID of one that is long gone gets a new one, with what depends on it', async () => {
  const repo = createRepo();
  repo.commit('Base', items(...OLD, OURS));
  repo.commit('Archive', {
    ...marked(3, ...OLD),
    '_worklog/2026-01.md': worklog([{ item: OURS, outcome: 'done' }]),
  });
  repo.commit(
    'Reuse',
    marked(4, ...OLD, THEIRS, { id: 'WRK-004', title: 'Needs it', dependencies: '[WRK-003]' }),
  );
  await repair(repo, { stage: true });
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-005' });
  expect(repo.read('BACKLOG.yaml')).toContain('dependencies: [WRK-005]');
  expect(await troubleIn(repo)).toEqual([]);
});

test('fifty branches without coordination: every collision is reported and repaired', async () => {
  const repo = createRepo();
  useDriver(repo);
  repo.commit('Base', items(...OLD));
  for (let branch = 0; branch < 50; branch += 1) {
    repo.branch(`b${branch}`, 'main');
    repo.commit(`Branch ${branch}`, items(...OLD, `WRK-003 Thing ${branch}`));
  }
  repo.checkout('b0');
  for (let branch = 1; branch < 50; branch += 1) {
    const { status, stdout, stderr } = repo.tryGit(['merge', '--no-edit', `b${branch}`]);
    expect([status, stdout + stderr]).toEqual([1, expect.stringContaining('Run: tidemark resolve\n')]);
    await repair(repo, { stage: true });
    repo.git('commit', '-qm', `Merge ${branch}`);
  }
  expect(await troubleIn(repo)).toEqual([]);
  expect(new Set(Object.values(idsIn(repo))).size).toBe(52);
}, 600_000);
