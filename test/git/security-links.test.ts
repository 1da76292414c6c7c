import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { gitlab } from '../support/ci.ts';
import { BIN, inProcess } from '../support/cli.ts';
import { ONE, FORGOTTEN } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const DOUBLED = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-002 Export'] });
const SECRET = 'WRK-099 Secret of somebody else';

/** What lies outside: everything that a link could lead to, and nothing that may change or be told. */
function outside(): TestRepo {
  const there = openTestRepo(freshDirectory('outside'));
  there.write({
    'BACKLOG.yaml': backlog({ items: [SECRET] }),
    'FORGOTTEN.yaml': FORGOTTEN,
    'DOUBLED.yaml': DOUBLED,
    '2026-01.md': worklog([{ item: SECRET }]),
    [changeFile(SECRET).replace('changes/', '')]: 'secret\n',
    'config.yaml': 'backlog: secret.yaml\n',
    hook: '#!/bin/sh\n',
    attributes: '*.txt text\n',
    report: 'mine\n',
  });
  return there;
}

function everything({ root }: TestRepo): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => (statSync(path).isFile() ? `${path}: ${readFileSync(path, 'utf8')}` : path))
    .sort();
}

const WRITING: readonly (readonly string[])[] = [
  ['fix'],
  ['add', 'New'],
  ['archive', 'WRK-001', '--force'],
  ['renumber'],
  ['install', '--merge-driver'],
  ['check', '--format=sarif', '--output=report', '--format=human'],
];

describe('a link leads nothing out of the repository, and nothing in', () => {
  test.each<[string, (there: string) => Files]>([
    ['the backlog', (there) => ({ 'BACKLOG.yaml': { link: join(there, 'FORGOTTEN.yaml') } })],
    ['the backlog in another place', (there) => ({ 'BACKLOG.yaml': null, '.dev': { link: there } })],
    ['the worklog', (there) => ({ _worklog: { link: there } })],
    ['a file of the worklog', (there) => ({ '_worklog/2026-01.md': { link: join(there, '2026-01.md') } })],
    ['the directories of changes', (there) => ({ changes: { link: there } })],
    ['a directory of changes', (there) => ({ 'changes/WRK-002_search': { link: there } })],
    ['the configuration', (there) => ({ '.tidemark.yaml': { link: join(there, 'config.yaml') } })],
    ['the attributes', (there) => ({ '.gitattributes': { link: join(there, 'attributes') } })],
    ['husky’s directory', (there) => ({ '.husky': { link: there } })],
    ['a hook of husky’s', (there) => ({ '.husky/pre-commit': { link: join(there, 'hook') } })],
    ['a report', (there) => ({ report: { link: join(there, 'report') } })],
  ])('%s', async (_, links) => {
    const there = outside();
    const repo = createRepo();
    repo.commit('Start', { 'BACKLOG.yaml': ONE });
    repo.commit('Trap', { 'BACKLOG.yaml': DOUBLED, ...links(there.root) });
    const before = everything(there);
    for (const argv of WRITING) {
      const { code, stdout, stderr } = await inProcess(repo.root, argv);
      expect([0, 1, 2, 3]).toContain(code);
      expect(stdout + stderr).not.toContain('Secret');
      expect(stdout + stderr).not.toContain('WRK-099');
      expect(everything(there)).toEqual(before);
    }
  });

  test('the report that is written unasked on GitLab', async () => {
    const there = outside();
    const repo = createRepo();
    repo.commit('Start', { 'BACKLOG.yaml': ONE });
    const name = 'gl-code-quality-report.json';
    const CI_COMMIT_SHA = repo.commit('Trap', { [name]: { link: there.path('report') } });
    const { code, stderr } = await inProcess(repo.root, ['check', '--ci'], {
      env: gitlab({ CI_COMMIT_SHA }),
    });
    expect(there.read('report')).toBe('mine\n');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining(`${name} is a symbolic link`),
    });
  });
});

test('a link that git replaced a directory by between two commands leads nowhere', async () => {
  const there = outside();
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': ONE, '_worklog/2026-01.md': '' });
  repo.write({ _worklog: { link: there.root } });
  const before = everything(there);
  expect(await inProcess(repo.root, ['archive', 'WRK-001', '--force'])).toMatchObject({
    code: 3,
    stdout: '',
  });
  expect(everything(there)).toEqual(before);
  expect(repo.read('BACKLOG.yaml')).toBe(ONE);
});

test('temporary files are made by nobody else and read by nobody else', (context) => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': FORGOTTEN });
  const log = join(freshDirectory('trace'), 'log');
  const traced = ['-f', '-o', log, '-e', 'trace=openat,mkdir', process.execPath, BIN];
  const { status, error } = spawnSync('strace', [...traced, 'fix'], { cwd: repo.root });
  context.skip(error !== undefined || status !== 0, 'strace is not here, or must not trace');
  repo.git('config', 'core.sharedRepository', 'world');
  spawnSync('strace', ['-A', ...traced, 'add', 'New'], { cwd: repo.root });
  repo.commit('More');
  repo.write({ o: ONE, a: ONE.replace('Retry', 'Repeat'), b: ONE.replace('limits', 'often') });
  spawnSync('strace', ['-A', ...traced, 'merge-driver', 'o', 'a', 'b', '7', 'BACKLOG.yaml'], {
    cwd: repo.root,
  });
  const calls = readFileSync(log, 'utf8').split('\n');
  const files = calls.filter((line) => /\.tidemark-\d[^/]*"/u.test(line));
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const line of files) expect(line).toMatch(/O_CREAT\|O_EXCL.*, 0600\)/u);
  const directories = calls.filter((line) => /mkdir\(".*tidemark-merge-/u.test(line));
  expect(directories.length).toBeGreaterThanOrEqual(1);
  for (const line of directories) expect(line).toContain(', 0700)');
});
