import { expect, test } from 'vitest';

import { checkRepo, told, verdict } from '../support/check.ts';
import { runMain } from '../support/cli.ts';
import { TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';

function started(files: Files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': TWO, ...files });
  return repo;
}

/** In the work tree, in the index, and committed. */
async function everywhere(repo: TestRepo, files: Files): Promise<readonly (readonly string[])[]> {
  repo.write(files);
  const worktree = await verdict(repo, 'worktree');
  repo.stage();
  const index = await verdict(repo, 'index');
  repo.commit('Change');
  return [worktree, index, await verdict(repo, 'rev HEAD')];
}

const WORKLOG = '_worklog/2026-02.md';

test.each<[string, Files]>([
  ['a directory with a hyphen', { 'changes/WRK-016-other/x.md': 'x\n' }],
  ['a directory with a blank', { 'changes/WRK-016 other/x.md': 'x\n' }],
  ['a directory without a hyphen', { 'changes/WRK016_other/x.md': 'x\n' }],
  ['a file', { 'changes/WRK-016_other.md': 'x\n' }],
  ['a heading with a hyphen', { [WORKLOG]: '## 2026-02-20T15:59:31+00:00 - WRK-016 (Other)\n' }],
  ['a heading of another rank', { [WORKLOG]: '### 2026-02-20T15:59:31+00:00 — WRK-016 (Other)\n' }],
  ['a heading with a colon', { [WORKLOG]: '## 2026-02-20T15:59:31+00:00 — WRK-016: Other\n' }],
])('%s is reported once it is new, and counts for nothing', async (_, files) => {
  const repo = started();
  const once = ['warning id-malformed WRK-016'];
  expect(await everywhere(repo, files)).toEqual([once, once, once]);
  repo.stage({ 'notes.txt': 'x\n' });
  expect(await verdict(repo, 'index')).toEqual(['inherited id-malformed WRK-016']);
});

test('names of another system are nothing like it', async () => {
  const repo = started();
  const files = { 'changes/ADR-016-other/x.md': 'x\n', [WORKLOG]: '### 2026-02-20 — RFC-7 (Other)\n' };
  expect(await everywhere(repo, files)).toEqual([[], [], []]);
});

const PLACE = 'changes/WRK-001_retry-limits';
const DOCUMENT = `${PLACE}/WRK-001_retry-limits_PRD.md`;
const PRD = { [DOCUMENT]: '# Retry limits\n\n**ID:** WRK-001\n' };

test.each<[string, Files]>([
  ['under another ID', { [`${PLACE}/WRK-002_x_DESIGN.md`]: '# x\n' }],
  ['with a heading of another ID', { [`${PLACE}/notes.md`]: '# WRK-002\n' }],
  ['with an ID line of another ID', { [`${PLACE}/notes.md`]: '# x\n\n**ID:** WRK-002\n' }],
])('a document %s is reported once it is new', async (_, files) => {
  const repo = started(PRD);
  const once = ['warning id-mismatch WRK-001'];
  expect(await everywhere(repo, files)).toEqual([once, once, once]);
});

test('a document that was there before is not read again', async () => {
  const repo = started({ [DOCUMENT]: '# WRK-002\n' });
  const files = {
    [`${PLACE}/WRK-001_retry-limits_DESIGN.md`]: '# WRK-001 x\n',
    'changes/notes.md': '# WRK-002\n',
  };
  expect(await everywhere(repo, files)).toEqual([[], [], []]);
  // What git would be asked about each tracked file before it is staged could run a filter.
  const again = ['warning id-mismatch WRK-001'];
  expect(await everywhere(repo, { [DOCUMENT]: '# WRK-002 again\n' })).toEqual([[], again, again]);
});

test('a document that is staged already is new in the work tree, too', async () => {
  const repo = started(PRD);
  repo.stage({ [DOCUMENT]: '# WRK-002\n' });
  expect(await verdict(repo, 'worktree')).toEqual(['warning id-mismatch WRK-001']);
  repo.write({ [DOCUMENT]: '# WRK-001\n' });
  expect(await verdict(repo, 'worktree')).toEqual([]);
});

test('half of a renumbering', async () => {
  const repo = started(PRD);
  repo.git('mv', PLACE, 'changes/WRK-003_retry-limits');
  repo.stage({
    'BACKLOG.yaml': TWO.replace('WRK-001', 'WRK-003').replace('next_item_id: 2', 'next_item_id: 3'),
  });
  const report = await checkRepo(repo, 'index');
  expect(report.findings.filter(({ rule }) => rule === 'id-mismatch').map(({ message }) => message)).toEqual([
    'changes/WRK-003_retry-limits/WRK-001_retry-limits_PRD.md is named after WRK-001, but is in the directory of WRK-003',
  ]);
});

test('a document of a merge that one side has is not new', async () => {
  const repo = started(PRD);
  repo.branch('side');
  repo.commit('Side', { [`${PLACE}/notes.md`]: '# WRK-002\n' });
  repo.checkout('main');
  repo.commit('Main', { 'notes.txt': 'x\n' });
  repo.merge('side');
  expect(await verdict(repo, 'rev HEAD')).toEqual([]);
});

test('a document that a partial clone does not have is a note', async () => {
  const origin = started(PRD);
  origin.commit('Design', { [`${PLACE}/notes.md`]: '# WRK-002\n' });
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const repo = origin.clone('--filter=blob:none', '--no-checkout', '--no-local');
  repo.git('cat-file', '-p', 'HEAD:BACKLOG.yaml');
  repo.git('config', 'remote.origin.url', 'nowhere');
  const report = await checkRepo(repo, 'rev HEAD');
  expect(told(report)).toEqual([]);
  expect(report.notes).toEqual([expect.stringContaining('Documents of changes that are not in this clone')]);
});

test.each(['tasks', 'Items'])('a backlog whose items are under `%s` guards nothing', async (key) => {
  const repo = started();
  repo.stage({ 'BACKLOG.yaml': TWO.replace('items:', `${key}:`) });
  const report = await checkRepo(repo, 'index');
  expect(told(report)).toEqual(['error backlog-unreadable']);
  expect(report.findings[0]?.message).toContain(`\`${key}\` has a list of mappings: rename it to \`items\``);
  for (const argv of [['next'], ['add', 'One'], ['fix']]) {
    const { code, stdout, stderr } = await runMain(argv, { cwd: repo.root });
    expect({ argv, code }).toEqual({ argv, code: argv[0] === 'fix' ? 1 : 3 });
    expect(stdout + stderr).toContain('rename it to `items`');
  }
});

test.each([
  ['install', 1],
  ['doctor', 1],
] as const)('%s says so, too', async (command, code) => {
  const repo = started({ 'BACKLOG.yaml': TWO.replace('items:', 'tasks:') });
  const { stdout, stderr, ...outcome } = await runMain([command], { cwd: repo.root });
  expect(outcome).toMatchObject({ code });
  expect(`${stdout}${stderr}`).toContain('BACKLOG.yaml cannot be read, so nothing in it is guarded');
});

test('a list beside the items', async () => {
  const repo = started();
  const icebox = 'icebox:\n- id: WRK-020\n  title: Frozen\n';
  const once = ['warning id-malformed WRK-020'];
  expect(await everywhere(repo, { 'BACKLOG.yaml': `${TWO}${icebox}` })).toEqual([once, once, once]);
});

test.each<[string, string, string]>([
  ['keys in another case', '- ID: WRK-003\n  Title: Other\n', 'WRK-004'],
  ['a number alone', '- id: 12\n  title: Other\n', 'WRK-013'],
])('an item with %s is reported, and `add` keeps off its number', async (_, item, next) => {
  const repo = started();
  repo.stage({ 'BACKLOG.yaml': TWO.replace('next_item_id', `${item}next_item_id`) });
  expect(await verdict(repo, 'index')).toEqual([expect.stringMatching(/^warning id-malformed /u)]);
  expect(await runMain(['add', 'Next'], { cwd: repo.root })).toMatchObject({ code: 0, stdout: `${next}\n` });
  expect(repo.read('BACKLOG.yaml')).toContain(item);
});
