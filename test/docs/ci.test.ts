import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import packageJson from '../../package.json' with { type: 'json' };
import { DRAWN_TWICE, MERGES_TREES } from '../support/older-git.ts';
import { NPM_ENV, packVersions } from '../support/packed.ts';
import { codeBlock, codeBlocks } from '../support/recipes.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';
import { junitErrors, schemaErrors } from '../support/validate.ts';

type Env = Readonly<Record<string, string>>;

const texts = z.record(z.string(), z.string());
const ACTION = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string() })),
  runs: z.object({
    steps: z.array(
      z.object({ shell: z.literal('bash'), run: z.string(), 'working-directory': z.string(), env: texts }),
    ),
  }),
});
const TEMPLATE = z.object({ tidemark: z.object({ variables: texts, script: z.array(z.string()) }) });

const load = (path: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8'));
const action = ACTION.parse(load('action.yml'));
const { tidemark: job } = TEMPLATE.parse(load('templates/tidemark.gitlab-ci.yml'));

let tarball = '';
beforeAll(() => {
  tarball = packVersions().now;
}, 120_000);

/** What a CI checks out: a merge, clean for git, of two branches that both drew WRK-004. */
function mergedTwice(): Proposal {
  const [one, two, three] = ['WRK-001 Retry limits', 'WRK-002 Undo', 'WRK-003 Themes'];
  const origin = createRepo();
  origin.commit('Begin', { 'BACKLOG.yaml': backlog({ items: [one, two, three] }) });
  origin.branch('topic');
  const topic = origin.commit('Topic', {
    'BACKLOG.yaml': backlog({ items: [one, 'WRK-004 Search', two, three] }),
  });
  origin.checkout('main');
  const base = origin.commit('Main', {
    'BACKLOG.yaml': backlog({ items: [one, two, 'WRK-004 Export', three] }),
  });
  origin.git('checkout', '-q', '-b', 'proposed');
  origin.merge('topic');
  return { ...origin.clone('--branch', 'proposed'), base, topic };
}

interface Proposal extends TestRepo {
  readonly base: string;
  readonly topic: string;
}

/** The author of the branch runs what the job has printed, with the Tidemark that was installed at `prefix`; then there is a new merge to check. */
function settle(repo: Proposal, said: string, prefix: string): Proposal {
  repo.git('checkout', '-q', '-B', 'topic', repo.topic);
  repo.git('fetch', '-q', 'origin');
  const [, printed = ''] = /^ *fix: (.*)$/mu.exec(said) ?? [];
  const command = printed.replaceAll(/(?:npx |node \S+|pnpm exec )?\btidemark\b(?= renumber)/gu, 'tidemark');
  const env = { PATH: `${join(prefix, 'node_modules', '.bin')}:${process.env['PATH']}` };
  const { status, stdout, stderr } = bash(command, repo.root, env);
  expect({ command, status, stdout, stderr }).toMatchObject({ status: 0 });
  const topic = repo.commit('Settled');
  repo.git('checkout', '-q', '--detach', repo.base);
  const { status: merged } = repo.tryGit(['merge', '-q', '--no-ff', '--no-edit', 'topic']);
  if (merged !== 0) {
    repo.git('merge', '--abort');
    repo.checkout('topic');
  }
  return { ...repo, topic };
}

function bash(script: string, cwd: string, env: Env) {
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...NPM_ENV, ...env },
  });
}

/** Installing takes longest, and what it leaves is the same for every run. */
const INSTALLING = /^npm install /mu;

