import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';

import { CANARY, expectSilence, HOSTILE_WORDS } from '../support/canary.ts';
import { ruleIds } from '../support/ci.ts';
import { inProcess } from '../support/cli.ts';
import { createHooked, FORGOTTEN, hook, ONE, passes, stops, TWO } from '../support/hooked.ts';
import { run, usual } from '../support/operations.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

describe('no argument becomes an option of git or a word of a shell', () => {
  test.each<[string, ((word: string) => string[])[]]>([
    [
      'check',
      [(word) => ['--rev', word], (word) => ['--rev=HEAD', `--base=${word}`], (word) => [`--rev=${word}`]],
    ],
    ['check', [(word) => ['--ci', `--base=${word}`], (word) => ['--ci', '--base=HEAD', `--head=${word}`]]],
    ['check', [(word) => [`--config=${word}`], (word) => ['-C', word], (word) => [`--format=${word}`]]],
    ['fix', [(word) => [`--base=${word}`], (word) => ['--dry-run', '--base', word], (word) => ['--', word]]],
    [
      'renumber',
      [(word) => ['--', word], (word) => [`--against=${word}`], (word) => ['WRK-1', `--keep=${word}`]],
    ],
    ['next', [(word) => [`--prefix=${word}`], (word) => ['--', word]]],
    ['ingest', [(word) => ['--dry-run', '--', word]]],
    ['archive', [(word) => ['--', word]]],
    ['explain', [(word) => ['--', word]]],
    ['hook', [(word) => ['--', word], (word) => ['--', 'pre-push', word, word]]],
    ['merge-driver', [(word) => ['--', word, word, word, '7', word]]],
  ])('%s', async (command, shapes) => {
    const repo = usual();
    const before = repo.git('status', '--porcelain', '-uall');
    for (const argv of shapes.flatMap((shape) => HOSTILE_WORDS.map(shape))) {
      const { code, stderr } = await run(repo, command, ...argv);
      expect([0, 1, 2, 3], `${command} ${argv.join(' ')}: ${stderr}`).toContain(code);
      expect(stderr).not.toMatch(/^ {4}at /mu);
    }
    expectSilence();
    expect(repo.git('status', '--porcelain', '-uall')).toBe(before);
  });

  test('check, which asks one question for one revision', async () => {
    const repo = usual();
    for (const word of ['HEAD\nHEAD', 'nowhere\nHEAD', 'HEAD\0', 'HEAD\n']) {
      for (const argv of [
        ['--rev', word],
        ['--rev=HEAD', '--base', word],
      ]) {
        const { code, stdout, stderr } = await run(repo, 'check', ...argv);
        expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
        expect(stderr).toContain('names no commit of this repository');
      }
    }
  });

  test('add, whose words are texts', async () => {
    const repo = usual();
    for (const word of HOSTILE_WORDS) {
      const { code } = await run(
        repo,
        'add',
        `--description=${word}`,
        `--pipeline-type=${word}`,
        `--set=owner=${word}`,
        '--',
        `Do ${word.replaceAll('\n', ' ')}`,
      );
      expect(code).toBe(0);
      for (const option of ['origin', 'depends-on', 'set', 'prefix'])
        expect((await run(repo, 'add', `--${option}=${word}`, 'x')).code).toBe(2);
    }
    expectSilence();
    expect((await run(repo, 'check')).code).toBe(0);
  });
});

/** Names that git allows for a ref. */
const REFS = [
  `$(touch\${IFS}${CANARY})`,
  `\`touch\${IFS}${CANARY}\``,
  `;touch\${IFS}${CANARY};`,
  `';touch\${IFS}${CANARY};'`,
  `--output=${CANARY}`,
  '-rf',
  '--all',
];

test('no ref becomes one', async () => {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  const server = repo.clone('--bare');
  await inProcess('/', ['install', '--bare', server.root]);
  hook(repo).git('remote', 'add', 'origin', server.root);
  const refs = REFS.map((name) => `refs/heads/${name}`);
  const pushed = refs.map((ref) => `${ref}:${ref}`);
  const moveTo = (commit: string) => refs.forEach((ref) => repo.git('update-ref', ref, commit));
  moveTo(repo.commit('Second', { 'BACKLOG.yaml': TWO }));
  passes(repo, ['push', '-q', 'origin', ...pushed]);
  moveTo(repo.commit('Lower', { 'BACKLOG.yaml': ONE }));
  stops(repo, ['push', 'origin', ...pushed], 'mark-regressed');
  stops(repo, ['push', '--no-verify', 'origin', ...pushed], 'mark-regressed');
  for (const ref of refs) expect((await inProcess(repo.root, ['check', `--rev=${ref}`])).code).toBe(1);
  expectSilence();
});

