import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { verdict } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { hook } from '../support/hooked.ts';
import { gone, LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

/** Two branches that drew number 2: `side` for beta, `main` for alpha. */
function drawnTwice(ledger: LedgerKind): TestRepo {
  const repo = startLedger(ledger);
  repo.branch('side');
  repo.commit('Beta', ledger.entry(2, 'beta'));
  repo.checkout('main');
  repo.commit('Alpha', ledger.entry(2, 'alpha'));
  return repo;
}

describe.each(LEDGERS)('$kind', (ledger) => {
  const { entry, id, reuse } = ledger;
  const double = `error duplicate-id ${id(2)}`;

  test('two branches that draw one number collide, whichever is merged into which, before and after the commit', async () => {
    for (const [into, other] of [
      ['main', 'side'],
      ['side', 'main'],
    ] as const) {
      const repo = drawnTwice(ledger);
      repo.checkout(into);
      expect(await verdict(repo, `rev ${other} --base ${into}`)).toEqual([double]);
      repo.git('merge', '-q', '--no-commit', other);
      expect(await verdict(repo, 'index')).toEqual([double]);
      expect(await verdict(repo, 'worktree')).toEqual([double]);
      repo.git('commit', '-q', '-m', 'Merge');
      expect(await verdict(repo, 'worktree')).toEqual([double]);
      repo.commit('Next', { 'notes.txt': 'more\n' });
      expect(await verdict(repo, 'worktree')).toEqual([`inherited duplicate-id ${id(2)}`]);
    }
  });

  test.each(['commit', 'index', 'worktree'])('the printed command settles it, of the %s', async (target) => {
    const repo = drawnTwice(ledger);
    if (target === 'commit') repo.git('merge', '-q', '-m', 'Merge', 'side');
    else repo.write(entry(2, 'gamma'));
    if (target === 'index') repo.stage();
    const args = target === 'index' ? ['check', '--staged'] : ['check'];
    mkdirSync(repo.path('sub'), { recursive: true });
    const { stdout } = tidemark(repo.path('sub'), [...args, '--format', 'json']);
    const report: { findings: readonly { remedy: string }[] } = JSON.parse(stdout);
    const ended = spawnSync('sh', ['-c', report.findings[0]?.remedy ?? 'false'], {
      cwd: repo.path('sub'),
      encoding: 'utf8',
    });
    expect({ status: ended.status, said: ended.stderr }).toEqual({
      status: 0,
      said: expect.stringContaining('means 2 things'),
    });
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('by a rebase and by a squash', async () => {
    const rebased = drawnTwice(ledger);
    rebased.checkout('side');
    rebased.git('rebase', '-q', 'main');
    expect(await verdict(rebased, 'rev HEAD --base main')).toEqual([double]);
    const squashed = drawnTwice(ledger);
    squashed.git('merge', '-q', '--squash', 'side');
    expect(await verdict(squashed, 'index')).toEqual([double]);
  });

  test('a number that was given up by moving is free for the other side', async () => {
    const repo = drawnTwice(ledger);
    repo.checkout('side');
    repo.commit('Moved', { ...gone(entry(2, 'beta')), ...entry(3, 'beta') });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    repo.git('merge', '-q', '-m', 'Merge', 'main');
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
    repo.checkout('main');
    expect(await verdict(repo, 'rev side --base main')).toEqual([]);
    expect(await verdict(repo, 'rev side --base main~1')).toEqual([]);
  });

  test('a number that was removed comes back for another thing, in time', async () => {
    const repo = startLedger(ledger);
    repo.commit('Alpha', entry(2, 'alpha'));
    repo.commit('Removed', gone(entry(2, 'alpha')));
    repo.stage(entry(2, 'beta'));
    expect(await verdict(repo, 'index')).toEqual([`${reuse} id-reused ${id(2)}`]);
    repo.commit('Beta');
    repo.commit('Next', { 'notes.txt': 'more\n' });
    expect(await verdict(repo, 'rev HEAD~1')).toEqual([`${reuse} id-reused ${id(2)}`]);
    expect(await verdict(repo, 'worktree')).toEqual([]);
  });

  test('what is removed and back is reported, and a retitle is nothing', async () => {
    const repo = startLedger(ledger);
    repo.commit('Alpha', entry(2, 'alpha'));
    repo.commit('Removed', gone(entry(2, 'alpha')));
    repo.stage(entry(2, 'alpha'));
    expect(await verdict(repo, 'index')).toEqual([`warning item-restored ${id(2)}`]);
    repo.commit('Back');
    const [path = ''] = Object.keys(entry(2, 'alpha')).filter((name) => !name.includes('.down.'));
    for (const from of Object.keys(entry(2, 'alpha'))) {
      const to = from.replace('alpha', 'alpha-and-more');
      repo.write({ [to]: repo.read(from), [from]: null });
    }
    expect(path).toContain('alpha');
    repo.stage();
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('a push of both is refused, and of the one that moved is not', () => {
    const repo = drawnTwice(ledger);
    const server = createRepo('--bare');
    repo.git('remote', 'add', 'origin', server.root);
    repo.git('push', '-q', 'origin', 'main');
    hook(repo);
    repo.checkout('side');
    repo.git('-c', 'core.hooksPath=/dev/null', 'rebase', '-q', 'main');
    const refused = repo.tryGit(['push', '-q', 'origin', 'side']);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain('[duplicate-id]');
    repo.git('-c', 'core.hooksPath=/dev/null', 'reset', '-q', '--hard', 'main');
    repo.commit('Beta', entry(3, 'beta'));
    expect(repo.tryGit(['push', '-q', 'origin', 'side'])).toMatchObject({ status: 0 });
  });
});