describe('the GitHub action', () => {
  const temp = freshDirectory('runner-temp');

  /** Runs the steps as the runner would, until one fails. */
  function runAction(repo: TestRepo, given: Env, env: Env) {
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
    );
    const values: Env = { ...inputs, package: tarball, ...given };
    const fill = (text: string): string =>
      text
        .replace('${{ runner.temp }}', temp)
        .replace(/\$\{\{ inputs\.(\S+) \}\}/u, (_, name: string) => values[name] ?? '');
    let stdout = '';
    for (const step of action.runs.steps.filter(isToBeRun)) {
      const own = Object.entries(step.env).map(([name, text]) => [name, fill(text)]);
      const result = bash(step.run, resolve(repo.root, fill(step['working-directory'])), {
        ...env,
        RUNNER_TEMP: temp,
        ...Object.fromEntries(own),
      });
      stdout += result.stdout;
      if (result.status !== 0) return { status: result.status, stdout, stderr: result.stderr };
    }
    return { status: 0, stdout, stderr: '' };
  }

  const isToBeRun = ({ run }: (typeof action.runs.steps)[number]): boolean =>
    !INSTALLING.test(run) || !existsSync(join(temp, 'tidemark'));

  const eventOf = (repo: Proposal): Env => {
    const event = {
      pull_request: { base: { sha: repo.base, ref: 'main' }, head: { sha: repo.topic } },
    };
    const directory = freshDirectory('github');
    const path = join(directory, 'event.json');
    writeFileSync(path, JSON.stringify(event));
    return {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: path,
      GITHUB_SHA: repo.head(),
      GITHUB_STEP_SUMMARY: join(directory, 'summary.md'),
    };
  };

  test('puts no input into a script', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  test('checks a pull request: annotations, a summary, and the reports that were asked for', async () => {
    const repo = mergedTwice();
    const env = eventOf(repo);
    const outcome = runAction(repo, { sarif: 'out/tidemark.sarif', junit: 'out/tidemark.xml' }, env);
    expect(outcome.stderr).toBe('');
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toMatch(
      /^::error file=BACKLOG\.yaml,line=\d+,col=7,title=Tidemark%3A duplicate-id::/mu,
    );
    expect(readFileSync(env['GITHUB_STEP_SUMMARY'] ?? '', 'utf8')).toMatch(/^### Tidemark: 1 error\n/u);
    expect(schemaErrors('sarif-2.1.0.json', repo.read('out/tidemark.sarif'))).toEqual([]);
    expect(await junitErrors(repo.read('out/tidemark.xml'))).toEqual([]);
  });

  test('what it prints settles it, and the next run passes', () => {
    const repo = mergedTwice();
    const { stdout } = runAction(repo, {}, eventOf(repo));
    const settled = settle(repo, stdout, join(temp, 'tidemark'));
    const again = runAction(settled, {}, eventOf(settled));
    expect(again).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('clean: ') });
  });

  test('checks what its inputs name, in another directory, by another configuration', () => {
    const repo = mergedTwice();
    repo.write({ '../lenient.yaml': 'rules: { duplicate-id: warning, id-reused: warning }\n' });
    const given = {
      base: `${repo.base}~1`,
      head: repo.base,
      'working-directory': repo.root,
      config: '../lenient.yaml',
    };
    expect(runAction(createRepo(), given, { GITHUB_ACTIONS: 'true' })).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^clean: /mu),
    });
  });

  test('takes inputs for what they say, and runs nothing that they hold', () => {
    const repo = mergedTwice();
    const evil = '$(touch pwned)`touch pwned`"; touch pwned; "';
    const outcome = runAction(repo, { base: evil, head: evil, config: evil, sarif: evil }, eventOf(repo));
    expect(outcome.status).toBe(2);
    expect(existsSync(join(repo.root, 'pwned'))).toBe(false);
  });
});

describe('the GitLab template', () => {
  const installed = join(freshDirectory(), 'installed');

  function runJob(repo: Proposal) {
    repo.git('checkout', '-q', repo.topic);
    // A runner has the commits of the merge request alone.
    repo.git('update-ref', '-d', 'refs/remotes/origin/main');
    const script = job.script.filter((line) => !INSTALLING.test(line) || !existsSync(installed));
    const own = `${repo.root}.tmp`;
    if (script.length < job.script.length && !existsSync(own)) symlinkSync(installed, own);
    const outcome = bash(script.join('\n'), repo.root, {
      ...job.variables,
      TIDEMARK_PACKAGE: tarball,
      GITLAB_CI: 'true',
      CI_PROJECT_DIR: repo.root,
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_COMMIT_SHA: repo.topic,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    });
    if (!existsSync(installed)) cpSync(own, installed, { recursive: true, verbatimSymlinks: true });
    return outcome;
  }

  test('what it prints settles it, and the next run passes', () => {
    const repo = mergedTwice();
    const { stdout } = runJob(repo);
    const { status, stdout: said } = runJob(settle(repo, stdout, `${repo.root}.tmp/tidemark`));
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining('clean: ') });
  });

  test('checks a merge request, and leaves the reports that GitLab shows', async () => {
    const repo = mergedTwice();
    const { status, stdout, stderr } = runJob(repo);
    expect(stderr).toBe('');
    expect(stdout).toContain(`[${DRAWN_TWICE}]`);
    expect(status).toBe(1);
    const report = repo.read('gl-code-quality-report.json');
    expect(schemaErrors('gitlab-code-quality.json', report)).toEqual([]);
    const note = { check_name: 'tidemark', description: expect.stringContaining('git before 2.38') };
    expect(JSON.parse(report)).toMatchObject([
      { check_name: DRAWN_TWICE, severity: 'critical' },
      ...(MERGES_TREES ? [] : [note]),
    ]);
    expect(await junitErrors(repo.read('tidemark.xml'))).toEqual([]);
  });
});

describe('docs/ci.md', () => {
  test('any shell', () => {
    const repo = mergedTwice();
    repo.write({
      'node_modules/.bin/tidemark': { link: fileURLToPath(new URL('../../dist/bin.js', import.meta.url)) },
    });
    const script = codeBlock('ci.md', 'Jenkins, or any shell').replace('npx ', 'node node_modules/.bin/');
    const { status, stdout } = bash(script, repo.root, {});
    expect(stdout).toContain('[duplicate-id]');
    expect(status).toBe(1);
    expect(repo.read('tidemark.xml')).toContain('<failure type="duplicate-id"');
  });

  test('what it shows of YAML is YAML', () => {
    for (const block of codeBlocks('ci.md').filter(
      (code) => code.includes('uses:') || code.includes('include:'),
    )) {
      expect(() => parse(block)).not.toThrow();
    }
  });
});

test('every place that names a version names that of the package', () => {
  const name = `tidemark@${packageJson.version}`;
  expect(action.inputs['package']?.default).toBe(name);
  expect(job.variables['TIDEMARK_PACKAGE']).toBe(name);
  expect(codeBlock('hook-managers.md', 'pre-commit')).toContain(`[${name}]`);
});
