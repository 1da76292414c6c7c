import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { gone, LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import type { TestRepo } from '../support/repo.ts';

const kindOf = (name: string): LedgerKind => {
  const found = LEDGERS.find(({ kind }) => kind === name);
  if (!found) throw new Error(name);
  return found;
};

const migrate = kindOf('golang-migrate');
const adr = kindOf('adr');

/** What a run of CI says of `side` merged into `main`: rules, levels and IDs. */
function ci(repo: TestRepo): readonly string[] {
  const { stdout } = tidemark(repo.root, [
    'check',
    '--ci',
    '--base',
    'main',
    '--head',
    'side',
    '--format',
    'json',
  ]);
  const {
    findings,
  }: {
    findings: readonly { rule: string; severity: string; inherited: boolean; id: string; ledger: string }[];
  } = JSON.parse(stdout);
  return findings.map(({ rule, severity, inherited, id, ledger }) =>
    [inherited ? 'inherited' : severity, rule, ledger, id].join(' '),
  );
}

/** A guarded server that has what `repo` has on main, as its origin. */
function guarded(repo: TestRepo): TestRepo {
  const server = repo.clone('--bare');
  expect(tidemark('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
  repo.git('remote', 'add', 'origin', server.root);
  repo.git('fetch', '-q', 'origin');
  return server;
}

describe('CI', () => {
  test('finds what a merge would bring together', () => {
    const repo = startLedger(adr);
    repo.branch('side');
    repo.commit('Beta', adr.entry(2, 'beta'));
    repo.checkout('main');
    repo.commit('Alpha', adr.entry(2, 'alpha'));
    expect(ci(repo)).toEqual(['error duplicate-id adr 0002']);
  });

  test('lets nobody move what the target has', () => {
    const repo = startLedger(migrate, migrate.entry(2, 'alpha'));
    repo.branch('side');
    repo.commit('Mine first', {
      ...gone(migrate.entry(2, 'alpha')),
      ...migrate.entry(3, 'alpha'),
      ...migrate.entry(2, 'beta'),
    });
    repo.checkout('main');
    repo.commit('Meanwhile', { 'notes.txt': 'x\n' });
    expect(ci(repo)).toEqual(['error id-reused golang-migrate 000002']);
  });

  test('finds what came and went on the way', () => {
    const repo = startLedger(adr);
    repo.branch('side');
    repo.commit('Alpha', adr.entry(2, 'alpha'));
    repo.commit('Other', { ...gone(adr.entry(2, 'alpha')), ...adr.entry(3, 'x') });
    repo.commit('Beta', adr.entry(2, 'beta'));
    expect(ci(repo)).toEqual(['error id-reused adr 0002']);
  });

  test('says what a branch brings below the numbers of its target, where order counts', () => {
    const late = (order: string) => {
      const repo = startLedger({ ...migrate, config: `${migrate.config}${order}` });
      repo.branch('side');
      repo.commit('Late', migrate.entry(2, 'alpha'));
      repo.checkout('main');
      repo.commit('Meanwhile', migrate.entry(3, 'beta'));
      const asked = tidemark(repo.root, ['check', '--rev', 'side', '--base', 'main']);
      return { told: ci(repo), code: asked.code, isTold: asked.stdout.includes('[id-below-mark]') };
    };
    expect(late('')).toEqual({
      told: ['warning id-below-mark golang-migrate 000002'],
      code: 0,
      isTold: true,
    });
    expect(late('\n  order: strict')).toEqual({
      told: ['error id-below-mark golang-migrate 000002'],
      code: 1,
      isTold: true,
    });
  });

  test('checks by what the target has configured', () => {
    const repo = startLedger(adr, adr.entry(2, 'alpha'));
    repo.branch('side');
    repo.commit('No guard', { '.tidemark.yaml': 'prefixes: [WRK]\n', ...adr.entry(2, 'beta') });
    expect(ci(repo)).toEqual(['error duplicate-id adr 0002']);
    repo.commit('Shared', { '.tidemark.yaml': `ledgers:\n- ${adr.config}\n  sharing: true\n` });
    const { stdout } = tidemark(repo.root, ['check', '--ci', '--base', 'main', '--head', 'side']);
    expect(stdout).toContain('[duplicate-id]');
    expect(stdout).toContain('weakens the configuration (ledgers)');
    repo.git('reset', '-q', '--hard', 'main');
    const pattern = "- kind: files\n  name: adr\n  path: adr\n  pattern: '{number}_{slug}.md'\n";
    repo.commit('Other names', { '.tidemark.yaml': `ledgers:\n${pattern}` });
    const other = tidemark(repo.root, ['check', '--ci', '--base', 'main', '--head', 'side']);
    expect(other.stdout).toContain('weakens the configuration (ledgers)');
  });
});

describe('a server', () => {
  test('refuses a number that two things share, and takes the one that moved', () => {
    const repo = startLedger(migrate);
    guarded(repo);
    repo.commit('Alpha', migrate.entry(2, 'alpha'));
    repo.git('push', '-q', 'origin', 'main');
    repo.commit('Beta', migrate.entry(2, 'beta'));
    const refused = repo.tryGit(['push', '-q', 'origin', 'main']);
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('[duplicate-id]');
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Beta', migrate.entry(3, 'beta'));
    expect(repo.tryGit(['push', '-q', 'origin', 'main'])).toMatchObject({ status: 0 });
  });

  test('keeps what main has under a number, whoever gave it up in which merge', () => {
    const repo = startLedger(migrate);
    guarded(repo);
    repo.branch('side');
    repo.commit('Beta', migrate.entry(2, 'beta'));
    repo.checkout('main');
    repo.commit('Alpha', migrate.entry(2, 'alpha'));
    repo.git('push', '-q', 'origin', 'main');
    repo.checkout('side');
    repo.git('merge', '-q', '--no-commit', 'main');
    repo.stage({ ...gone(migrate.entry(2, 'alpha')), ...migrate.entry(3, 'alpha') });
    repo.git('commit', '-q', '-m', 'Mine stays');
    const refused = repo.tryGit(['push', '-q', 'origin', 'side:main']);
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('[id-reused]');
  });
});
