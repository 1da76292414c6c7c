import { cpSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

import { MANAGERS } from '../../src/wiring/hooks/hook-managers.ts';
import { createProject, expectGuarded, expectStopped, inModules } from '../support/installed.ts';
import type { Project } from '../support/installed.ts';
import { packVersions } from '../support/packed.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const TOOLS = here('test/hook-managers/node_modules/.bin');
const env = { PATH: [TOOLS, here('node_modules/.bin'), process.env['PATH']].join(delimiter) };

let tarball: string;
beforeAll(() => {
  tarball = packVersions().now;
}, 60_000);

let installed: Project | undefined;

/** A project that has Tidemark from npm, and a hook manager on its PATH, as `npx` would find it. Installed once, and copied. */
function begun(): Project {
  const project = createProject(['npm', 'exec', '--', 'tidemark'], env, inModules);
  if (installed) {
    cpSync(installed.root, project.root, { recursive: true, verbatimSymlinks: true });
    return project;
  }
  project.write({
    'package.json': '{ "name": "empty", "private": true }\n',
    'BACKLOG.yaml': 'items: []\n',
    '.gitignore': 'node_modules\n',
  });
  project.run('npm', 'install', '--save-dev', '--offline', '--no-audit', '--no-fund', tarball);
  installed = createProject([]);
  cpSync(project.root, installed.root, { recursive: true, verbatimSymlinks: true });
  return project;
}

/** A linked worktree without packages of its own; what `run` and `tidemark` start, they start in the main one. */
function linked(project: Project): Project {
  const path = join(freshDirectory('worktrees'), 'linked');
  project.git('worktree', 'add', '-q', path);
  const worktree = openTestRepo(path);
  const direct: Project['direct'] = (...args) => project.direct('-C', path, ...args);
  return { ...project, ...worktree, tidemark: direct, direct };
}

describe.runIf(existsSync(TOOLS))('from an empty folder to a stopped collision to a fixed one', () => {
  test('husky: one line in each hook, and nothing of this machine', () => {
    const project = begun();
    project.run('husky');
    const { code, stdout } = project.tidemark('install');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^commit {5}\.husky\/pre-commit, /mu),
    });
    expect(project.read('.husky/pre-commit')).toBe(
      'node_modules/tidemark/hooks/pre-commit "$@" || exit $?\n',
    );
    expectGuarded(project, env);
    expect(project.direct('doctor').code).toBe(0);
    // Another clone has all that git needs but the packages and husky's own set-up.
    const clone = project.clone();
    const direct: Project['direct'] = (...args) => project.direct('-C', clone.root, ...args);
    const other = { ...project, ...clone, tidemark: direct, direct };
    clone.write({ 'node_modules/tidemark': { link: project.path('node_modules/tidemark') } });
    clone.git('config', 'core.hooksPath', '.husky/_');
    clone.write({ '.husky/_': { link: project.path('.husky/_') } });
    expectStopped(other, env);
  }, 120_000);

  test.each(MANAGERS.filter(({ name }) => name !== 'pre-commit'))(
    '$name: by what doctor prints',
    ({ name, files, activate }) => {
      const project = begun();
      const [file = ''] = files;
      project.write(file === 'package.json' ? {} : { [file]: '' });
      if (file === 'package.json') project.write({ [file]: withKey(project.read(file), name, {}) });
      const { stdout } = project.direct('doctor');
      const [, printed = ''] = /Add to .*\n([^]*?)(?=^\S)/mu.exec(stdout) ?? [];
      const lines = printed.replaceAll(/^ {9}/gmu, '');
      project.write({
        [file]: file === 'package.json' ? withKey(project.read(file), name, JSON.parse(lines)[name]) : lines,
      });
      // Nothing is left to do for `install`, which says what is.
      const { code, stderr } = project.tidemark('install');
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`run \`${activate}\``),
      });
      expect(existsSync(project.path('.git/hooks/pre-commit'))).toBe(false);
      project.run(activate.replace('npx ', '').split(' ')[0] ?? '', ...activate.split(' ').slice(2));
      expect(project.tidemark('install')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`managed    by ${name}`),
      });
      expectGuarded(project, env);
      expect(project.direct('doctor').code).toBe(0);
      expectStopped(linked(project), env);
    },
    120_000,
  );
});

function withKey(manifest: string, key: string, value: unknown): string {
  return `${JSON.stringify({ ...JSON.parse(manifest), [key]: value }, null, 2)}\n`;
}

if (!existsSync(TOOLS)) test.skip('to be tried after `npm ci --ignore-scripts --prefix test/hook-managers`');
