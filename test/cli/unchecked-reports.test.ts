import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { runMain } from '../support/cli.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

/** What a checkout of depth 1 leaves of two branches: the other one is not there. */
function shallow(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits'] }) });
  repo.commit('More', { x: '' });
  return repo.clone('--depth=1');
}

const SENTENCE = /origin\/nope.* names no commit of this repository/u;

describe('where nothing could be checked', () => {
  const args = ['check', '--ci', '--base', 'origin/nope', '--head', 'HEAD'];

  test('every report that was asked for says so', async () => {
    const { root } = shallow();
    const directory = freshDirectory();
    const files = ['sarif', 'junit', 'gitlab', 'json'].map(
      (format) => [format, join(directory, format)] as const,
    );
    const summary = join(directory, 'summary.md');
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: join(directory, 'output'),
    };
    const targets = files.flatMap(([format, file]) => ['--format', format, '--output', file]);
    const ended = await runMain([...args, '--format', 'human', '--format', 'github', ...targets], {
      cwd: root,
      env,
    });
    expect(ended).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^::error.*not checked: .*names no commit/u),
      stderr: expect.stringMatching(SENTENCE),
    });
    for (const [, file] of files)
      expect(readFileSync(file, 'utf8')).toMatch(/names no commit of this repository/u);
    expect(readFileSync(summary, 'utf8')).toMatch(/names no commit of this repository/u);
    expect(readFileSync(summary, 'utf8')).toMatch(/<code>git fetch [^`<]*<\/code>/u);
    expect(readFileSync(join(directory, 'output'), 'utf8')).toBe('findings=0\nerrors=0\nnext-id=\n');
    const [run] = JSON.parse(readFileSync(join(directory, 'sarif'), 'utf8')).runs;
    expect(run.invocations).toMatchObject([{ executionSuccessful: false }]);
    expect(JSON.parse(readFileSync(join(directory, 'json'), 'utf8'))).toMatchObject({
      error: { code: 'unknown-revision' },
    });
  });

  test('a CI shows it without being asked', async () => {
    const { root } = shallow();
    const github = await runMain(args, { cwd: root, env: { GITHUB_ACTIONS: 'true' } });
    expect(github).toMatchObject({ code: 3, stdout: expect.stringMatching(/^::error/u) });
    const gitlab = await runMain(args, { cwd: root, env: { GITLAB_CI: 'true' } });
    expect(gitlab).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(SENTENCE) });
    const [issue] = JSON.parse(readFileSync(join(root, 'gl-code-quality-report.json'), 'utf8'));
    expect(issue).toMatchObject({ severity: 'blocker', description: expect.stringMatching(SENTENCE) });
  });

  test('who types wrong words gets no report, and a terminal what it always gets', async () => {
    const { root } = shallow();
    const file = join(freshDirectory(), 'report.xml');
    const wrong = await runMain(['check', '--head', 'HEAD', '--format', 'junit', '--output', file], {
      cwd: root,
    });
    expect({ code: wrong.code, written: existsSync(file) }).toEqual({ code: 2, written: false });
    expect(await runMain(args, { cwd: root })).toMatchObject({ code: 3, stdout: '' });
  });
});

test('later steps of a job can ask what was found', async () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 A', 'WRK-001 B', 'WRK-+5 C'] }) });
  const output = join(freshDirectory(), 'output');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output };
  await runMain(['check'], { cwd: repo.root, env });
  expect(readFileSync(output, 'utf8')).toBe('findings=2\nerrors=1\nnext-id=WRK-002\n');
});
