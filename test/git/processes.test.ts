import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { add } from '../../src/drawing/add.ts';
import { next } from '../../src/drawing/next.ts';
import { runGit } from '../../src/adapters/git/git.ts';
import { listIndex } from '../../src/adapters/git/index/index-listing.ts';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { treeName } from '../../src/adapters/git/index/tree-object.ts';
import { checkRepo, verdict } from '../support/check.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { commandsOf } from '../support/spied-git.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const ITEMS = Array.from(
  { length: 30 },
  (_, index) => `WRK-${String(index + 1).padStart(3, '0')} Item ${index}`,
);

const GROWN = backlog({ items: [...ITEMS, 'WRK-031 New'] });

function grown(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', {
    'BACKLOG.yaml': backlog({ items: ITEMS }),
    '_worklog/2026-01.md': worklog(ITEMS.slice(0, 5).map((item) => ({ item }))),
    '_worklog/2026-02.md': worklog(ITEMS.slice(5, 9).map((item) => ({ item }))),
    ...Object.fromEntries(
      ITEMS.flatMap((item) => [
        [changeFile(item), item],
        [changeFile(item, 'nested/x.md'), '1'],
      ]),
    ),
  });
  return repo;
}

describe('a plain commit costs two git processes', () => {
  test.each<[string, (repo: TestRepo) => void]>([
    ['a new item', (repo) => repo.stage({ 'BACKLOG.yaml': GROWN })],
    ['a new entry', (repo) => repo.stage({ '_worklog/2026-02.md': worklog([{ item: 'WRK-001 Item 0' }]) })],
    ['nothing', () => {}],
  ])('%s', async (_name, arrange) => {
    const repo = grown();
    arrange(repo);
    expect(await commandsOf(async () => checkRepo(repo, 'index'))).toEqual(['rev-parse', 'cat-file']);
  });
});

test.each(LEDGERS)('a plain commit of a $kind ledger costs few git processes', async (ledger) => {
  const repo = startLedger(ledger, ledger.entry(2, 'two'));
  repo.stage(ledger.entry(3, 'three'));
  // A folder in the ledger's is read after it, and a text that may have its number in it last.
  const [folders, texts] = [ledger.kind === 'backlog-md', ['adr', 'backlog-md'].includes(ledger.kind)];
  const read = (isAny: boolean) => (isAny ? ['cat-file'] : []);
  const expected = ['rev-parse', 'cat-file', ...read(folders), 'rev-list', ...read(texts)];
  expect(await commandsOf(async () => checkRepo(repo, 'index'))).toEqual(expected);
  // Numbers that the past may know are asked for once more.
  repo.commit('Gone', Object.fromEntries(Object.keys(ledger.entry(2, 'two')).map((path) => [path, null])));
  repo.stage(ledger.entry(4, 'four'));
  expect(await commandsOf(async () => checkRepo(repo, 'index'))).toEqual(expected);
});

test.each([
  ['says nothing', ['diff', '--cached', '--name-only']],
  ['answers', ['rev-parse', '--git-dir']],
  ['fails', ['rev-parse', 'nowhere']],
])('nothing waits for a git that %s once it has ended', async (_name, args) => {
  const repo = createRepo();
  const waits = vi.spyOn(globalThis, 'setTimeout');
  await runGit(repo.root, args);
  const { length } = waits.mock.calls;
  waits.mockRestore();
  expect(length).toBe(0);
});

test('what is known of the index is what git would write', async () => {
  for (const repo of [createRepo(), createRepo('--object-format=sha256')]) {
    repo.stage({
      'changes/a/b': '1',
      'changes/a.b/c': { executable: '2' },
      'changes/a/b0/c': '3',
      'changes/a/b-/c/d/e': { link: '4' },
      'changes/ü “x”/y\n': '5',
      'other/z': '6',
    });
    const tree = repo.git('rev-parse', `${repo.git('write-tree')}:changes`);
    const lists = await listIndex(await openRepository(repo.root), ['changes']);
    expect(await treeName('changes', lists.get('changes') ?? [])).toBe(tree);
  }
});

test('a new directory costs the reading of its documents, for the ID that they name', async () => {
  const repo = grown();
  repo.stage({ 'BACKLOG.yaml': GROWN, [changeFile('WRK-031 New')]: '# New\n' });
  const read = ['rev-parse', 'cat-file', 'cat-file'];
  expect(await commandsOf(async () => checkRepo(repo, 'index'))).toEqual(read);
});

test('a changed directory costs no more than reading it', async () => {
  const repo = grown();
  repo.write({ [changeFile('WRK-007 Item 6', 'SCOPE.md')]: '# More\n' });
  repo.git('add', 'changes');
  const read = ['rev-parse', 'cat-file', 'cat-file', 'cat-file', 'cat-file'];
  expect(await commandsOf(async () => checkRepo(repo, 'index'))).toEqual(read);
});

// When many programs run, what is asked in parallel may take a process or two more.
test.each<[string, (cwd: string) => Promise<unknown>]>([
  ['next', async (cwd) => next({ cwd }, { take: false })],
  ['add', async (cwd) => add({ cwd }, [{ title: 'New' }], { dryRun: true })],
])('%s takes few of them, however many branches there are', async (_name, act) => {
  const origin = grown();
  for (let at = 1; at <= 20; at += 1) {
    origin.branch(`topic-${at}`, 'main');
    origin.commit('Draw', { 'BACKLOG.yaml': backlog({ mark: 30 + at, items: ITEMS }) });
  }
  origin.checkout('main');
  const { root } = origin.clone();
  expect((await commandsOf(async () => act(root))).length).toBeLessThanOrEqual(12);
});

test('checking touches neither the index nor any file', async () => {
  const repo = grown();
  repo.stage({ 'BACKLOG.yaml': backlog({ items: ITEMS.slice(1) }) });
  // A racy or stale entry is what git likes to refresh.
  execFileSync('touch', ['-d', '2020-01-01', repo.path('BACKLOG.yaml')]);
  const files = ['.git/index', 'BACKLOG.yaml', '_worklog/2026-01.md', '.git', '.git/objects'];
  const before = files.map((file) => statSync(repo.path(file), { bigint: true }).mtimeNs);
  await verdict(repo, 'index');
  await verdict(repo, 'worktree');
  expect(files.map((file) => statSync(repo.path(file), { bigint: true }).mtimeNs)).toEqual(before);
});

test('an index that somebody else has locked is read all the same', async () => {
  const repo = grown();
  repo.write({ '.git/index.lock': '' });
  expect(await verdict(repo, 'index')).toEqual([]);
  expect(await verdict(repo, 'worktree')).toEqual([]);
});
