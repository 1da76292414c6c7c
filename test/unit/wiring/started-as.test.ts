import { delimiter } from 'node:path';
import { expect, test } from 'vitest';

import { startedAs } from '../../../src/wiring/started-as.ts';
import type { Start } from '../../../src/wiring/started-as.ts';
import { createRepo } from '../../support/repo.ts';
import type { Files } from '../../support/repo.ts';

const AGENTS = {
  npm: 'npm/10.8.2 node/v20.20.2 linux x64 workspaces/false',
  pnpm: 'pnpm/9.15.0 npm/? node/v20.20.2 linux x64',
  yarn: 'yarn/4.6.0 npm/? node/v20.20.2 linux x64',
  yarn1: 'yarn/1.22.22 npm/? node/v20.20.2 linux x64',
  bun: 'bun/1.1.0 npm/? node/v20.20.2 linux x64',
} as const;

const LOCAL = 'node_modules/.bin/tidemark';
const INSTALLED: Files = { [LOCAL]: { executable: '' } };

/** In a project of these files, from a folder in it; `bin` counts from the project. */
function told(files: Files, bin: string, env: Start['env'] = {}): string {
  const repo = createRepo();
  const { root } = repo;
  repo.write({ ...files, 'deep/er/x': '', 'programs/tidemark': { executable: '' }, 'plain/tidemark': '' });
  const given = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value?.replaceAll('ROOT', root)]),
  );
  const printed = startedAs({
    env: given,
    bin: bin.startsWith('/') ? bin : repo.path(bin),
    directory: repo.path('deep/er'),
  });
  return printed.replaceAll(root, 'ROOT');
}

test.each<[string, Files, Start['env'], string]>([
  ['npx', INSTALLED, { npm_config_user_agent: AGENTS.npm }, 'npx tidemark'],
  ['pnpm exec', INSTALLED, { npm_config_user_agent: AGENTS.pnpm }, 'pnpm exec tidemark'],
  ['yarn', INSTALLED, { npm_config_user_agent: AGENTS.yarn }, 'yarn tidemark'],
  ['yarn 1', INSTALLED, { npm_config_user_agent: AGENTS.yarn1 }, 'yarn tidemark'],
  ['bunx', INSTALLED, { npm_config_user_agent: AGENTS.bun }, 'bunx tidemark'],
  ['a hook in a project of npm', { ...INSTALLED, 'package-lock.json': '' }, {}, 'npx tidemark'],
  ['a hook in a project of pnpm', { ...INSTALLED, 'pnpm-lock.yaml': '' }, {}, 'pnpm exec tidemark'],
  ['a hook in a project of Yarn', { ...INSTALLED, 'yarn.lock': '' }, {}, 'yarn tidemark'],
  ['a hook in a project of Bun', { ...INSTALLED, 'bun.lock': '' }, {}, 'bunx tidemark'],
  ['a hook in a project without a lockfile', INSTALLED, {}, 'npx tidemark'],
  ['something else that has an agent', INSTALLED, { npm_config_user_agent: 'toString/1' }, 'npx tidemark'],
])('the installation of a project, by %s', (_, files, env, printed) => {
  expect(told(files, LOCAL, { ...env, PATH: 'ROOT/programs' })).toBe(printed);
});

test.each([
  ['/home/me/.npm/_npx/1a2b/node_modules/.bin/tidemark', AGENTS.npm, 'npx tidemark'],
  ['/home/me/.cache/pnpm/dlx/1a2b/node_modules/tidemark/dist/bin.js', AGENTS.pnpm, 'pnpm dlx tidemark'],
  ['/tmp/xfs-1/dlx-77/node_modules/tidemark/dist/bin.js', AGENTS.yarn, 'yarn dlx tidemark'],
  ['/home/me/.npm/_npx/1a2b/node_modules/.bin/tidemark', undefined, 'npx tidemark'],
])('fetched to be run once: %s', (bin, agent, printed) => {
  expect(told({}, bin, { npm_config_user_agent: agent })).toBe(printed);
});

test('Yarn without node_modules', () => {
  const bin = '/home/me/.yarn/berry/cache/tidemark-npm-0.1.0.zip/node_modules/tidemark/dist/bin.js';
  expect(told({ '.pnp.cjs': '', 'yarn.lock': '' }, bin)).toBe('yarn tidemark');
});

const path = (...directories: readonly string[]) => ({ PATH: directories.join(delimiter) });
const NEEDS = { 'package.json': '{ "devDependencies": { "tidemark": "^0.1.0" } }', 'pnpm-lock.yaml': '' };

test.each<[string, Files, string, Start['env'], string]>([
  ['on the PATH', {}, '/opt/tidemark/bin.js', path('', 'ROOT/programs'), 'tidemark'],
  ['on the PATH as no program', {}, '/opt/tidemark/bin.js', path('ROOT/plain'), 'node /opt/tidemark/bin.js'],
  [
    'on the PATH of a package manager alone',
    INSTALLED,
    '/opt/bin.js',
    path('ROOT/node_modules/.bin'),
    'npx tidemark',
  ],
  ['a dependency', NEEDS, '/opt/bin.js', path('/nowhere'), 'pnpm exec tidemark'],
  [
    'in the package itself',
    { 'package.json': '{ "bin": { "tidemark": "x" } }' },
    'dist/bin.js',
    {},
    'node ROOT/dist/bin.js',
  ],
  ['below a broken package', { 'package.json': '{' }, '/opt/bin.js', {}, 'node /opt/bin.js'],
  ['below an empty package', { 'package.json': 'null' }, '/opt/bin.js', {}, 'node /opt/bin.js'],
  ['in a folder further down', {}, 'deep/er/dist/bin.js', {}, 'node dist/bin.js'],
  ['in a folder with an odd name', {}, 'deep/er/my files/bin.js', {}, 'node "my files/bin.js"'],
  ['in a folder like an option', {}, 'deep/er/-x/bin.js', {}, 'node ROOT/deep/er/-x/bin.js'],
  ['in a CI', {}, '/opt/bin.js', { CI: 'true' }, 'tidemark'],
  ['on a server', INSTALLED, LOCAL, { GIT_QUARANTINE_PATH: '/srv/x' }, 'tidemark'],
  ['by no path', {}, '/', { CI: '1' }, 'tidemark'],
])('%s', (_, files, bin, env, printed) => {
  expect(told(files, bin, env)).toBe(printed);
});
