import { describe, expect, test } from 'vitest';

import { passes, served, stops } from '../support/hooked.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const [ONE, TWO] = ['WRK-001 Retry limits', 'WRK-002 Search by tag'];
const THREE = { 'BACKLOG.yaml': backlog({ items: [ONE, TWO, 'WRK-003 Alpha search'] }) };
const DONE = { 'BACKLOG.yaml': backlog({ items: [ONE, TWO], mark: 3 }) };
const AGAIN = { 'BACKLOG.yaml': backlog({ items: [ONE, TWO, 'WRK-003 Beta sync'] }) };

/** A server whose main branch had WRK-003 once, and a clone. */
function withPast(): { server: TestRepo; repo: TestRepo } {
  const pair = served();
  pair.repo.commit('Alpha', THREE);
  pair.repo.commit('Alpha is done', DONE);
  passes(pair.repo, ['push', '-q', 'origin', 'main']);
  return pair;
}

/** One commit of these files that comes from nothing. */
function orphan(repo: TestRepo, name: string, files: Parameters<TestRepo['commit']>[1]): void {
  repo.git('checkout', '-q', '--orphan', name);
  repo.git('rm', '-qrf', '.');
  repo.commit(name, files);
}

describe('a protected branch does not forget what its IDs meant', () => {
  test('rewritten, with all that it has now', () => {
    const { repo } = withPast();
    orphan(repo, 'squashed', DONE);
    const output = stops(repo, ['push', '-f', 'origin', 'squashed:main'], 'item-dropped');
    expect(output).toContain('main would forget WRK-003');
    expect(output).toContain('git merge -s ours origin/main');
    repo.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', 'origin/main');
    passes(repo, ['push', '-q', 'origin', 'squashed:main']);
    repo.commit('Beta', AGAIN);
    stops(repo, ['push', 'origin', 'squashed:main'], 'id-reused');
  });

  test('rewritten, with an entry that tells of it', () => {
    const { repo } = withPast();
    const entry = '## 2026-03-01T10:00:00Z — WRK-003 (Alpha search)\n\n**Outcome:** done\n';
    orphan(repo, 'squashed', { ...DONE, '_worklog/2026-03.md': entry });
    passes(repo, ['push', '-q', '-f', 'origin', 'squashed:main']);
    repo.commit('Beta', AGAIN);
    stops(repo, ['push', 'origin', 'squashed:main'], 'id-reused');
  });

  test('its last commit amended', () => {
    const { repo } = withPast();
    repo.write({ 'notes.txt': 'more\n' });
    repo.git('add', '.');
    repo.git('commit', '-q', '--amend', '-m', 'Alpha is done, with notes');
    passes(repo, ['push', '-q', '-f', 'origin', 'main']);
  });

  test('merged into something else, as if it were the stranger', () => {
    const { repo } = withPast();
    orphan(repo, 'other', { 'BACKLOG.yaml': backlog({ items: [ONE, TWO], mark: 4 }) });
    repo.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', 'main');
    stops(repo, ['push', 'origin', 'other:main'], 'item-dropped');
  });

  test('deleted; others may be', () => {
    const { server, repo } = withPast();
    server.git('config', 'receive.denyDeleteCurrent', 'ignore');
    server.git('config', '--add', 'tidemark.protected', 'release');
    passes(repo, ['push', '-q', 'origin', 'main:release', 'main:topic']);
    for (const name of ['release', 'main']) {
      const { status, stderr } = repo.tryGit(['push', 'origin', `:${name}`]);
      expect(stderr).toContain(`refs/heads/${name} is protected here`);
      expect(status).not.toBe(0);
    }
    passes(repo, ['push', '-q', 'origin', ':topic']);
  });
});

describe('another project’s numbers are none of ours', () => {
  const FOREIGN = { 'BACKLOG.yaml': backlog({ items: ['WRK-003 Foreign', 'WRK-050 Foreign too'] }) };
  const MORE = { 'BACKLOG.yaml': backlog({ items: ['WRK-004 Foreign four', 'WRK-051 Last'] }) };

  test('also after its history came in as a subtree, and came again', () => {
    const { repo } = served();
    orphan(repo, 'library', FOREIGN);
    repo.checkout('main');
    repo.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', 'library');
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.commit('Three', THREE);
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.checkout('library');
    repo.commit('More', MORE);
    repo.checkout('main');
    repo.commit('Four', {
      'BACKLOG.yaml': backlog({ items: [ONE, 'WRK-003 Alpha search', 'WRK-004 Own four'] }),
    });
    repo.git('merge', '-q', '-s', 'ours', 'library');
    passes(repo, ['push', '-q', 'origin', 'main']);
  });

  test('unless something of it is taken', () => {
    const { repo } = served();
    orphan(repo, 'library', AGAIN);
    repo.commit('Another thing', THREE);
    repo.checkout('main');
    repo.merge('library', THREE, '--allow-unrelated-histories', '-s', 'ours');
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });
});
