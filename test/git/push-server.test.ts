import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { FORGOTTEN, ONE, passes, served, stops, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const LOWERED = TWO.replace('next_item_id: 2', 'next_item_id: 1');
const THREE = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search by tag', 'WRK-003 Export'] });

describe('pre-receive, in quarantine', () => {
  test('an update, a new branch, nothing new, a deletion', () => {
    const { server, repo } = served();
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    passes(repo, ['push', '-q', 'origin', 'main']);
    passes(repo, ['push', '-q', 'origin', 'main:same', 'main~1:refs/heads/older']);
    passes(repo, ['push', '-q', 'origin', ':same']);
    const before = server.git('rev-parse', 'main');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    expect(stops(repo, ['push', 'origin', 'main'], 'mark-regressed')).toContain('The push was refused');
    stops(repo, ['push', 'origin', 'main:new'], 'mark-regressed');
    expect(server.git('rev-parse', 'main')).toBe(before);
    expect(server.tryGit(['rev-parse', '--verify', '-q', 'new']).status).not.toBe(0);
  });

  test('a forced update of the default branch; of another one', () => {
    const { repo } = served();
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Instead', { 'a.txt': 'a\n' });
    stops(repo, ['push', '-f', 'origin', 'main'], 'mark-regressed');
    passes(repo, ['push', '-q', 'origin', 'main:topic']);
    repo.git('commit', '-q', '--amend', '-m', 'Again');
    passes(repo, ['push', '-q', '-f', 'origin', 'main:topic']);
  });

  test('several at once with only the last one bad: none is taken', () => {
    const { server, repo } = served();
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    repo.branch('zz-bad');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', 'origin', 'main', 'zz-bad'], 'mark-regressed');
    expect(server.tryGit(['rev-parse', '--verify', '-q', 'zz-bad']).status).not.toBe(0);
  });

  test('annotated tags', () => {
    const { repo } = served();
    repo.git('tag', '-a', '-m', 'x', 'good');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    repo.git('tag', '-a', '-m', 'x', 'bad');
    passes(repo, ['push', '-q', 'origin', 'good']);
    stops(repo, ['push', 'origin', 'bad'], 'mark-regressed');
  });

  test('the first push into an empty server', () => {
    const server = createRepo('--bare');
    tidemark('/', ['install', '--bare', server.root]);
    const repo = createRepo();
    repo.commit('Forgotten', { 'BACKLOG.yaml': FORGOTTEN });
    stops(repo, ['push', server.root, 'main'], 'mark-behind');
    repo.commit('Mended', { 'BACKLOG.yaml': TWO });
    passes(repo, ['push', '-q', server.root, 'main']);
  });

  test('the server’s policy counts, not the one that is pushed; and that is said', () => {
    const { repo } = served();
    repo.commit('Weaken', {
      '.tidemark.yaml': 'rules:\n  mark-regressed: off\n  mark-behind: off\n',
      'BACKLOG.yaml': LOWERED,
    });
    const said = stops(repo, ['push', 'origin', 'main'], 'mark-regressed');
    expect(said).toContain(
      'main weakens the configuration (mark-behind, mark-regressed); that counts once it is merged.',
    );
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Weaken', { '.tidemark.yaml': 'rules:\n  mark-regressed: off\n  mark-behind: off\n' });
    const { status, stderr } = repo.tryGit(['push', 'origin', 'main']);
    expect(status).toBe(0);
    expect(stderr).toContain('weakens the configuration');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    passes(repo, ['push', '-q', 'origin', 'main']);
  });

  test('an earlier lowering of the mark does not help', () => {
    const { server, repo } = served();
    repo.commit('Archive', { 'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 Retry limits'] }) });
    repo.git('push', '-q', 'origin', 'main');
    const hook = server.read('hooks/pre-receive');
    server.write({ 'hooks/pre-receive': null });
    repo.commit('Lower', { 'BACKLOG.yaml': ONE });
    repo.git('push', '-q', 'origin', 'main');
    server.write({ 'hooks/pre-receive': { executable: hook } });
    repo.commit('Draw again', {
      'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Something else'] }),
    });
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });

  test('SHA-256 names', () => {
    const server = createRepo('--bare', '--object-format=sha256');
    tidemark('/', ['install', '--bare', server.root]);
    const repo = createRepo('--object-format=sha256');
    repo.commit('First', { 'BACKLOG.yaml': TWO });
    passes(repo, ['push', '-q', server.root, 'main']);
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', server.root, 'main'], 'mark-regressed');
  });

  test('TIDEMARK=0 means nothing here', () => {
    const { repo } = served();
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', 'origin', 'main'], 'mark-regressed', { TIDEMARK: '0' });
  });
});