const PATHS = [
  '-A',
  ':!x.yaml',
  `$(touch canary).yaml`,
  "';touch canary;'.yaml",
  'a %A %P %% b.yaml',
  '*.yaml',
];

describe('no path of the configuration becomes one', () => {
  test.each(PATHS)('a backlog at %s', async (path) => {
    const files = {
      'BACKLOG.yaml': null,
      '.tidemark.yaml': `backlog: ${JSON.stringify(path)}\n`,
      [path]: ONE,
    };
    const repo = createHooked(files);
    repo.write({ 'other.txt': '' });
    expect((await inProcess(repo.root, ['install', '--merge-driver'])).code).toBe(0);
    repo.stage({ [path]: FORGOTTEN });
    stops(repo, ['commit', '-q', '-m', 'x'], 'mark-behind');
    repo.git('reset', '-q', '--', '.');
    const { code, stdout, stderr } = await inProcess(repo.root, ['fix']);
    expect(code).toBe(0);
    // Whatever it says to run stages that very file.
    const [, command = ''] = /(git add .+)/u.exec(stdout + stderr) ?? [];
    runPasted(repo.root, command);
    expect(repo.git('diff', '--cached', '--name-only', '-z')).toBe(`${path}\0`);
    passes(repo, ['commit', '-q', '-m', 'x']);
    repo.branch('side', 'HEAD~1');
    repo.commit('Other', { [path]: backlog({ mark: 3, items: ['WRK-001 Retry limits', 'WRK-003 Export'] }) });
    passes(repo, ['merge', '-q', 'main', '-m', 'Merge']);
    expect(repo.read(path)).toContain('next_item_id: 3');
    expect((await inProcess(repo.root, ['add', 'Next'])).stdout).toBe('WRK-004\n');
    expect(repo.git('ls-files', '-o')).not.toContain('canary');
    expectSilence();
  });
});

describe('no path becomes a pattern that means other files, wherever somebody stands', () => {
  test.each(['*.yaml', ':(top)x.yaml', ':!x.yaml', '[xy].yaml'])('%s', async (path) => {
    const repo = createHooked({
      'BACKLOG.yaml': null,
      '.tidemark.yaml': `backlog: ${JSON.stringify(path)}\n`,
      [path]: ONE,
      'sub/a.txt': 'a\n',
    });
    const twice = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-002 Export'] });
    repo.write({ [path]: twice, 'x.yaml': 'mine\n', 'sub/x.yaml': 'mine\n' });
    repo.git('--literal-pathspecs', 'add', '--', path);
    const sub = repo.path('sub');
    expect(ruleIds(await inProcess(sub, ['check', '--format=json']))).toEqual(['duplicate-id']);
    expect(await inProcess(sub, ['renumber', '--stage'])).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
    expect(repo.git('diff', '--cached', '--name-only', '-z')).toBe(`${path}\0`);
    expect(repo.git('ls-files', '-o')).toBe('sub/x.yaml\nx.yaml');
  });
});

test('no text of a file becomes one: whatever a finding says to run does just that', async () => {
  const song = '$(touch canary)`touch canary`;touch canary;"\'&touch canary&|touch canary';
  const repo = createHooked({
    'BACKLOG.yaml': backlog({ items: [{ id: 'WRK-001', title: JSON.stringify(song) }] }),
    [`changes/WRK-002_x/${song.replaceAll('/', '')}.md`]: '# x\n',
  });
  repo.write({
    [changeFile('WRK-003 Other')]: '',
    [`changes/WRK-003_${song}/x.md`]: '',
    [`changes/WRK-001_${song}/x.md`]: '',
    [`_worklog/${song}.md`]: `## 2026-01-01T00:00:00Z — WRK-001 (${song})\n`,
    'BACKLOG.yaml': backlog({
      mark: 0,
      items: [
        { id: JSON.stringify(`${song}-007`), title: JSON.stringify(song) },
        'WRK-001 Another',
        'WRK-001 Third',
      ],
    }),
  });
  const { code, stdout } = await inProcess(repo.root, ['check', '--format', 'json']);
  expect(code).toBe(1);
  const { findings } = JSON.parse(stdout);
  expect(findings.length).toBeGreaterThan(4);
  for (const { remedy } of findings) runPasted(repo.root, remedy);
  expect(repo.git('ls-files', '-o', 'canary')).toBe('');
});

/** Runs a command line as somebody would who pastes it; what it says to do with Tidemark is left out. */
function runPasted(cwd: string, line: string): void {
  const bin = openTestRepo(freshDirectory('bin'));
  bin.write({ tidemark: { executable: '#!/bin/sh\n' } });
  spawnSync('sh', ['-c', line], {
    cwd,
    env: { ...process.env, PATH: `${bin.root}${delimiter}${process.env['PATH']}` },
  });
}
