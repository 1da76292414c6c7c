import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { plainWord } from '../../src/core/messages/wording.ts';
import { runMain, tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

/** HEAD is fine, the index adds an item above the mark, the work tree drops the mark. */
function threeStates(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Two'] }) });
  repo.stage({
    'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 One', 'WRK-002 Two', 'WRK-003 Three'] }),
  });
  repo.write({ 'BACKLOG.yaml': backlog({ mark: 1, items: ['WRK-001 One'] }) });
  return repo;
}

const rulesOf = (stdout: string) => JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);

test('a finding shows its line, and the way out', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One'] }) });
  repo.write({ [changeFile('WRK-002 Retry limits')]: '# Retry limits\n' });
  expect(tidemark(repo.root, ['check'])).toEqual({
    code: 1,
    stderr: '',
    stdout: [
      'BACKLOG.yaml:9:15: next_item_id is 1, but WRK-002 is taken by changes/WRK-002_retry-limits/ [mark-behind]',
      '  9 | next_item_id: 1',
      '    |               ^',
      '  changes/WRK-002_retry-limits:1: a directory “retry-limits”',
      '  fix: tidemark fix',
      '',
      '1 error: work tree against HEAD. BACKLOG.yaml: 1 item, mark 1, highest claim 2, next ID WRK-003',
      '',
    ].join('\n'),
  });
});

test.each([
  [['check'], 1, ['mark-regressed']],
  [['check', '--staged'], 1, ['mark-behind']],
  [['check', '--rev', 'HEAD'], 0, []],
])('tidemark %s', async (args, code, rules) => {
  const { root } = threeStates();
  const ended = await runMain([...args, '--format', 'json'], { cwd: root });
  expect({ ...ended, stdout: rulesOf(ended.stdout) }).toEqual({ code, stdout: rules, stderr: '' });
});

test('-C, a subdirectory and --git-dir all name the same repository', async () => {
  const { root } = threeStates();
  const reference = tidemark(root, ['check', '--staged']);
  const elsewhere = await runMain(['-C', root, 'check', '--staged'], { cwd: '/' });
  const there = reference.stdout.replace('fix: git add', `fix: git -C ${plainWord(root)} add`);
  expect(there).not.toBe(reference.stdout);
  expect(elsewhere).toEqual({ ...reference, stdout: there });
});

test('quiet: silence where nothing blocks', () => {
  const { root } = threeStates();
  expect(tidemark(root, ['check', '--rev', 'HEAD', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(tidemark(root, ['check', '--staged', '--quiet']).stdout).toContain('[mark-behind]');
});

test('a configuration given on the command line counts', () => {
  const repo = threeStates();
  repo.write({ 'other.yaml': 'rules:\n  mark-behind: warning\n' });
  const { code, stdout } = tidemark(repo.root, ['check', '--staged', '--config', 'other.yaml']);
  expect(code).toBe(0);
  expect(stdout).toContain('[mark-behind] (warning)');
});

test('what --format accept prints, pasted and given a reason, is accepted', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Two'] }) });
  repo.write({
    'BACKLOG.yaml': backlog({
      mark: 2,
      items: [{ id: 'WRK-001', title: `'Search: "all" \u202E'` }, 'WRK-002 Two'],
    }),
  });
  const { code, stdout } = tidemark(repo.root, ['check', '--format', 'accept']);
  expect(code).toBe(1);
  expect(parse(stdout)).toEqual({ accept: [expect.objectContaining({ rule: 'id-reused', id: 'WRK-001' })] });
  repo.write({ '.tidemark.yaml': stdout });
  expect(tidemark(repo.root, ['check'])).toMatchObject({ code: 2 });
  repo.write({ '.tidemark.yaml': stdout.replace('REPLACE ME: ', '') });
  expect(tidemark(repo.root, ['check'])).toMatchObject({ code: 0, stderr: '' });
});

test('missing history is never clean', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Two'] }) });
  repo.commit('Archive', { 'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 One'] }) });
  repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 One', 'WRK-002 Other'] }) });
  const shallow = repo.clone('--depth=2');
  const { code, stdout } = tidemark(shallow.root, ['check']);
  expect(stdout).toMatch(/^not checked: .*--unshallow.*$/mu);
  expect(stdout).toMatch(/\ncould not check/u);
  expect(code).toBe(3);
  expect(JSON.parse(tidemark(shallow.root, ['check', '--format=json']).stdout).unchecked).toHaveLength(1);
  expect(tidemark(repo.root, ['check'])).toMatchObject({ code: 1 });
});
