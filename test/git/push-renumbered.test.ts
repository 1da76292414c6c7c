import { expect, test } from 'vitest';
import { passes, served } from '../support/hooked.ts';
import type { TestRepo } from '../support/repo.ts';
import { commitState, filesOf, type State } from '../support/state.ts';

const OLD = ['WRK-001 Retry limits', 'WRK-002 Search by tag'];
const item = (id: string, title: string) => ({
  id,
  title,
  created: `2026-02-03T04:05:06.${title.length}7+00:00`,
});
const MINE = item('WRK-003', 'Dark mode');
const THEIRS = item('WRK-003', 'Quiet hours');
const ON_MAIN = 'a.txt';

/**
 * `topic` and `main` both draw WRK-003; `joined` is their merge, in which one of them is renumbered, made before `main` went on to `later`,
 * was pushed, and taken in by `joined` as `merged`.
 */
function joined(settled: State, later: State, merged: State): TestRepo {
  const { repo } = served();
  repo.branch('topic');
  commitState(repo, 'Mine', { items: [...OLD, MINE] });
  repo.checkout('main');
  commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
  repo.branch('joined');
  repo.merge('topic', filesOf(settled));
  repo.checkout('main');
  repo.commit('Elsewhere', { ...filesOf(later), [ON_MAIN]: 'a\n' });
  passes(repo, ['push', '-q', 'origin', 'main']);
  repo.checkout('joined');
  repo.merge('main', { ...filesOf(merged), [ON_MAIN]: 'a\n' });
  return repo;
}

test('what a base has archived meanwhile keeps the ID that the other gave up', () => {
  const moved = item('WRK-004', 'Dark mode');
  const gone = { mark: 3, items: OLD };
  const repo = joined({ items: [...OLD, THEIRS, moved] }, gone, { items: [...OLD, moved] });
  passes(repo, ['push', '-q', 'origin', 'joined']);
});

test('what a base still has was renumbered, though archived since', () => {
  const moved = { items: [...OLD, MINE, item('WRK-004', 'Quiet hours')] };
  const repo = joined(moved, { items: [...OLD, THEIRS] }, moved);
  commitState(repo, 'Theirs is done', { mark: 4, items: [...OLD, MINE] });
  passes(repo, ['push', '-q', 'origin', 'joined']);
});

test('what was renumbered from a branch that went on and was pushed', () => {
  const { repo } = served();
  repo.branch('topic');
  commitState(repo, 'Mine', { items: [...OLD, MINE] });
  repo.commit('Nothing guarded', { 'b.txt': 'b\n' });
  repo.checkout('main');
  commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
  repo.branch('joined');
  repo.merge('topic', filesOf({ items: [...OLD, THEIRS, item('WRK-004', 'Dark mode')] }));
  const archived = { mark: 4, items: [...OLD, THEIRS] };
  commitState(repo, 'Mine is done', archived);
  repo.checkout('topic');
  repo.commit('Elsewhere', { [ON_MAIN]: 'a\n' });
  passes(repo, ['push', '-q', 'origin', 'main']);
  repo.git('push', '-q', 'origin', 'topic');
  repo.checkout('joined');
  repo.merge('topic', { ...filesOf(archived), [ON_MAIN]: 'a\n' });
  passes(repo, ['push', '-q', 'origin', 'joined']);
});

test.each<[string, Pick<State, 'dirs' | 'entries'>]>([
  ['what gave its ID up for a directory whose item has left', { dirs: ['WRK-003 Dark mode'] }],
  ['or for an entry', { entries: [{ item: 'WRK-003 Dark mode' }] }],
])('%s', (_, traces) => {
  const { repo } = served();
  repo.branch('topic');
  commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
  repo.checkout('main');
  repo.branch('joined');
  commitState(repo, 'Mine, renumbered after it left', { mark: 3, items: OLD, ...traces });
  repo.merge('topic', filesOf({ items: [...OLD, { ...THEIRS, id: 'WRK-004' }], ...traces }));
  passes(repo, ['push', '-q', 'origin', 'joined']);
});

test('what two branches renumbered, one of which archived it, when a merge left it the other number', () => {
  const { repo } = served();
  const ours = item('WRK-003', 'Retry forever');
  const theirs = item('WRK-003', 'Sort by age');
  repo.branch('topic');
  commitState(repo, 'Theirs', { items: [...OLD, theirs] });
  repo.branch('other');
  repo.checkout('main');
  commitState(repo, 'Ours', { items: [...OLD, ours] });
  repo.branch('joined');
  repo.merge('topic', filesOf({ items: [...OLD, ours, { ...theirs, id: 'WRK-004' }] }));
  const grown = [...OLD, ours, { ...theirs, id: 'WRK-004' }, item('WRK-005', 'A further one')];
  commitState(repo, 'One more', { items: grown });
  repo.checkout('other');
  repo.merge('main', filesOf({ items: [...OLD, ours, { ...theirs, id: 'WRK-005' }] }));
  commitState(repo, 'Theirs is done', { mark: 5, items: [...OLD, ours] });
  repo.checkout('joined');
  repo.merge('other', filesOf({ items: grown }));
  passes(repo, ['push', '-q', 'origin', 'joined']);
});

test('what was handed on in the very commit that renumbered is stopped', () => {
  const { repo } = served();
  repo.branch('topic');
  commitState(repo, 'Theirs', { items: [...OLD, THEIRS] });
  commitState(repo, 'Its ID is given away', {
    items: [...OLD, { ...THEIRS, id: 'WRK-004' }],
    dirs: ['WRK-003 Dark mode'],
  });
  expect(repo.tryGit(['push', '-q', 'origin', 'topic'])).toMatchObject({
    stderr: expect.stringContaining('change-dir-conflict'),
  });
});
