import { describe, expect, test } from 'vitest';

import { check } from '../../src/checking/check.ts';
import { github, ruleIds } from '../support/ci.ts';
import { inProcess } from '../support/cli.ts';
import { idsIn, repair } from '../support/collision.ts';
import { hook, passes, served, stops, warns } from '../support/hooked.ts';
import type { TestRepo } from '../support/repo.ts';
import { commitState, filesOf } from '../support/state.ts';
import { worklog } from '../support/texts.ts';

const OLD = ['WRK-001 Retry limits', 'WRK-002 Search by tag'];
const item = (id: string, title: string, second: number) => ({
  id,
  title,
  created: `2026-02-03T04:05:${second}.17+00:00`,
});
/** The branch drew its number first, and main published one first. */
const MINE = item('WRK-003', 'Dark mode', 10);
const THEIRS = item('WRK-003', 'Quiet hours', 20);
const MINE_MOVED = item('WRK-004', 'Dark mode', 10);
const THEIRS_MOVED = item('WRK-004', 'Quiet hours', 20);
const RIGHT = { items: [...OLD, THEIRS, MINE_MOVED] };
const WRONG = { items: [...OLD, MINE, THEIRS_MOVED] };

/** A guarded server whose main has `THEIRS`, and a clone on `topic` that has `MINE`. */
function parted(): { server: TestRepo; repo: TestRepo } {
  const { server, repo } = served();
  repo.branch('topic');
  commitState(repo, 'Mine', { items: [...OLD, MINE] });
  repo.checkout('main');
  commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
  repo.git('push', '-q', 'origin', 'main');
  repo.checkout('topic');
  return { server, repo };
}

describe('whoever renumbers keeps what main has published', () => {
  test.each<[string, (repo: TestRepo) => void]>([
    ['merges main', (repo) => repo.tryGit(['merge', '--no-edit', 'origin/main'])],
    ['pulls it', (repo) => repo.tryGit(['pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main'])],
    ['squashes it', (repo) => repo.tryGit(['merge', '--squash', 'origin/main'])],
    ['rebases onto it', (repo) => repo.tryGit(['rebase', 'origin/main'])],
    ['picks it', (repo) => repo.tryGit(['cherry-pick', 'origin/main'])],
    [
      'has a branch that follows its own',
      (repo) => {
        repo.git('push', '-q', 'origin', 'topic');
        repo.git('branch', '-q', '-u', 'origin/topic');
        repo.tryGit(['merge', '--no-edit', 'origin/main']);
      },
    ],
  ])('who %s', async (_name, act) => {
    const { repo } = parted();
    act(repo);
    await repair(repo, { stage: true });
    expect(idsIn(repo)).toMatchObject({ 'Quiet hours': 'WRK-003', 'Dark mode': 'WRK-004' });
  });
});

describe('what is published is taken over without a merge by a branch that drew its number', () => {
  test.each<[string, (repo: TestRepo) => void, string[]]>([
    ['picked', (repo) => repo.tryGit(['cherry-pick', 'main']), ['cherry-pick', '--continue']],
    [
      'squashed',
      (repo) => repo.tryGit(['merge', '-q', '--squash', 'main']),
      ['commit', '-q', '-m', 'Squash'],
    ],
  ])('%s, it passes each gate', async (_name, act, commit) => {
    const { repo } = parted();
    hook(repo);
    act(repo);
    expect(await inProcess(repo.root, ['resolve'])).toMatchObject({ code: 0 });
    passes(repo, ['-c', 'core.editor=true', ...commit]);
    expect(idsIn(repo)).toMatchObject({ 'Quiet hours': 'WRK-003', 'Dark mode': 'WRK-004' });
    expect(await inProcess(repo.root, ['check'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('clean: '),
    });
    expect(await inProcess(repo.root, ['audit'])).toMatchObject({
      stdout: expect.stringContaining('no collisions'),
    });
    const traced = await inProcess(repo.root, ['trace', 'WRK-003']);
    expect(traced.stdout).not.toContain('Collisions');
    passes(repo, ['push', '-q', 'origin', 'topic']);
    const pull = { pull_request: { base: { sha: repo.head('origin/main') }, head: { sha: repo.head() } } };
    const env = github('pull_request', pull);
    expect(ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env }))).toEqual([]);
    repo.git('merge', '-q', '-s', 'ours', '--no-edit', 'origin/main');
    passes(repo, ['push', '-q', 'origin', 'topic:main']);
  });

  test('but not what another branch of this clone has', async () => {
    const { repo } = parted();
    hook(repo);
    repo.git('update-ref', 'refs/remotes/origin/main', 'main~1');
    repo.stage(filesOf(RIGHT));
    stops(repo, ['commit', '-q', '-m', 'Both'], 'id-reused');
    // Nor without a remote, where the local default branch is all that anybody knows.
    repo.git('remote', 'remove', 'origin');
    stops(repo, ['commit', '-q', '-m', 'Both'], 'id-reused');
  });

  test('nor another thing than that', () => {
    const { repo } = parted();
    hook(repo);
    repo.stage(filesOf({ items: [...OLD, item('WRK-003', 'Tabs', 30), MINE_MOVED] }));
    stops(repo, ['commit', '-q', '-m', 'Swap'], 'id-reused');
  });
});

