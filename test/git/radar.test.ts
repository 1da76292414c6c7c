import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { radar } from '../../src/index.ts';
import type { RadarOptions } from '../../src/index.ts';
import { failure } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { commandsOf } from '../support/spied-git.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';

const B = 'BACKLOG.yaml';
const ONE = 'WRK-001 One';
const items = (...list: ItemText[]): Files => ({ [B]: backlog({ items: list }) });
const marked = (mark: number, ...list: ItemText[]): Files => ({ [B]: backlog({ mark, items: list }) });
const plain = (id: string, title: string): ItemText => ({ id, title, created: '2026-01-01' });

/** Main with one item; each branch begins there, with commits of its own. */
function team(branches: Readonly<Record<string, readonly Files[]>>, start: Files = items(ONE)): TestRepo {
  const repo = createRepo();
  repo.commit('Start', start);
  for (const [name, commits] of Object.entries(branches)) {
    if (name !== 'main') repo.branch(name, 'main~0');
    for (const [at, files] of commits.entries()) repo.commit(`${name} ${at + 1}`, files);
    repo.checkout('main');
  }
  return repo;
}

/** `WRK-002 both-draw: a (also a2) One > b Two, next WRK-003`; then what could not be seen. */
async function told(repo: TestRepo, options: RadarOptions = {}): Promise<readonly string[]> {
  const { contested, unchecked } = await radar({ cwd: repo.root, ...options });
  const lines = contested.map(({ id, kind, holders, next }) => {
    const named = holders.map(
      ({ ref, also, title }) => `${ref}${also.length > 0 ? ` (also ${also.join(' ')})` : ''} ${title}`,
    );
    return `${id} ${kind}: ${named.join(' > ')}, next ${next}`;
  });
  return [...lines, ...unchecked];
}

describe('two branches', () => {
  test('that have one ID for two things; the older keeps it, whatever the branches are called', async () => {
    const repo = team({ b: [items(ONE, 'WRK-002 Beta')], a: [items(ONE, 'WRK-002 Gamma')] });
    const [line = ''] = await told(repo);
    expect(line).toMatch(/^WRK-002 both-draw: \S+ \S+ > \S+ \S+, next WRK-003$/u);
    repo.git('branch', '-m', 'a', 'z');
    expect(await told(repo)).toEqual([line.replace(/\ba /u, 'z ')]);
  });

  test('that have it for one thing, by a stack, a cherry-pick or a copy on a remote, do not collide', async () => {
    const repo = team({ a: [items(ONE, 'WRK-002 Beta')], picked: [items(ONE, 'WRK-002 Beta')] });
    repo.branch('stacked', 'a');
    repo.commit('More', { 'more.txt': 'more\n' });
    repo.checkout('main');
    repo.git('update-ref', 'refs/remotes/origin/a', 'a');
    repo.git('update-ref', 'refs/remotes/origin/main', 'main');
    repo.checkout('a');
    repo.commit('Change of mind', items(ONE, 'WRK-002 Quite another thing'));
    repo.checkout('main');
    repo.git('branch', '-D', 'picked', 'stacked');
    expect(await told(repo)).toEqual([]);
  });

  test('of which one logged and archived what it drew, or only has a directory for it', async () => {
    const done = worklog([{ item: 'WRK-002 Beta', outcome: 'done' }]);
    const repo = team({
      a: [items(ONE, 'WRK-002 Beta'), { ...marked(2, ONE), '_worklog/2026-01.md': done }],
      b: [items(ONE, 'WRK-002 Gamma')],
      c: [{ [changeFile('WRK-003 Delta')]: '# Delta\n' }],
      d: [items(ONE, 'WRK-003 Export')],
    });
    expect(await told(repo)).toEqual([
      'WRK-002 both-draw: a Beta > b Gamma, next WRK-004',
      'WRK-003 both-draw: c delta > d Export, next WRK-005',
    ]);
  });

  test('one of which has both things already has to settle that by itself', async () => {
    const repo = team({ a: [items(ONE, 'WRK-002 Beta', 'WRK-002 Gamma')] });
    expect(await told(repo)).toEqual([]);
  });
});

