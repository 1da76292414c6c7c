import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { resolveConflicts } from '../../src/renumbering/resolve.ts';
import { verdict } from '../support/check.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import type { Files, TestRepo } from '../support/repo.ts';

function resolve(repo: TestRepo) {
  return resolveConflicts({ cwd: repo.root, dryRun: false });
}

/** Two branches with a commit each; `main` is checked out. */
function branches(ledger: Pick<LedgerKind, 'config' | 'entry'>, own: Files, theirs: Files): TestRepo {
  const repo = startLedger(ledger);
  repo.branch('side');
  repo.commit('Theirs', theirs);
  repo.checkout('main');
  repo.commit('Ours', own);
  return repo;
}

const WAYS: readonly (readonly [string, (repo: TestRepo) => void])[] = [
  ['a merge', (repo) => void repo.tryGit(['merge', '-q', '--no-commit', 'side'])],
  ['a squash', (repo) => void repo.tryGit(['merge', '-q', '--squash', 'side'])],
  [
    'a merge of main',
    (repo) => {
      repo.checkout('side');
      repo.tryGit(['merge', '-q', '--no-commit', 'main']);
    },
  ],
];

describe.each(LEDGERS)('$kind', (ledger) => {
  test.each(WAYS)(
    'two that drew one number in %s: the newer one is renumbered and staged',
    async (_, bring) => {
      const repo = branches(ledger, ledger.entry(2, 'alpha'), ledger.entry(2, 'beta'));
      bring(repo);
      const report = await resolve(repo);
      const [plan, ...others] = report.renumberings;
      expect(others).toEqual([]);
      expect(plan?.parts.map(({ files }) => files.map(({ from }) => from).toSorted())).toEqual([
        Object.keys(ledger.entry(2, 'beta')).toSorted(),
      ]);
      expect(await verdict(repo, 'index')).toEqual([]);
      for (const path of Object.keys(ledger.entry(2, 'alpha')))
        expect(existsSync(repo.path(path))).toBe(true);
    },
  );

  test('two files of one path are two entries', async () => {
    const text = (title: string): Files =>
      Object.fromEntries(
        Object.keys(ledger.entry(2, 'same')).map((path, at) => [
          path,
          Object.values(ledger.entry(2, title))[at] ?? null,
        ]),
      );
    const repo = branches(ledger, text('alpha of the one'), text('other beta things'));
    expect(repo.tryGit(['merge', '-q', 'side']).status).toBe(1);
    const report = await resolve(repo);
    expect(report.others).toEqual([]);
    expect(report.next).toBe('git commit');
    for (const [path, content] of Object.entries(text('alpha of the one')))
      expect(repo.read(path)).toBe(content);
    const three = Object.keys(ledger.entry(3, 'same'));
    const expected = Object.values(ledger.entry(3, 'other beta things'));
    expect(three.map((path) => repo.read(path))).toEqual(expected);
    expect(repo.git('diff', '--name-only')).toBe('');
    expect(await verdict(repo, 'index')).toEqual([]);
    repo.git('commit', '-q', '-m', 'Merge');
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });
});

const ADR = { config: 'kind: adr\n  path: docs/adr', entry: LEDGERS[0]?.entry ?? (() => ({})) };
const PATH = 'docs/adr/0002-same.md';

test('in a rebase and a cherry-pick what HEAD has stays', async () => {
  for (const command of [
    ['rebase', 'main', 'side'],
    ['cherry-pick', 'side'],
  ]) {
    const repo = branches(
      ADR,
      { [PATH]: '# 2. Same\n\nOurs.\n' },
      { [PATH]: '# 2. Same\n\nTheirs, all of it.\n' },
    );
    expect(repo.tryGit(command).status).toBe(1);
    const report = await resolve(repo);
    expect(report.open).toEqual([]);
    expect(repo.read(PATH)).toBe('# 2. Same\n\nOurs.\n');
    expect(repo.read('docs/adr/0003-same.md')).toBe('# 3. Same\n\nTheirs, all of it.\n');
    repo.git('-c', 'core.editor=true', String(command[0]), '--continue');
    expect(await verdict(repo, 'rev HEAD --base main')).toEqual([]);
  }
});

test('a text that two people changed is left to them, and so is one that both added alike', async () => {
  const text = 'One line.\nAnother line of it.\nA third one, rather long.\n';
  const repo = branches(ADR, { [PATH]: `${text}Ours.\n` }, { [PATH]: `${text}Theirs.\n` });
  repo.tryGit(['merge', '-q', 'side']);
  const report = await resolve(repo);
  expect(report.others).toEqual([PATH]);
  expect(report.staged).toEqual([]);
  expect(repo.read(PATH)).toContain('<<<<<<<');
});

test('an index that is in conflict gets the new number, and stays in conflict', async () => {
  const row = (title: string): string => `| 0002 | [${title}](0002-${title}.md) |\n`;
  const repo = branches(
    ADR,
    { ...ADR.entry(2, 'alpha'), 'docs/adr/README.md': row('alpha') },
    { ...ADR.entry(2, 'beta'), 'docs/adr/README.md': row('beta') },
  );
  repo.tryGit(['merge', '-q', 'side']);
  const report = await resolve(repo);
  expect(report.others).toEqual(['docs/adr/README.md']);
  expect(repo.read('docs/adr/README.md')).toContain('| 0003 | [beta](0003-beta.md) |');
  expect(repo.git('ls-files', '-u', '--', 'docs/adr/README.md')).not.toBe('');
  expect(repo.git('diff', '--cached', '--name-only', '--diff-filter=A')).toContain('docs/adr/0003-beta.md');
});

test('what cannot be undone halfway is undone', async () => {
  const repo = branches(
    ADR,
    { [PATH]: '# 2. Same\n\nOurs.\n' },
    { [PATH]: '# 2. Same\n\nTheirs, all of it.\n' },
  );
  repo.tryGit(['merge', '-q', 'side']);
  const before = repo.read(PATH);
  const shown = await resolveConflicts({ cwd: repo.root, dryRun: true });
  expect(shown.staged).toEqual([PATH, 'docs/adr/0003-same.md']);
  expect(repo.read(PATH)).toBe(before);
  expect(existsSync(repo.path('docs/adr/0003-same.md'))).toBe(false);
});
