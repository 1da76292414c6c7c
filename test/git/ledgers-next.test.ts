import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const next = (repo: Pick<TestRepo, 'root'>, ...words: string[]): string => {
  const { code, stdout, stderr } = tidemark(repo.root, ['next', ...words]);
  return code === 0 ? stdout.trimEnd() : (stderr.split('\n')[0] ?? '');
};

const NEXT: Readonly<Record<string, string>> = {
  adr: '0004',
  'golang-migrate': '000004',
  flyway: '1.4',
  django: '0004',
  'backlog-md': 'task-4',
  files: '0004',
};

describe.each(LEDGERS)('$kind', (ledger) => {
  test('shows the number above those of all branches, and draws each once', () => {
    const repo = startLedger(ledger);
    repo.branch('side');
    repo.commit('Far', ledger.entry(3, 'far'));
    repo.checkout('main');
    const shown = next(repo, '--ledger', ledger.kind);
    expect(shown).toBe(NEXT[ledger.kind]);
    expect(next(repo, '--ledger', ledger.kind)).toBe(shown);
    expect(next(repo, '--ledger', ledger.kind, '--take')).toBe(shown);
    expect(next(repo, '--ledger', ledger.kind)).toBe(shown.replace('4', '5'));
  });
});

const adr = LEDGERS[0];

test('files of another worktree count before anybody commits them, and files that git ignores', () => {
  if (!adr) throw new Error('no kind');
  const repo = startLedger(adr, { '.gitignore': 'docs/adr/0007-*\n' });
  const other = freshDirectory('other');
  repo.git('worktree', 'add', '-q', '-b', 'side', `${other}/wt`);
  repo.write({ [`../${other.split('/').at(-1) ?? ''}/wt/docs/adr/0005-x.md`]: 'x\n' });
  expect(next(repo, '--ledger', 'adr')).toBe('0006');
  repo.write({ 'docs/adr/0007-draft.md': 'x\n' });
  expect(next(repo, '--ledger', 'adr')).toBe('0008');
});

test('an empty ledger begins with one, as wide as its kind is', () => {
  const repo = createRepo();
  const lists = [
    'kind: adr\n  path: a',
    'kind: golang-migrate\n  path: b',
    'kind: backlog-md\n  path: c',
    "kind: files\n  path: d\n  pattern: '{prefix}-{number:5}.md'",
    'kind: flyway\n  path: e',
  ];
  repo.commit('Start', { '.tidemark.yaml': `ledgers:\n${lists.map((one) => `- ${one}\n`).join('')}` });
  const kinds = ['adr', 'golang-migrate', 'backlog-md', 'flyway'];
  expect(kinds.map((kind) => next(repo, '--ledger', kind))).toEqual(['0001', '000001', 'task-1', '1']);
  expect(next(repo, '--ledger', 'files', '--prefix', 'RFC')).toBe('rfc-00001');
  expect(next(repo, '--ledger', 'backlog-md', '--prefix', 'draft')).toBe('draft-1');
});

test('what cannot be answered is said', () => {
  const repo = createRepo();
  repo.commit('Start', { 'a.txt': 'a\n' });
  expect(next(repo, '--ledger', 'adr')).toBe('tidemark: The configuration names no ledgers.');
  repo.write({ '.tidemark.yaml': 'ledgers:\n- kind: adr\n  path: a\n- kind: golang-migrate\n  path: b\n' });
  expect(next(repo, '--ledger', 'rfcs')).toBe('tidemark: There is no ledger "rfcs".');
  repo.write({ 'b/1777200000_x.sql': 'x\n' });
  expect(next(repo, '--ledger', 'golang-migrate')).toBe(
    'tidemark: The numbers of golang-migrate are dates or seconds, and nothing comes next to those.',
  );
  expect(next(repo, '--ledger', 'adr', '--drawn')).toContain(
    '--drawn cannot be combined with other options of next.',
  );
});

test('as JSON', () => {
  if (!adr) throw new Error('no kind');
  const { stdout } = tidemark(startLedger(adr).root, ['next', '--ledger', 'adr', '--format', 'json']);
  expect(JSON.parse(stdout)).toEqual({ version: 1, ledger: 'adr', id: '0002', taken: false, shared: null });
});