describe('what main has published does not move because a branch has its ID, too', () => {
  test.each([
    ['a branch', 'topic'],
    ['a branch of the remote', 'origin/topic'],
  ])('%s', async (_name, against) => {
    const { repo } = parted();
    repo.git('push', '-q', 'origin', 'topic');
    repo.checkout('main');
    const before = repo.read('BACKLOG.yaml');
    const refused = await inProcess(repo.root, ['renumber', '--against', against]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    const command = 'git switch topic && tidemark renumber WRK-003 --against origin/main';
    expect(refused.stderr).toBe(
      `tidemark: WRK-003 “Quiet hours” is in origin/main already, and what is published keeps its ID.\n  Renumber “Dark mode” on the branch that has it: \`${command}\`\n`,
    );
    expect(repo.read('BACKLOG.yaml')).toBe(before);
    repo.git('switch', '-q', 'topic');
    expect(await inProcess(repo.root, command.split(' ').slice(5))).toMatchObject({ code: 0 });
    expect(idsIn(repo)).toMatchObject({ 'Dark mode': 'WRK-004' });
  });

  test('a commit, and whoever names what stays has decided', async () => {
    const { repo } = parted();
    repo.checkout('main');
    const refused = await inProcess(repo.root, ['renumber', '--against', 'topic~0']);
    expect(refused.stderr).toContain('`tidemark renumber WRK-003 --against origin/main`');
    const words = ['renumber', 'WRK-003', '--against', 'topic', '--keep', MINE.created];
    expect(await inProcess(repo.root, words)).toMatchObject({ code: 0 });
    expect(idsIn(repo)).toMatchObject({ 'Quiet hours': 'WRK-004' });
  });

  test('and nothing is left to do once the branch is merged', async () => {
    const { repo } = parted();
    repo.checkout('main');
    repo.tryGit(['merge', '--no-edit', 'topic']);
    expect(await inProcess(repo.root, ['resolve'])).toMatchObject({ code: 0 });
    repo.git('commit', '-q', '--no-edit');
    const said = await inProcess(repo.root, ['renumber', 'WRK-003', '--against', 'topic']);
    expect(said).toEqual({
      code: 0,
      stdout: '',
      stderr: 'tidemark: WRK-003 was renumbered already: “Dark mode” is WRK-004 now.\n',
    });
    expect(await inProcess(repo.root, ['renumber', '--against', 'topic'])).toEqual(said);
  });

  test('but what main has not published yet does', async () => {
    const { repo } = parted();
    repo.checkout('main');
    repo.git('update-ref', 'refs/remotes/origin/main', 'main~1');
    expect(await inProcess(repo.root, ['renumber', '--against', 'topic'])).toMatchObject({ code: 0 });
    expect(idsIn(repo)).toMatchObject({ 'Quiet hours': 'WRK-004' });
  });
});

test.each([
  ['a number that nobody else has', [item('WRK-004', 'Tabs', 30), item('WRK-005', 'Zoom', 40)]],
  ['one that main has for something else by now', [item('WRK-004', 'Zoom', 40)]],
])('what a branch had moved to %s goes back to where main has published it', async (_name, others) => {
  const { repo } = parted();
  // Another branch had it first, and whoever merged that did not know that it would get to main.
  repo.git('branch', 'theirs', 'main');
  repo.merge('theirs', filesOf({ items: [...OLD, MINE, THEIRS_MOVED] }));
  repo.checkout('main');
  commitState(repo, 'More', { items: [...OLD, THEIRS, ...others] });
  repo.git('push', '-q', 'origin', 'main');
  repo.checkout('topic');
  hook(repo);
  repo.tryGit(['merge', '--no-edit', 'origin/main']);
  const { code } = await inProcess(repo.root, ['resolve']);
  expect(code).toBe(0);
  repo.git('commit', '-q', '--no-edit');
  const ids = idsIn(repo);
  expect(ids['Quiet hours']).toBe('WRK-003');
  for (const { id, title } of others) expect(ids[title]).toBe(id);
  expect(new Set(Object.values(ids)).size).toBe(4 + others.length);
  repo.git('push', '-q', 'origin', 'topic:main');
});

describe('another thing under an ID of main is a reuse, whoever renumbered it', () => {
  const merged = (repo: TestRepo): void => {
    repo.merge('main', filesOf(WRONG));
  };
  const squashed = (repo: TestRepo): void => {
    repo.git('checkout', '-q', '-B', 'topic', 'origin/main');
    commitState(repo, 'Squashed', WRONG);
  };
  const onTop = (repo: TestRepo): void => {
    merged(repo);
    commitState(repo, 'On top', { items: [...WRONG.items, item('WRK-005', 'Tabs', 30)] });
  };
  const archived = (repo: TestRepo): void => {
    merged(repo);
    commitState(repo, 'Gone', { mark: 4, items: [...OLD, THEIRS_MOVED] });
  };
  test.each([
    ['a merge', merged],
    ['one tree without the merge', squashed],
    ['a merge with commits on top', onTop],
    ['a merge whose taker is archived', archived],
  ])('%s', async (_name, act) => {
    const { repo } = parted();
    act(repo);
    const [base, head] = [repo.head('origin/main'), repo.head()];
    const pull = github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } });
    expect(
      ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env: pull })),
    ).toContain('id-reused');
    const push = github('push', { before: base, after: head, ref: 'refs/heads/main' });
    expect(
      ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env: push })),
    ).toContain('id-reused');
    stops(repo, ['push', 'origin', 'topic:main'], 'id-reused');
  });

  test('and the other way round nothing is said', async () => {
    const { repo } = parted();
    repo.merge('main', filesOf(RIGHT));
    const pull = { pull_request: { base: { sha: repo.head('origin/main') }, head: { sha: repo.head() } } };
    const env = github('pull_request', pull);
    expect(ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env }))).toEqual([]);
    expect(warns(repo, ['push', '-q', 'origin', 'topic:main'])).not.toContain('tidemark');
  });
});

