import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { BIN } from '../support/cli.ts';
import { codeBlock } from '../support/recipes.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const STEPS = z.array(z.object({ run: z.string().optional() }));
const WORKFLOW = z.object({ jobs: z.object({ radar: z.object({ steps: STEPS }) }) });
const PIPELINE = z.object({ radar: z.object({ script: z.array(z.string()) }) });

const [NIGHTLY, EACH] = ['GitHub, every night', 'GitHub, for each pull request'].map(
  (heading) => WORKFLOW.parse(parse(codeBlock('radar.md', heading))).jobs.radar.steps,
);
const COMMENT = STEPS.parse(parse(codeBlock('radar.md', 'One comment, kept up to date')));
const GITLAB = PIPELINE.parse(parse(codeBlock('radar.md', 'GitLab'))).radar.script;

/** A clone as a runner has it, at a pull request that has to give way to its target; `number` of the other one that is open. */
function runner(): TestRepo {
  const origin = createRepo();
  const one = 'WRK-001 One';
  origin.commit('Start', { 'BACKLOG.yaml': backlog({ items: [one] }) });
  origin.branch('topic');
  origin.commit('Plan', { 'BACKLOG.yaml': backlog({ items: [one, 'WRK-002 Gamma'] }) });
  for (const ref of ['pull/7/head', 'merge-requests/7/head']) origin.git('update-ref', `refs/${ref}`, 'HEAD');
  origin.checkout('main');
  origin.git('branch', '-q', '-D', 'topic');
  origin.commit('Main', { 'BACKLOG.yaml': backlog({ items: [one, 'WRK-002 Beta'] }) });
  const clone = origin.clone();
  clone.git('fetch', '-q', 'origin', 'refs/pull/7/head');
  clone.git('checkout', '-q', '--detach', 'FETCH_HEAD');
  return clone;
}

/** Runs shell lines as a step does: with an `npx` that has this Tidemark, and a `gh` that remembers. */
function step(repo: TestRepo, script: string, env: Readonly<Record<string, string>> = {}) {
  const tools = openTestRepo(freshDirectory('tools'));
  tools.write({
    npm: { executable: '#!/bin/sh\n' },
    npx: { executable: `#!/bin/sh\nshift\nexec '${process.execPath}' '${BIN}' "$@"\n` },
    gh: { executable: GH },
  });
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: repo.root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${tools.root}${delimiter}${process.env['PATH']}`,
      GITHUB_STEP_SUMMARY: repo.path('.git/summary'),
      GITHUB_BASE_REF: 'main',
      GITHUB_REPOSITORY: 'o/r',
      PR: '7',
      CI_DEFAULT_BRANCH: 'main',
      ...env,
    },
  });
  return { status, stdout, stderr };
}

/** Lists the comment that was written before, as `--jq` would; else keeps what it is sent, and how. */
const GH = `#!/bin/sh
case "$*" in
  *--jq*) if [ -e .git/comment ]; then head -n 1 .git/comment | grep -q '^<!-- tidemark radar -->$' && echo 41; fi ;;
  *) echo "$*" >>.git/calls; cp radar.md .git/comment ;;
esac
`;

function scriptOf(steps: z.infer<typeof STEPS> = []): string {
  // The commits of tests are never recent.
  return steps
    .flatMap(({ run }) => run ?? [])
    .join('\n')
    .replace("$(date -d '90 days ago' +%F)", '2026-01-01');
}

test('GitHub, every night: a summary of what is contested', () => {
  const repo = runner();
  expect(step(repo, scriptOf(NIGHTLY))).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(repo.path('.git/summary'), 'utf8')).toContain('| WRK-002 | taken on the base |');
});

test('GitHub, for each pull request: a summary, and a failing job for the one that gives way', () => {
  const repo = runner();
  expect(step(repo, scriptOf(EACH))).toEqual({ status: 1, stdout: '', stderr: '' });
  expect(readFileSync(repo.path('.git/summary'), 'utf8')).toContain('| WRK-002 | taken on the base |');
  repo.checkout('origin/main');
  expect(step(repo, scriptOf(EACH)).status).toBe(0);
});

test('one comment: made once, then kept up to date', () => {
  const repo = runner();
  const script = `${scriptOf(EACH?.slice(0, -1))}\n${scriptOf(COMMENT)}`;
  expect(step(repo, script).status).toBe(1);
  expect(step(repo, script).status).toBe(1);
  expect(readFileSync(repo.path('.git/calls'), 'utf8').split('\n')).toEqual([
    'api repos/o/r/issues/7/comments -F body=@radar.md',
    'api -X PATCH repos/o/r/issues/comments/41 -F body=@radar.md',
    '',
  ]);
  const broken = step(repo, script, { GITHUB_BASE_REF: 'nowhere' });
  expect([broken.status, existsSync(repo.path('.git/comment'))]).toEqual([3, true]);
  expect(readFileSync(repo.path('.git/calls'), 'utf8').split('\n')).toHaveLength(3);
});

test('GitLab: a merge request that gives way fails; a schedule shows all', () => {
  const repo = runner();
  const script = GITLAB.join('\n');
  expect(step(repo, script, { CI_MERGE_REQUEST_IID: '7' })).toMatchObject({ status: 1, stderr: '' });
  const { status, stdout } = step(repo, script);
  expect([status, stdout]).toEqual([0, expect.stringContaining('WRK-002: taken on the base')]);
});
