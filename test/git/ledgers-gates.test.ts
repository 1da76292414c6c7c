import { symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { stops } from '../support/hooked.ts';
import { gone, LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import type { TestRepo } from '../support/repo.ts';

const kindOf = (name: string): LedgerKind => {
  const found = LEDGERS.find(({ kind }) => kind === name);
  if (!found) throw new Error(name);
  return found;
};

const adr = kindOf('adr');
const rfcs = kindOf('files');

/** A clone of a guarded server whose main branch has a ledger with the entries 1 and 2. */
function served(ledger: LedgerKind): TestRepo {
  const repo = startLedger(ledger, ledger.entry(2, 'alpha'));
  const server = repo.clone('--bare');
  expect(tidemark('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
  repo.git('remote', 'add', 'origin', server.root);
  return repo;
}

const taken = (repo: TestRepo, ...refspecs: readonly string[]): void => {
  const { status, stderr } = repo.tryGit(['push', '-q', 'origin', ...refspecs]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
};

/** An unrelated history on a branch of its own; what is there. */
function orphan(repo: TestRepo, name: string): void {
  repo.git('checkout', '-q', '--orphan', name);
  repo.git('rm', '-rqf', '.');
}

describe('a name claims, whatever stands there', () => {
  test.each<[string, LedgerKind, string]>([
    ['in the place of a file', adr, 'docs/adr/0002-beta.md'],
    ['in the place of a folder', rfcs, 'rfcs/0002-beta'],
  ])('a link %s', (_, ledger, path) => {
    const repo = served(ledger);
    symlinkSync('nowhere', `${repo.root}/${path}`);
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'Link');
    stops(repo, ['push', 'origin', 'main'], 'duplicate-id');
    repo.git('rm', '-q', '--cached', ...Object.keys(ledger.entry(2, 'alpha')));
    repo.git('commit', '-q', '--amend', '-m', 'Link alone');
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });

  test.each<[string, LedgerKind, string]>([
    ['in the place of a file', adr, 'docs/adr/0002-beta.md'],
    ['in the place of a folder', rfcs, 'rfcs/0002-beta'],
  ])('a submodule %s', (_, ledger, path) => {
    const repo = served(ledger);
    repo.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},${path}`);
    repo.git('rm', '-q', '--cached', ...Object.keys(ledger.entry(2, 'alpha')));
    repo.git('commit', '-q', '-m', 'Submodule');
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });
});

describe('a forced push of main', () => {
  test('forgets no number', () => {
    const repo = served(adr);
    repo.commit('Beta', adr.entry(3, 'beta'));
    repo.commit('No beta', gone(adr.entry(3, 'beta')));
    taken(repo, 'main');
    repo.git('reset', '-q', '--soft', 'HEAD~2');
    repo.commit('Other', { 'notes.txt': 'x\n' });
    stops(repo, ['push', '-f', 'origin', 'main'], 'item-dropped');
    stops(repo, ['push', '-f', 'origin', 'main~1:main'], 'item-dropped');
  });

  test('may rewrite what it keeps', () => {
    const repo = served(adr);
    repo.commit('Beta', adr.entry(3, 'beta'));
    taken(repo, 'main');
    repo.git('commit', '-q', '--amend', '-m', 'Beta, once more');
    taken(repo, '+main');
  });

  test('may not hide it behind an unrelated history with the same files', () => {
    const repo = served(adr);
    repo.commit('Beta', adr.entry(3, 'beta'));
    repo.commit('No beta', gone(adr.entry(3, 'beta')));
    taken(repo, 'main');
    const tree = repo.git('rev-parse', 'HEAD^{tree}').trim();
    const root = repo.git('commit-tree', '-m', 'Root', tree).trim();
    const merge = repo.git('commit-tree', '-m', 'Merge', '-p', root, '-p', 'HEAD', tree).trim();
    const later = repo.git('commit-tree', '-m', 'Root', '-p', root, tree).trim();
    taken(repo, `${merge}:main`);
    stops(repo, ['push', '-f', 'origin', `${later}:main`], 'item-dropped');
    repo.git('checkout', '-q', '--detach', merge);
    repo.commit('Gamma', adr.entry(3, 'gamma'));
    stops(repo, ['push', 'origin', 'HEAD:main'], 'id-reused');
  });
});

describe('an unrelated history', () => {
  /** On `other` it has 2 for gamma, and then 3 for what is named. */
  const withStranger = (third: string): TestRepo => {
    const repo = served(adr);
    orphan(repo, 'other');
    repo.commit('Gamma', adr.entry(2, 'gamma'));
    repo.commit('Third', { ...gone(adr.entry(2, 'gamma')), ...adr.entry(3, third) });
    repo.git('checkout', '-q', 'main');
    return repo;
  };

  test('of which nothing of the ledger is taken says nothing of its numbers', () => {
    const repo = withStranger('delta');
    repo.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', '-m', 'Subtree', 'other');
    repo.commit('Take in', { 'vendor/other/0003-delta.md': 'x\n' });
    taken(repo, 'main');
    repo.commit('Next', adr.entry(3, 'beta'));
    taken(repo, 'main');
  });

  test('of which something is taken does', () => {
    const repo = withStranger('delta');
    repo.git('merge', '-q', '--allow-unrelated-histories', '-m', 'Merge', 'other');
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });

  test('that renumbered what is taken passes', () => {
    const repo = withStranger('gamma');
    repo.git('merge', '-q', '--allow-unrelated-histories', '-m', 'Merge', 'other');
    taken(repo, 'main');
  });
});

describe('a ledger that moved', () => {
  const config = (name: string, path: string) => `ledgers:\n- kind: adr\n  name: ${name}\n  path: ${path}\n`;
  const at = (folder: string, number: number, title: string) =>
    Object.fromEntries(
      Object.entries(adr.entry(number, title)).map(([path, text]) => [
        path.replace('docs/adr', folder),
        text,
      ]),
    );

  /** Entry 2 is gone, and the folder is another one since; 1 was left behind where `stays` says so. */
  const moved = (name: string, stays: boolean): TestRepo => {
    const repo = served(adr);
    repo.commit('Without', { '.tidemark.yaml': config(name, 'docs/adr'), ...gone(adr.entry(2, 'alpha')) });
    taken(repo, 'main');
    repo.commit('Move', {
      '.tidemark.yaml': config(name, 'dec'),
      ...(stays ? {} : gone(adr.entry(1, 'start'))),
      ...at('dec', stays ? 3 : 1, stays ? 'third' : 'start'),
    });
    taken(repo, 'main');
    return repo;
  };

  test.each(['adr', 'decisions'])('forgets no number; it is called %s', (name) => {
    const repo = moved(name, false);
    expect(tidemark(repo.root, ['next', '--ledger', name])).toMatchObject({ code: 0, stdout: '0003\n' });
    repo.commit('Beta', at('dec', 2, 'beta'));
    expect(tidemark(repo.root, ['check', '--each', 'HEAD~1..HEAD']).stdout).toContain('id-reused');
    expect(tidemark(repo.root, ['trace', '2', '--ledger', name]).stdout).toContain('alpha');
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });

  test('has nothing to do with what comes to its old folder later, but with what it left there', () => {
    const repo = moved('adr', true);
    repo.commit('Other notes', at('docs/adr', 3, 'notes'));
    taken(repo, 'main');
    repo.commit('Beta', at('dec', 1, 'beta'));
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
  });
});
