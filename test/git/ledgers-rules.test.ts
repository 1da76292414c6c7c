import { describe, expect, test } from 'vitest';

import { checkRepo, failure, told, verdict } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { createHooked, passes, withoutBin } from '../support/hooked.ts';
import { gone, LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';

const kindOf = (name: string): LedgerKind => {
  const found = LEDGERS.find(({ kind }) => kind === name);
  if (!found) throw new Error(name);
  return found;
};

const adr = kindOf('adr');
const migrate = kindOf('golang-migrate');
const many = ({ entry }: LedgerKind, count: number): Files =>
  Object.assign({}, ...Array.from({ length: count }, (_, at) => entry(at + 2, `entry-of-${at}`)));

/** One more commit on top of a ledger of some entries; what a check of it says. */
async function after(ledger: LedgerKind, before: Files, change: Files): Promise<readonly string[]> {
  const repo = startLedger(ledger, before);
  repo.stage(change);
  return verdict(repo, 'index');
}

describe('names', () => {
  test.each<[string, LedgerKind, Files, readonly string[]]>([
    ['the next number', adr, adr.entry(5, 'cache'), []],
    ['a gap', adr, adr.entry(40, 'cache'), []],
    ['a leap', adr, adr.entry(420, 'cache'), ['warning mark-leap 420']],
    ['below the others, where order counts', migrate, migrate.entry(3, 'x'), ['warning id-below-mark 3']],
    ['below the others, where it does not', adr, adr.entry(3, 'x'), []],
    ['a placeholder', adr, { 'docs/adr/0000-template.md': 'x\n', 'docs/adr/XXXX-next.md': 'x\n' }, []],
    ['two placeholders', adr, { 'docs/adr/9999-a.md': 'x\n', 'docs/adr/9999-b.md': 'x\n' }, []],
    [
      'companions',
      adr,
      { 'docs/adr/0003.png': 'x\n', 'docs/adr/0003/a.md': 'x\n', 'docs/adr/index.md': 'x\n' },
      [],
    ],
    ['another padding', adr, { 'docs/adr/5-cache.md': 'x\n' }, ['warning id-malformed 5-cache.md']],
    ['a long dash', adr, { 'docs/adr/0005–cache.md': 'x\n' }, ['warning id-malformed 0005–cache.md']],
    ['one number in another spelling', adr, { 'docs/adr/adr-4-cache.md': 'x\n' }, ['error duplicate-id 4']],
    ['one slug in another spelling', adr, { 'docs/adr/0004-Entry_of “1”.md': 'x\n' }, []],
    ['a number alone', adr, { 'docs/adr/0005.md': '# 5. Cache\n' }, []],
    ['a number alone that is taken', adr, { 'docs/adr/0004.md': '# 4. Cache\n' }, ['error duplicate-id 4']],
    ['a year', adr, { 'docs/adr/2026.md': 'x\n' }, []],
    ['no title behind a dash', adr, { 'docs/adr/0005-.md': 'x\n' }, ['warning id-malformed 0005-.md']],
    ['a letter behind the number', adr, { 'docs/adr/0004a-cache.md': 'x\n' }, []],
    ['a date', adr, { 'docs/adr/2026-01-02-a.md': 'x\n', 'docs/adr/2026-01-02-b.md': 'x\n' }, []],
    [
      'another number in the heading',
      adr,
      { 'docs/adr/0005-cache.md': '# ADR-6: Cache\n' },
      ['warning id-mismatch 5'],
    ],
    ['the same in the heading', adr, { 'docs/adr/0005-cache.md': '# ADR 005: Cache\n' }, []],
  ])('%s', async (_name, ledger, change, expected) => {
    const found = await after(
      ledger,
      { ...ledger.entry(2, 'two'), ...ledger.entry(4, 'entry-of-1') },
      change,
    );
    expect(found.filter((line) => line !== 'warning id-malformed adr-4-cache.md')).toEqual(expected);
  });

  test('halves of a pair on two branches', async () => {
    const up = { 'migrations/000002_a.up.sql': 'a\n' };
    expect(await after(migrate, up, { 'migrations/000002_b.down.sql': 'b\n' })).toEqual([
      'error duplicate-id 2',
    ]);
    expect(await after(migrate, up, { 'migrations/000002_a.down.sql': 'b\n' })).toEqual([]);
  });

  test('numbers that are seconds are no counter', async () => {
    const seconds = { 'migrations/1777200000_a.sql': 'a\n' };
    expect(await after(migrate, seconds, migrate.entry(2, 'next'))).toEqual([]);
    expect(await after(migrate, seconds, { 'migrations/1777200000_b.sql': 'b\n' })).toEqual([
      'error duplicate-id 1777200000',
    ]);
    expect(await after(migrate, seconds, { 'migrations/1777100000_b.sql': 'b\n' })).toEqual([]);
  });

  test('Flyway runs neither two files of one version nor what is nearly one', async () => {
    const flyway = kindOf('flyway');
    const before = { 'db/migration/V2__a.sql': 'a\n' };
    for (const path of ['V2.0__b.sql', 'deep/V02__b.sql', 'V2_0.sql', 'V2__a.java'])
      expect(await after(flyway, before, { [`db/migration/${path}`]: 'b\n' })).toEqual([
        'error duplicate-id 2',
      ]);
    for (const path of ['v3__b.sql', 'V3-b.sql', 'V3_b.sql'])
      expect(await after(flyway, before, { [`db/migration/${path}`]: 'b\n' })).toEqual([
        `warning id-malformed ${path}`,
      ]);
    expect(
      await after(flyway, before, { 'db/migration/R__b.sql': 'b\n', 'db/migration/U2__b.sql': 'b\n' }),
    ).toEqual([]);
  });

  test('a number alone is taken in every folder of the ledger, and goes with the file', async () => {
    const text = adr.entry(5, 'cache')['docs/adr/0005-cache.md'] ?? '';
    const config = 'kind: adr\n  path: [docs/adr, docs/rfc]';
    const repo = startLedger({ ...adr, config }, { 'docs/adr/0005.md': text });
    const after = async (change: Files): Promise<readonly string[]> => {
      repo.git('reset', '-q', '--hard');
      repo.stage(change);
      return (await checkRepo(repo, 'index')).findings.map(({ message }) => message);
    };
    expect(await after({ 'docs/adr/0005.md': null, 'docs/rfc/0005.md': text })).toEqual([]);
    expect(await after({ 'docs/adr/0005.md': null, 'docs/adr/0005-cache.md': text })).toEqual([]);
    expect(
      await after({ 'docs/rfc/0005.md': '# 5. Queues\n', 'docs/rfc/index.md': '0005 [5](0005.md)\n' }),
    ).toEqual(['0005 is the number of two entries: docs/adr/0005.md and docs/rfc/0005.md']);
    const { stderr } = tidemark(repo.root, ['renumber']);
    expect(stderr).toContain('docs/rfc/index.md:1');
    repo.git('add', 'docs');
    expect(repo.git('show', ':docs/rfc/index.md')).toBe('0005 [5](0005.md)');
    expect(repo.git('ls-files', 'docs/rfc')).toBe('docs/rfc/0006.md\ndocs/rfc/index.md');
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('an archived task of Backlog.md may give its number to another one', async () => {
    const tasks = kindOf('backlog-md');
    const archived = { 'backlog/archive/tasks/task-7 - Old.md': 'old\n' };
    expect(await after(tasks, archived, { 'backlog/tasks/task-7 - New.md': 'new\n' })).toEqual([
      'warning id-reused TASK-7',
    ]);
    const moved = {
      'backlog/archive/tasks/task-7 - Old.md': null,
      'backlog/tasks/TASK-07 - old.md': 'old\n',
    };
    expect(await after(tasks, archived, moved)).toEqual([]);
    expect(await after(tasks, archived, { 'backlog/drafts/draft-7 - New.md': 'new\n' })).toEqual([]);
  });

  test("Django's migrations may share a number as soon as one builds on another", async () => {
    const django = kindOf('django');
    const before = django.entry(2, 'alpha');
    const merge = "class Migration:\n    dependencies = [('app', '0002_alpha'), ('app', '0002_beta')]\n";
    const beta = django.entry(2, 'beta');
    expect(await after(django, before, beta)).toEqual(['error duplicate-id 2']);
    expect(await after(django, before, { ...beta, 'app/migrations/0003_merge.py': merge })).toEqual([]);
  });
});

describe('a whole ledger', () => {
  test('that is thrown away begins again: one warning, and older uses do not count', async () => {
    const repo = startLedger(migrate, many(migrate, 12));
    const paths = repo.git('ls-files', 'migrations').split('\n');
    repo.stage({ ...Object.fromEntries(paths.map((path) => [path, null])), ...migrate.entry(1, 'baseline') });
    expect(await verdict(repo, 'index')).toEqual(['warning ledger-restarted']);
    repo.commit('Baseline');
    repo.commit('Next', migrate.entry(2, 'second'));
    expect(await verdict(repo, 'worktree')).toEqual([]);
  });

  test('may move, change its padding or its prefix', async () => {
    const repo = startLedger(adr, { ...many(adr, 4), ...adr.entry(3, 'double') });
    repo.git('mv', 'docs/adr', 'decisions');
    repo.stage({ '.tidemark.yaml': 'ledgers:\n- kind: adr\n  path: decisions\n' });
    expect(await verdict(repo, 'index')).toEqual(['inherited duplicate-id 3']);
    repo.commit('Moved');
    for (const path of repo.git('ls-files', 'decisions').split('\n'))
      repo.git('mv', path, path.replace('/0', '/adr-'));
    expect(await verdict(repo, 'index')).toEqual(['inherited duplicate-id 3']);
  });

  test('in two folders has one sequence; another one has its own', async () => {
    const both = { kind: 'x', config: 'kind: adr\n  path: [a, b]\n- kind: adr\n  name: others\n  path: c' };
    const repo = startLedger({ ...both, entry: () => ({ 'a/0001-x.md': 'x\n', 'c/0001-y.md': 'y\n' }) });
    repo.stage({ 'b/0001-z.md': 'z\n' });
    expect(await verdict(repo, 'index')).toEqual(['error duplicate-id 1']);
    repo.stage({ 'b/0001-z.md': null, 'c/0002-z.md': 'z\n' });
    expect(await verdict(repo, 'index')).toEqual([]);
    expect((await checkRepo(repo, 'index')).ledgers).toMatchObject([
      { name: 'adr', paths: ['a', 'b'], entries: 1, highest: '0001', next: '0002' },
      { name: 'others', paths: ['c'], entries: 2, highest: '0002', next: '0003' },
    ]);
  });
});

describe('what a project decides', () => {
  const beside = adr.entry(2, 'beside');
  const config = (more: string): string => `ledgers:\n- kind: adr\n  path: docs/adr\n${more}`;
  const accepted =
    'accept:\n- { rule: duplicate-id, id: "0002", subject: beside, ledger: adr, reason: meant }\n';

  test.each<[string, string, readonly string[]]>([
    ['nothing', '', ['error duplicate-id 2']],
    ['that several may share a number', '  sharing: true\n', []],
    ['to accept it', accepted, []],
    [
      'to accept it in another ledger',
      accepted.replace('ledger: adr', 'ledger: rfcs'),
      ['error duplicate-id 2'],
    ],
    ['to accept it in the backlog', accepted.replace(' ledger: adr,', ''), ['error duplicate-id 2']],
    ['that it is a warning', 'rules: { duplicate-id: warning }\n', ['warning duplicate-id 2']],
  ])('%s', async (_name, more, expected) => {
    const repo = startLedger(adr, adr.entry(2, 'first'));
    repo.stage({ '.tidemark.yaml': config(more), ...beside });
    expect(await verdict(repo, 'index')).toEqual(expected);
  });

  test('the printed entry is accepted', async () => {
    const repo = startLedger(adr, adr.entry(2, 'first'));
    repo.stage(beside);
    const { stdout } = tidemark(repo.root, ['check', '--staged', '--format', 'accept']);
    repo.stage({ '.tidemark.yaml': config(stdout.replace('REPLACE ME: ', '')) });
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('that a number may come back, and that order is strict', async () => {
    const strict = { ...migrate, config: `${migrate.config}\n  order: strict\n  reuse: true` };
    const repo = startLedger(strict, migrate.entry(5, 'five'));
    repo.commit('Two', migrate.entry(6, 'six'));
    repo.commit('Removed', gone(migrate.entry(6, 'six')));
    repo.stage({ ...migrate.entry(6, 'other'), ...migrate.entry(3, 'late') });
    expect(await verdict(repo, 'index')).toEqual(['error id-below-mark 3']);
  });
});

test('a pull request that moves what its target has is refused', async () => {
  const repo = startLedger(migrate, migrate.entry(2, 'alpha'));
  repo.branch('side', 'main~0');
  repo.commit('Yields to nobody', {
    ...gone(migrate.entry(2, 'alpha')),
    ...migrate.entry(3, 'alpha'),
    ...migrate.entry(2, 'beta'),
  });
  expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused 2']);
  expect(await verdict(repo, 'rev side --base main')).toEqual(['error id-reused 2']);
});

test('a ledger that is configured now has a past: what is double there is inherited', async () => {
  const repo = createRepo();
  repo.commit('Before', { ...adr.entry(1, 'a'), ...adr.entry(1, 'b') });
  repo.stage({ '.tidemark.yaml': `ledgers:\n- ${adr.config}\n` });
  expect(await verdict(repo, 'index')).toEqual(['inherited duplicate-id 1']);
  expect(told(await checkRepo(repo, 'index', { strict: true }))).toEqual(['inherited duplicate-id 1']);
});

test('a commit that touches no ledger needs no Node', () => {
  const lists =
    'ledgers:\n  - kind: adr\n    path: docs/adr\n  - kind: golang-migrate\n    path: [db/a, db/b]\n';
  const repo: TestRepo = withoutBin(createHooked({ '.tidemark.yaml': lists, ...adr.entry(1, 'a') }));
  repo.stage({ 'notes.txt': 'more\n', 'db/c/0001_x.sql': 'x\n' });
  passes(repo, ['commit', '-q', '-m', 'Next']);
  for (const path of ['docs/adr/0002-b.md', 'db/a/0001_x.sql', 'db/b/0001_x.sql']) {
    repo.stage({ [path]: 'x\n' });
    expect(repo.tryGit(['commit', '-q', '-m', 'Next']).stderr).toContain('/gone/bin.js is not there');
    repo.git('reset', '-q', '--hard');
  }
});

test('a configuration that cannot be right is refused, with its place', async () => {
  const repo = startLedger(adr);
  repo.stage({ '.tidemark.yaml': 'ledgers:\n- kind: files\n  path: rfcs\n  pattern: "{slug}.md"\n' });
  expect(await failure(checkRepo(repo, 'index'))).toBe(
    'config: .tidemark.yaml:4:3: `ledgers[0].pattern` has no {number}',
  );
});

test('what is no folder is said, and nothing in it is read', async () => {
  const repo = createRepo();
  const paths = ['file', 'link', 'none'];
  const text = paths.map((path) => `- kind: adr\n  name: ${path}\n  path: ${path}\n`).join('');
  repo.commit('Start', {
    '.tidemark.yaml': `ledgers:\n${text}`,
    file: 'x\n',
    link: { link: 'docs' },
    'docs/0001-x.md': 'x\n',
  });
  for (const target of ['worktree', 'rev HEAD']) {
    const { findings, notes, ledgers = [] } = await checkRepo(repo, target);
    expect(findings).toEqual([]);
    expect(notes).toEqual([
      'file is a file, not a folder: nothing in it is checked.',
      'link is a symbolic link, not a folder: nothing in it is checked.',
    ]);
    expect(ledgers.map(({ entries, next }) => [entries, next])).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
  }
});

test('names in any bytes, and numbers of any length', async () => {
  const long = '1'.repeat(60);
  const repo = startLedger(adr, { [`docs/adr/${long}-a.md`]: 'a\n', 'docs/adr/0002-\u00e9.md': 'x\n' });
  repo.stage({
    [`docs/adr/0${long}-b.md`]: 'b\n',
    'docs/adr/0002-e\u0301.md': 'y\n',
    'docs/adr/0003-\u001b[31m.md': 'z\n',
  });
  expect((await verdict(repo, 'index')).filter((line) => !line.includes('id-malformed'))).toEqual([
    `error duplicate-id ${long}`,
  ]);
});
