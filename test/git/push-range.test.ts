import { describe, expect, test } from 'vitest';

import { github, ruleIds } from '../support/ci.ts';
import { inProcess } from '../support/cli.ts';
import { passes, served, stops, warns } from '../support/hooked.ts';
import { verdict } from '../support/check.ts';
import { openTestRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf, type State } from '../support/state.ts';

const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Search by tag';
const OLD = [ONE, TWO];
const item = (id: string, title: string) => ({
  id,
  title,
  created: `2026-02-03T04:05:06.${title.length}7+00:00`,
});
const MINE = item('WRK-003', 'Dark mode');
const MOVED = item('WRK-004', 'Dark mode');
const THEIRS = item('WRK-003', 'Quiet hours');
const REUSED = 'id-reused';

/** A clone, without hooks of its own, of a guarded server; and these states committed on main. */
function worked(...states: readonly State[]): TestRepo {
  const { repo } = served();
  states.forEach((state, index) => commitState(repo, `Step ${index}`, state));
  return repo;
}

const GONE: State = { mark: 3, items: OLD };

describe('a number that was used up on the way', () => {
  test('and is drawn again', async () => {
    const repo = worked({ items: [...OLD, MINE] }, GONE, { items: [...OLD, THEIRS] });
    expect(stops(repo, ['push', 'origin', 'main'], REUSED)).toContain('“Dark mode”');
    expect(await verdict(repo, 'rev main --base origin/main')).toEqual(['error id-reused WRK-003']);
    const [before, after] = [repo.head('origin/main'), repo.head()];
    const env = github('push', { before, after, ref: 'refs/heads/main' });
    const ended = await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env });
    expect(ruleIds(ended)).toEqual([REUSED]);
    commitState(repo, 'Mend', { items: [...OLD, { ...THEIRS, id: 'WRK-004' }] });
    passes(repo, ['push', '-q', 'origin', 'main']);
  });

  test('and both have left the backlog', () => {
    const repo = worked({ items: [...OLD, MINE] }, GONE, { items: [...OLD, THEIRS] }, GONE);
    stops(repo, ['push', 'origin', 'main:topic'], REUSED);
  });

  test('of an item that the base has archived', () => {
    const repo = worked({ mark: 2, items: [ONE] });
    repo.git('push', '-q', 'origin', 'main');
    commitState(repo, 'Again', { items: [ONE, 'WRK-002 Other'] });
    commitState(repo, 'Gone again', { mark: 2, items: [ONE] });
    stops(repo, ['push', 'origin', 'main'], REUSED);
  });

  test('on one of two branches that were merged', () => {
    const repo = worked({ items: [...OLD, MINE] }, GONE);
    repo.branch('side', 'origin/main');
    commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
    repo.checkout('main');
    repo.merge('side', filesOf({ items: [...OLD, THEIRS] }));
    commitState(repo, 'On top', { items: [...OLD, THEIRS, item('WRK-004', 'Tabs')] });
    stops(repo, ['push', 'origin', 'main'], REUSED);
  });

  test('on the head of a pull request', async () => {
    const repo = worked({ items: [...OLD, MINE] }, GONE, { items: [...OLD, THEIRS] });
    repo.branch('target', 'origin/main');
    repo.commit('Elsewhere', { 'a.txt': 'a\n' });
    expect(await verdict(repo, 'rev main --base target')).toEqual(['error id-reused WRK-003']);
  });

  test('was seen on another branch before, which proves nothing', () => {
    const { server, repo } = served();
    const hook = server.read('hooks/pre-receive');
    server.write({ 'hooks/pre-receive': null });
    repo.branch('other');
    for (const state of [{ items: [...OLD, MINE] }, GONE, { items: [...OLD, THEIRS] }])
      commitState(repo, 'Step', state);
    repo.git('push', '-q', 'origin', 'other');
    server.write({ 'hooks/pre-receive': { executable: hook } });
    repo.checkout('main');
    repo.commit('Ours', { 'a.txt': 'a\n' });
    repo.merge('other');
    repo.commit('On top', { 'a.txt': 'b\n' });
    stops(repo, ['push', '-q', 'origin', 'main'], REUSED);
  });
});

