import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const CONFIG = 'ledgers:\n- kind: adr\n  path: docs/adr\n';

/** Five commits: the second shares an ADR's number, the third reuses an item's ID, the fourth touches nothing, the fifth repairs the ADR. */
function history(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', {
    '.tidemark.yaml': CONFIG,
    'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Two'] }),
    'docs/adr/0001-a.md': '# 1. A\n',
  });
  repo.commit('Double', { 'docs/adr/0001-b.md': '# 1. B\n' });
  repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Other'] }) });
  repo.commit('Nothing', { 'notes.txt': 'x\n' });
  repo.commit('Repair', { 'docs/adr/0001-b.md': null, 'docs/adr/0002-b.md': '# 2. B\n' });
  return repo;
}

interface Line {
  readonly commit: string;
  readonly bases: readonly { readonly commit: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly ledger: string | null;
    readonly id: string;
  }[];
}

function lines(repo: TestRepo, ...words: string[]): readonly Line[] {
  const { stdout } = tidemark(repo.root, ['check', ...words, '--format', 'json']);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));
}

test('every commit of a history against its parents, parents first, as JSON Lines', () => {
  const repo = history();
  const found = lines(repo, '--each', 'main');
  const commits = repo.git('rev-list', '--reverse', 'main').split('\n');
  expect(found.map(({ commit }) => commit)).toEqual(commits);
  expect(found.map(({ bases }) => bases.map(({ commit }) => commit))).toEqual([
    [],
    ...commits.slice(0, -1).map((commit) => [commit]),
  ]);
  expect(found.map(({ findings }) => findings.map(({ rule, ledger, id }) => [rule, ledger, id]))).toEqual([
    [],
    [['duplicate-id', 'adr', '0001']],
    [['id-reused', null, 'WRK-002']],
    [],
    [],
  ]);
});

test('a range leaves out what is before it, and still knows it', () => {
  const repo = history();
  expect(lines(repo, '--each', 'main~3..main').map(({ findings }) => findings.length)).toEqual([1, 0, 0]);
  expect(lines(repo, '--each', 'main~2..').map(({ findings }) => findings.length)).toEqual([0, 0]);
  repo.commit('Removed', { 'docs/adr/0002-b.md': null });
  repo.commit('Again', { 'docs/adr/0002-c.md': '# 2. C\n\nSomething else.\n' });
  expect(lines(repo, '--each', 'main~1..main').map(({ findings }) => findings[0]?.rule)).toEqual([
    'id-reused',
  ]);
});

test('for people, with what is wrong alone, and a line at the end', () => {
  const repo = history();
  const { code, stdout } = tidemark(repo.root, ['check', '--each', 'main']);
  expect(code).toBe(1);
  expect(stdout).toContain(
    `${repo.head('main~3').slice(0, 10)}\ndocs/adr/0001-b.md:1:1: 0001 is the number of`,
  );
  expect(stdout).toContain('[id-reused]');
  expect(stdout).toMatch(/\n5 commits checked, 2 with errors\.\n$/u);
  expect(tidemark(repo.root, ['check', '--each', 'main~1..main'])).toMatchObject({
    code: 0,
    stdout: '1 commit checked, 0 with errors.\n',
  });
});

test('with a ledger and no backlog, with a backlog and no ledger, and with neither', () => {
  const ledger = createRepo();
  ledger.commit('Start', { '.tidemark.yaml': CONFIG, 'docs/adr/0001-a.md': 'a\n' });
  ledger.commit('Double', { 'docs/adr/0001-b.md': 'b\n' });
  expect(lines(ledger, '--each', 'HEAD').map(({ findings }) => findings.length)).toEqual([0, 1]);
  const plain = createRepo();
  plain.commit('Before', { 'notes.txt': 'x\n' });
  const { code, stderr } = tidemark(plain.root, ['check', '--each', 'HEAD']);
  expect(code).toBe(3);
  expect(stderr).toContain('There is no backlog in this history, and its last commit configures no ledgers.');
  plain.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One'] }) });
  expect(lines(plain, '--each', 'HEAD').map(({ findings }) => findings.length)).toEqual([0, 0]);
});

test.each([
  [['--each', 'nowhere'], 3, '"nowhere" names no commit'],
  [['--each', '..main'], 2, 'is not a range of commits'],
  [['--each', 'main...HEAD'], 2, 'is not a range of commits'],
  [['--each', 'main', '--staged'], 2, '--each goes with --format human or json'],
  [['--each', 'main', '--format', 'sarif'], 2, '--each prints human or json, not sarif.'],
])('%j', (words, code, message) => {
  const found = tidemark(history().root, ['check', ...words]);
  expect(found.stderr).toContain(message);
  expect(found.code).toBe(code);
});

test('names that are nearly the ledger’s, and numbers that a text contradicts, where they come in', () => {
  const repo = createRepo();
  repo.commit('Start', { '.tidemark.yaml': CONFIG, 'docs/adr/0001-a.md': '# 1. A\n' });
  repo.commit('Near', {
    'docs/adr/0002–b.md': 'b\n',
    'docs/adr/3-c.md': '# 3. C\n',
    'docs/adr/0004-d.md': '# 5. D\n',
  });
  repo.commit('More', { 'docs/adr/0002–b.md': 'b again\n', 'docs/adr/0004-d.md': '# 5. D, again\n' });
  repo.branch('side', 'main~1');
  repo.commit('Side', { 'notes.txt': 'x\n' });
  repo.checkout('main');
  repo.git('merge', '-q', '--no-edit', 'side');
  repo.commit('Gone', { 'docs/adr/0002–b.md': null });
  repo.commit('Back', { 'docs/adr/0002–b.md': 'b\n' });
  const told = (range: string): readonly (readonly string[])[] =>
    lines(repo, '--each', range).map(({ findings }) => findings.map(({ rule, id }) => `${rule} ${id}`));
  const near = ['id-malformed 0002–b.md', 'id-malformed 3-c.md', 'id-mismatch 4'];
  expect(told('main')).toEqual([
    [],
    near,
    ...(repo.git('log', '--format=%s', '--reverse', 'main').split('\n')[2] === 'More'
      ? [['id-mismatch 4'], []]
      : [[], ['id-mismatch 4']]),
    [],
    [],
    ['item-restored 0002', 'id-malformed 0002–b.md'],
  ]);
  expect(told('main~4..main~3')).toEqual([['id-mismatch 4']]);
});
