import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freshDirectory } from './repo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage', 'reports', 'test']);

/** npm's own settings and cache, which the tests' HOME hides. */
export const NPM_ENV = {
  NPM_CONFIG_USERCONFIG: join(userInfo().homedir, '.npmrc'),
  NPM_CONFIG_CACHE: join(userInfo().homedir, '.npm'),
  NPM_CONFIG_PREFER_OFFLINE: 'true',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
};

/** The tarball that npm would publish of this checkout, packed from a copy. Its path is absolute; takes some seconds. */
export function packPackage(): string {
  const copy = freshDirectory('package');
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(ROOT, path).split('/')[0] ?? ''),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const stdout = execFileSync('npm', ['pack'], {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...NPM_ENV },
  });
  // A word more on standard output, and pre-commit could not install from git.
  assert.match(stdout, /^tidemark-[\d.]+\.tgz\n$/u);
  return join(copy, stdout.trim());
}