describe('a branch and its base', () => {
  const main = { main: [items(ONE, 'WRK-002 Beta')] };

  test('that has the number for something else, also when it is archived or stands in a directory there', async () => {
    const repo = team({ topic: [items(ONE, 'WRK-002 Gamma')], ...main });
    expect(await told(repo)).toEqual(['WRK-002 taken-on-base: main Beta > topic Gamma, next WRK-003']);
    repo.commit('Archive', marked(2, ONE));
    expect(await told(repo)).toEqual(['WRK-002 taken-on-base: main Beta > topic Gamma, next WRK-003']);
    const other = team({
      topic: [items(ONE, 'WRK-002 Gamma')],
      main: [{ [changeFile('WRK-002 Delta')]: '# D\n' }],
    });
    expect(await told(other)).toEqual(['WRK-002 taken-on-base: main delta > topic Gamma, next WRK-003']);
  });

  test('that had it for the branch, squashed it, or renumbered its own: no draw', async () => {
    const repo = team({ topic: [items(ONE, 'WRK-002 Gamma')], stale: [{ 'a.txt': 'a\n' }] });
    repo.commit('Squash', items(ONE, 'WRK-002 Gamma'));
    repo.commit('Archive', marked(2, ONE));
    expect(await told(repo)).toEqual([]);
  });

  test('that left the ID to it', async () => {
    const repo = team({ topic: [items(ONE, 'WRK-003 Gamma')] }, items(ONE, 'WRK-003 Beta'));
    expect(await told(repo)).toEqual(['WRK-003 taken-on-base: main Beta > topic Gamma, next WRK-004']);
    const created = /WRK-003\n[^-]*?created: (\S+)/u.exec(repo.read(B))?.[1] ?? '';
    repo.commit('Move', items(ONE, { id: 'WRK-005', title: 'Beta', created }));
    expect(await told(repo)).toEqual([]);
  });

  test('that retitled an item without a created, as a branch has it', async () => {
    const repo = team({ topic: [items(plain('WRK-001', 'Fast search'))] }, items(plain('WRK-001', 'Search')));
    expect(await told(repo)).toEqual([]);
    repo.commit('Retitle', items(plain('WRK-001', 'Quick search')));
    expect(await told(repo)).toEqual([]);
  });

  test('that has the same thing under another ID', async () => {
    const repo = team({ topic: [items(ONE, 'WRK-002 Gamma')] });
    repo.checkout('topic');
    const created = /Gamma\n[^-]*?created: (\S+)/u.exec(repo.read(B))?.[1] ?? '';
    repo.checkout('main');
    repo.commit('Squash', items(ONE, { id: 'WRK-004', title: 'Gamma', created }));
    expect(await told(repo)).toEqual(['WRK-004 twin: main Gamma > topic Gamma, next WRK-004']);
  });

  test('two bases that disagree', async () => {
    const repo = team({ next: [items(ONE, 'WRK-002 Gamma')], ...main });
    expect(await told(repo, { bases: ['main', 'next'] })).toEqual([
      'WRK-002 trains: main Beta > next Gamma, next WRK-003',
    ]);
  });
});

describe('what is looked at', () => {
  const repo = team({
    'feature/a': [items(ONE, 'WRK-002 Beta')],
    'feature/b': [items(ONE, 'WRK-002 Gamma')],
    other: [items(ONE, 'WRK-002 Delta')],
  });
  const holders = async (options: RadarOptions): Promise<readonly string[]> =>
    (await radar({ cwd: repo.root, ...options })).contested.flatMap((one) =>
      one.holders.map(({ ref }) => ref),
    );

  test.each<[string, RadarOptions, readonly string[]]>([
    ['all branches', {}, ['feature/a', 'feature/b', 'other']],
    ['those that a glob fits', { refs: ['feature/*'] }, ['feature/a', 'feature/b']],
    [
      'by their full names',
      { refs: ['refs/heads/other', 'refs/heads/feature/?'] },
      ['feature/a', 'feature/b', 'other'],
    ],
    ['a list', { refsFrom: 'other\nrefs/heads/feature/a\n\n' }, ['feature/a', 'other']],
    ['those since a day', { since: '2100-01-01' }, []],
    ['one, and whoever is in its way', { about: 'other' }, ['feature/a', 'feature/b', 'other']],
    ['one alone', { refsFrom: '', about: 'other' }, []],
  ])('%s', async (_, options, expected) => {
    expect((await holders(options)).toSorted()).toEqual(expected);
  });

  test('the one that has to yield, by any name', async () => {
    const [keeper, ...others] = await holders({});
    for (const [about, yields] of [[keeper, false], ...others.map((ref) => [ref, true])] as const)
      expect((await radar({ cwd: repo.root, about: String(about) })).yields).toBe(yields);
    repo.checkout(String(others[0]));
    expect(await radar({ cwd: repo.root, about: 'HEAD' })).toMatchObject({ refs: 3, yields: true });
    repo.checkout('main');
    expect(await radar({ cwd: repo.root, about: 'HEAD' })).toMatchObject({ refs: 3, yields: false });
    const commit = repo.head('other');
    expect((await radar({ cwd: repo.root, refs: ['feature/*'], about: commit })).yields).toBe(true);
  });

  test('nothing is written, and git starts six times', async () => {
    const stateOf = (): string =>
      ['count-objects', 'for-each-ref', 'status'].map((word) => repo.git(word)).join('');
    const before = stateOf();
    const named = { bases: [repo.head()], refsFrom: `${repo.head('other')}\nfeature/a\n` };
    for (const options of [{}, named]) {
      const commands = await commandsOf(async () => radar({ cwd: repo.root, ...options }));
      expect(commands.length, commands.join('\n')).toBeLessThanOrEqual(6);
    }
    expect(stateOf()).toBe(before);
  });
});