describe('what comes of a number on the way and means one thing', () => {
  test.each<[string, ...State[]]>([
    [
      'a title that is edited',
      { items: [...OLD, MINE] },
      { items: [...OLD, { ...MINE, title: 'Night mode' }] },
    ],
    ['an item that leaves and comes back', { items: [...OLD, MINE] }, GONE, { items: [...OLD, MINE] }],
    [
      'a reuse that was renumbered',
      { items: [ONE, item('WRK-002', 'Other')] },
      { items: [...OLD, item('WRK-003', 'Other')] },
    ],
    [
      'a reuse that was renumbered, retitled and archived',
      { items: [ONE, item('WRK-002', 'Other')] },
      { items: [...OLD, item('WRK-003', 'Other')] },
      { items: [...OLD, { ...item('WRK-003', 'Other'), title: 'Another' }] },
      GONE,
    ],
    [
      'two of one ID, of which the later was renumbered',
      { items: [...OLD, MINE, THEIRS] },
      { items: [...OLD, MINE, { ...THEIRS, id: 'WRK-004' }] },
    ],
  ])('%s', (_name, ...states) => {
    passes(worked(...states), ['push', '-q', 'origin', 'main']);
  });

  test('yet an ID that is handed on has two meanings', () => {
    const repo = worked({ items: [...OLD, MINE] }, { items: [...OLD, THEIRS, MOVED] });
    stops(repo, ['push', 'origin', 'main'], REUSED);
  });
});

describe('a renumbered branch that was merged, with commits on top', () => {
  /** `topic` and `main` are published and both drew WRK-003; in a clone, `main` is merged into `topic` and `topic` has moved. */
  function merged(...onTop: readonly State[]): TestRepo {
    const { repo } = served();
    repo.branch('topic');
    commitState(repo, 'Mine', { items: [...OLD, MINE] });
    repo.checkout('main');
    commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
    repo.git('push', '-q', 'origin', 'main', 'topic');
    repo.checkout('topic');
    repo.merge('main', filesOf({ items: [...OLD, THEIRS, MOVED] }));
    onTop.forEach((state, index) => commitState(repo, `On top ${index}`, state));
    return repo;
  }
  const DONE: State = { mark: 4, items: [...OLD, THEIRS] };
  const NEXT: State = { items: [...OLD, THEIRS, MOVED, item('WRK-005', 'Tabs')] };

  test.each<[string, ...State[]]>([
    ['none'],
    ['one', NEXT],
    ['that retitle it', { items: [...OLD, THEIRS, { ...MOVED, title: 'Night mode' }] }, NEXT],
    ['that archive it', DONE, { ...DONE, mark: 4 }],
  ])('%s', async (_name, ...onTop) => {
    const repo = merged(...onTop);
    passes(repo, ['push', '-q', 'origin', 'topic:new']);
    // Who still has the branch as it was should know.
    expect(warns(repo, ['push', '-q', 'origin', 'topic'])).toMatch(/^remote: 1 warning: /mu);
    expect(await verdict(repo, 'rev topic --base main')).toEqual([]);
  });

  test('pulled by a fast-forward, nothing is reported', async () => {
    const repo = merged(NEXT);
    const server = openTestRepo(repo.git('remote', 'get-url', 'origin').replace('file://', ''));
    const other = server.clone('--branch=topic');
    repo.git('push', '-q', 'origin', 'topic');
    expect(await inProcess(other.root, ['install'])).toMatchObject({ code: 0 });
    passes(other, ['pull', '-q', '--ff-only']);
  });

  test('of which one takes the number again', () => {
    const repo = merged(DONE, { mark: 4, items: [...OLD, item('WRK-003', 'A third one of them')] });
    stops(repo, ['push', 'origin', 'topic'], REUSED);
  });

  test('and where nothing was renumbered both meanings are told', () => {
    const repo = merged({ mark: 4, items: [...OLD, THEIRS] });
    repo.git('reset', '-q', '--hard', 'HEAD~2');
    repo.merge('main', filesOf({ items: [...OLD, THEIRS] }));
    commitState(repo, 'On top', { items: [...OLD, THEIRS, item('WRK-005', 'Tabs')] });
    stops(repo, ['push', 'origin', 'topic'], REUSED);
  });
});
