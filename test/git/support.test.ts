import { expect, test } from 'vitest';
import { createRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

test('the helper builds, branches, merges and clones', () => {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits'] }) });
  repo.branch('side');
  const side = repo.commit('Side', { '_worklog/2026-01.md': worklog([{ item: 'WRK-001 Retry limits' }]) });
  repo.checkout('main');
  const main = repo.commit('Main', { [changeFile('WRK-001 Retry limits')]: '# PRD\n' });
  const merge = repo.merge('side');
  expect(repo.git('rev-parse', `${merge}^1`, `${merge}^2`)).toBe(`${main}\n${side}`);
  expect(repo.clone('--depth=1').git('rev-list', '--count', 'HEAD')).toBe('1');
  expect(repo.git('ls-files').split('\n')).toEqual([
    'BACKLOG.yaml',
    '_worklog/2026-01.md',
    'changes/WRK-001_retry-limits/WRK-001_retry-limits_PRD.md',
  ]);
});