describe('what is in the way', () => {
  test('a ref whose commit is missing, and one whose backlog is broken, are named', async () => {
    const repo = team({
      a: [items(ONE, 'WRK-002 Beta')],
      b: [items(ONE, 'WRK-002 Gamma')],
      c: [{ [B]: 'items: [\n' }],
    });
    writeFileSync(repo.path('.git/refs/heads/gone'), `${'1'.repeat(40)}\n`);
    expect(await told(repo)).toEqual([
      expect.stringMatching(/^WRK-002 both-draw/u),
      'gone could not be read.',
      'The backlog of c, or a worklog, could not be read.',
    ]);
    expect(await failure(radar({ cwd: repo.root, refsFrom: 'gone' }))).toMatch(/^history-missing/u);
  });

  test.each<[string, (repo: TestRepo) => string, string]>([
    ['a commit', (repo) => repo.head('c'), 'c could not be read.'],
    ['a tree', (repo) => repo.git('rev-parse', 'c^{tree}'), 'c could not be read.'],
    [
      'a backlog',
      (repo) => repo.git('rev-parse', `c:${B}`),
      'The backlog of c, or a worklog, could not be read.',
    ],
  ])(
    '%s that is not there, or is damaged: the branch is named, and the rest is shown',
    async (_, of, note) => {
      const repo = team({
        a: [items(ONE, 'WRK-002 Beta')],
        b: [items(ONE, 'WRK-002 Gamma')],
        c: [items(ONE, 'WRK-002 Delta')],
      });
      const oid = of(repo);
      const path = repo.path('.git/objects', oid.slice(0, 2), oid.slice(2));
      const expected = [expect.stringMatching(/^WRK-002 both-draw: [ab] .* > [ab] /u), note];
      chmodSync(path, 0o644);
      writeFileSync(path, 'no object');
      expect(await told(repo)).toEqual(expected);
      rmSync(path);
      expect(await told(repo)).toEqual(expected);
    },
  );

  test('no base that anybody knows, and one that is not there', async () => {
    const repo = team({});
    repo.git('checkout', '-q', '--detach');
    repo.git('branch', '-m', 'main', 'trunk');
    expect(await failure(radar({ cwd: repo.root }))).toMatch(/^usage: It is not known/u);
    expect(await failure(radar({ cwd: repo.root, bases: ['nowhere'] }))).toMatch(/^unknown-revision/u);
  });

  test('a shallow clone says what it cannot see', async () => {
    const repo = team({ topic: [items(ONE, 'WRK-002 Gamma')], main: [items(ONE, 'WRK-002 Beta')] });
    const clone = repo.clone('--depth', '1', '--no-single-branch');
    expect(await told(clone)).toEqual([
      'WRK-002 taken-on-base: origin/main Beta > origin/topic Gamma, next WRK-003',
      expect.stringContaining('This clone is shallow'),
    ]);
  });
});

test('a partial clone says what it cannot see, and shows the rest', async () => {
  const repo = team({
    topic: [items(ONE, 'WRK-002 Gamma')],
    main: [items(ONE, 'WRK-002 Beta'), marked(2, ONE)],
  });
  repo.git('config', 'uploadpack.allowFilter', 'true');
  const clone = repo.clone('--filter=blob:none');
  const objects = (): string => clone.git('count-objects', '-v');
  const before = objects();
  expect(await told(clone)).toEqual([
    'The backlog of origin/topic, or a worklog, could not be read.',
    expect.stringMatching(/^2 earlier versions of the base are not in this clone/u),
  ]);
  expect(objects()).toBe(before);
});

describe('the command that is printed', () => {
  test.each<[string, Readonly<Record<string, readonly Files[]>>]>([
    ['against another branch', { a: [items(ONE, 'WRK-002 Beta')], b: [items(ONE, 'WRK-002 Gamma')] }],
    ['against the base', { topic: [items(ONE, 'WRK-002 Gamma')], main: [items(ONE, 'WRK-002 Beta')] }],
    [
      'for a directory',
      { a: [{ [changeFile('WRK-002 Delta')]: '# D\n' }], b: [items(ONE, 'WRK-002 Gamma')] },
    ],
  ])('moves the one that yields %s', async (_, branches) => {
    const repo = team(branches);
    const [contest] = (await radar({ cwd: repo.root })).contested;
    const [words = '', command = ''] = contest?.remedy.split(' && ') ?? [];
    repo.git(...words.split(' ').slice(1));
    const { code, stdout } = tidemark(repo.root, command.split(' ').slice(1));
    expect([code, stdout.trim().split('\n').at(-1)]).toEqual([0, contest?.next]);
    repo.commit('Renumber');
    repo.checkout('main');
    expect(await told(repo)).toEqual([]);
  });
});
