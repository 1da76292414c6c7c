import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  createProject,
  expectAdded,
  expectGuarded,
  expectStopped,
  hasManagers,
  inModules,
  inPlugAndPlay,
  managerFile,
} from '../support/installed.ts';
import type { Project } from '../support/installed.ts';
import { LATER, packVersions } from '../support/packed.ts';
import { freshDirectory } from '../support/repo.ts';
import type { Files } from '../support/repo.ts';

let versions: ReturnType<typeof packVersions>;
beforeAll(() => {
  versions = packVersions();
}, 60_000);

interface PackageManager {
  /** What starts it. */
  readonly command: readonly string[];
  /** Its words for installing a tarball; `TARBALL` stands for it. */
  readonly add: readonly string[];
  /** Its words for running Tidemark. */
  readonly exec: readonly string[];
  readonly files?: Files;
  /** How it leaves what it has installed; by default in `node_modules`. */
  readonly straight?: typeof inModules;
}

const node = process.execPath;
const yarn4 = [node, managerFile('@yarnpkg/cli-dist/bin/yarn.js')];
const YARN4 = 'enableTelemetry: false\nenableGlobalCache: false\nenableNetwork: false\n';

const MANAGERS: Readonly<Record<string, PackageManager>> = {
  npm: {
    command: ['npm'],
    add: ['install', '--save-dev', '--offline', '--no-audit', '--no-fund', 'TARBALL'],
    exec: ['exec', '--', 'tidemark'],
  },
  pnpm: {
    command: [node, managerFile('pnpm/bin/pnpm.mjs')],
    add: ['add', '--save-dev', '--offline', 'TARBALL'],
    exec: ['exec', 'tidemark'],
  },
  'Yarn 1': {
    command: [node, managerFile('yarn1/bin/yarn.js')],
    add: ['add', '--dev', '--offline', '--silent', 'TARBALL'],
    exec: ['--silent', 'tidemark'],
  },
  'Yarn 4, Plug’n’Play': {
    command: yarn4,
    add: ['add', '--dev', 'tidemark@file:TARBALL'],
    exec: ['tidemark'],
    files: { '.yarnrc.yml': YARN4, 'yarn.lock': '' },
    straight: inPlugAndPlay,
  },
  'Yarn 4, node-modules': {
    command: yarn4,
    add: ['add', '--dev', 'tidemark@file:TARBALL'],
    exec: ['tidemark'],
    files: { '.yarnrc.yml': `${YARN4}nodeLinker: node-modules\n`, 'yarn.lock': '' },
  },
};

const IGNORED = 'node_modules\n.yarn\n.pnp.*\n';

function begin({ command, exec, files = {}, straight = inModules }: PackageManager): Project {
  const project = createProject([...command, ...exec], { PNPM_HOME: freshDirectory('pnpm') }, straight);
  project.write({
    'package.json': '{ "name": "empty", "private": true }\n',
    'BACKLOG.yaml': 'items: []\n',
    '.gitignore': IGNORED,
    ...files,
  });
  return project;
}

function add(
  project: Project,
  { command: [program = '', ...first], add }: PackageManager,
  tarball: string,
): void {
  project.run(program, ...first, ...add.map((word) => word.replace('TARBALL', tarball)));
}

describe.runIf(hasManagers)(
  'from an empty folder to a stopped collision to a fixed one, and on through an upgrade',
  () => {
    test.each(Object.entries(MANAGERS))(
      '%s',
      (_, manager) => {
        const project = begin(manager);
        add(project, manager, versions.now);
        const installed = project.tidemark('install', '--merge-driver');
        expect(installed).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('guards     BACKLOG.yaml'),
        });
        expectGuarded(project);
        expectMerged(project);
        expectWriting(project);
        expectLasting(project);

        add(project, manager, versions.later);
        expect(project.direct('--version').stdout).toBe(`${LATER}\n`);
        project.stage();
        expect(project.tryGit(['commit', '-q', '-m', 'Upgrade'])).toMatchObject({ status: 0 });
        expectStopped(project);
        project.git('reset', '-q', '--hard');
        expect(project.direct('doctor')).toMatchObject({
          code: 0,
          stdout: expect.not.stringContaining('note'),
        });
        expect(project.tidemark('install').stdout).toMatch(/^(?:unchanged .*\n)+guards .*\n$/u);
      },
      240_000,
    );
  },
);

/** The driver takes what two branches added. */
function expectMerged(project: Project): void {
  project.branch('side');
  expectAdded(project, 'Of the side');
  project.commit('Side');
  project.checkout('main');
  expectAdded(project, 'Of main');
  project.commit('Main');
  expect(project.tryGit(['merge', '-q', '--no-edit', 'side'])).toMatchObject({ status: 0 });
  expect(project.read('BACKLOG.yaml')).toMatch(/Of the side[^]*Of main|Of main[^]*Of the side/u);
}

/** No command that writes needs what a package manager puts in place of Node's own file system does not have. */
function expectWriting(project: Project): void {
  project.write({ 'more.yaml': '- Export\n' });
  const [done] = /WRK-\d+/u.exec(project.read('BACKLOG.yaml')) ?? [];
  for (const words of [
    ['ingest', 'more.yaml'],
    ['fix'],
    ['archive', done ?? '', '--force'],
    ['check', '--format', 'sarif', '--output', 'report.sarif'],
    ['next', '--take'],
  ]) {
    const { code, stderr } = project.direct(...words);
    expect({ words, code, stderr }).toMatchObject({ code: 0 });
  }
  project.commit('More');
}

/** Of a version the paths that are recorded hold at most the place where it is to be put in. */
function expectLasting(project: Project): void {
  const hooks = readdirSync(project.path('.git/hooks')).filter((file) => !file.endsWith('.sample'));
  const texts = [...hooks.map((file) => project.read(`.git/hooks/${file}`)), project.git('config', '--list')];
  expect(texts.join('\n')).not.toMatch(/(?:\.pnpm|unplugged)\/tidemark[@-](?!'\*')/u);
  expect(texts.join('\n')).toContain("/node_modules/tidemark/dist/bin.js'");
}

describe('npm, without a project', () => {
  test('installed for all projects', () => {
    const prefix = freshDirectory('prefix');
    const project = createProject([join(prefix, 'bin', 'tidemark')]);
    project.write({ 'BACKLOG.yaml': 'items: []\n' });
    const words = ['install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund'];
    project.run('npm', ...words, versions.now);
    expect(project.tidemark('install')).toMatchObject({ code: 0, stderr: '' });
    expectGuarded(project);
    project.run('npm', ...words, versions.later);
    expectStopped(project);
  }, 120_000);

  test('npx alone', () => {
    const npx = ['npm', 'exec', '--yes', '--offline', `--package=${versions.now}`, '--', 'tidemark'];
    const cache = freshDirectory('cache');
    const project = createProject(npx, { NPM_CONFIG_CACHE: cache }, () => ({
      command: [join(cache, '_npx', readdirSync(join(cache, '_npx'))[0] ?? '', 'node_modules/.bin/tidemark')],
    }));
    project.write({ 'BACKLOG.yaml': 'items: []\n' });
    expect(project.tidemark('install')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('npm install --save-dev tidemark'),
    });
    expectGuarded(project);
  }, 120_000);
});

if (!hasManagers)
  test.skip('to be tried after `npm install --no-save --ignore-scripts --prefix test/package-managers`');