describe('a bad merge that got in before the guard was there', () => {
  function bad(): TestRepo {
    const { server, repo } = parted();
    const hook = server.read('hooks/pre-receive');
    server.write({ 'hooks/pre-receive': null });
    repo.checkout('main');
    repo.merge('topic', filesOf(WRONG));
    repo.git('push', '-q', 'origin', 'main');
    server.write({ 'hooks/pre-receive': { executable: hook } });
    return repo;
  }

  test('is reverted with a warning, once the mark is as high again', async () => {
    const repo = bad();
    repo.git('revert', '--no-edit', '-m', '1', 'HEAD');
    expect(stops(repo, ['push', 'origin', 'main'], 'mark-regressed')).not.toContain('[id-reused]');
    expect(await inProcess(repo.root, ['fix', '--base', 'origin/main'])).toMatchObject({ code: 0 });
    repo.git('commit', '-q', '-a', '--amend', '--no-edit');
    expect(warns(repo, ['push', 'origin', 'main'])).toContain('[item-restored]');
    const target = { kind: 'revision', revision: 'HEAD', bases: [] } as const;
    const { findings } = await check({ cwd: repo.root, target, strict: false });
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('warning item-restored');
  });

  test.each([
    ['and whose taker was archived since gives main its ID back', false],
    ['that was published, and whose taker was archived since, keeps its IDs', true],
  ])('%s', async (_name, isPushed) => {
    const { repo } = parted();
    repo.checkout('main');
    repo.merge('topic', filesOf(WRONG));
    const archived = filesOf({ mark: 4, items: [...OLD, THEIRS_MOVED] });
    const log = worklog([{ item: 'WRK-003 Dark mode', outcome: 'done' }]);
    repo.commit('Archive', { ...archived, '_worklog/2026-01.md': log });
    if (isPushed) repo.git('update-ref', 'refs/remotes/origin/main', 'main');
    repo.tryGit(['revert', '--no-edit', '-m', '1', 'HEAD~1']);
    const { stdout } = await inProcess(repo.root, ['resolve']);
    const [, next = ''] = /^Next: git (.*)$/mu.exec(stdout) ?? [];
    repo.git('-c', 'core.editor=true', ...next.split(' '));
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(idsIn(repo)).toMatchObject({ 'Quiet hours': isPushed ? 'WRK-004' : 'WRK-003' });
    expect(repo.read('_worklog/2026-01.md')).toContain(`${isPushed ? 'WRK-003' : 'WRK-005'} (Dark mode)`);
    expect((await inProcess(repo.root, ['check'])).stdout).toMatch(/^clean: /u);
    expect((await inProcess(repo.root, ['audit'])).stdout).toContain('no collisions');
  });

  test('is the state that counts from then on', () => {
    const repo = bad();
    commitState(repo, 'Swap', { items: [...OLD, item('WRK-003', 'A third one', 40), THEIRS_MOVED] });
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });
});

describe('which branches are protected', () => {
  test('those that the server names', () => {
    const { server, repo } = parted();
    server.git('config', '--add', 'tidemark.protected', 'release');
    repo.git('push', '-q', 'origin', 'main:release', 'main:other');
    repo.merge('main', filesOf(WRONG));
    stops(repo, ['push', 'origin', 'topic:release'], 'id-reused');
    expect(warns(repo, ['push', 'origin', 'topic:other'])).toContain('[id-reused] (warning)');
  });

  test('a release takes over what main has decided', () => {
    const { server, repo } = served();
    server.git('config', '--add', 'tidemark.protected', 'release');
    repo.branch('release');
    commitState(repo, 'Mine', { items: [...OLD, MINE] });
    repo.git('push', '-q', 'origin', 'release');
    repo.checkout('main');
    commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
    repo.git('push', '-q', 'origin', 'main');
    repo.checkout('release');
    repo.merge('main', filesOf(RIGHT));
    expect(warns(repo, ['push', 'origin', 'release'])).toContain('[id-reused] (warning)');
  });

  test.each<[string, (server: TestRepo) => string]>([
    [
      'an alias of main',
      (server) => (server.git('symbolic-ref', 'refs/heads/alias', 'refs/heads/main'), 'alias'),
    ],
    [
      'main, where HEAD names no branch',
      (server) => (server.git('symbolic-ref', 'HEAD', 'refs/heads/none'), 'main'),
    ],
    [
      'main, where HEAD is detached',
      (server) => (server.git('update-ref', '--no-deref', 'HEAD', server.head('main')), 'main'),
    ],
  ])('%s', (_name, arrange) => {
    const { server, repo } = parted();
    const ref = arrange(server);
    repo.git('checkout', '-q', '--orphan', 'begun-anew');
    commitState(repo, 'Anew', { items: [item('WRK-001', 'Something new', 50)] });
    stops(repo, ['push', '--force', 'origin', `begun-anew:${ref}`], 'id-reused');
  });
});

test('two branches that were each clean meet in one push', () => {
  const { repo } = parted();
  repo.git('push', '-q', 'origin', 'topic');
  repo.git('checkout', '-q', '-b', 'late', 'main~1');
  commitState(repo, 'Late', { items: [...OLD, item('WRK-003', 'Tabs', 30)] });
  commitState(repo, 'Late is done', { mark: 3, items: OLD });
  repo.git('push', '-q', 'origin', 'late');
  repo.checkout('topic');
  commitState(repo, 'Mine is done', { mark: 3, items: OLD });
  repo.git('checkout', '-q', '-b', 'octopus', 'main~1');
  repo.git('merge', '-q', '--no-edit', 'topic');
  repo.tryGit(['merge', '-q', '--no-edit', 'late']);
  stops(repo, ['push', '--force', 'origin', 'octopus:main'], 'id-reused');
});
