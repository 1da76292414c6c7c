import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
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
  return pack(copy);
}

/** The version of what comes later. */
export const LATER = '99.0.0';

interface Versions {
  readonly now: string;
  readonly later: string;
}

/** The same of what is built already, and a later version of it that differs in nothing else. Packed once for each run of the suite. */
export function packVersions(): Versions {
  const shared = process.env['SUITE_SHARED'] ?? freshDirectory('shared');
  const done = join(shared, 'packed');
  if (existsSync(done)) return versionsIn(done);
  const mine = freshDirectory('packed');
  packInto(mine);
  try {
    renameSync(mine, done);
  } catch {
    // Another file of the suite was faster.
  }
  return versionsIn(done);
}

const versionsIn = (directory: string): Versions => ({
  now: join(directory, 'now.tgz'),
  later: join(directory, 'later.tgz'),
});

function packInto(target: string): void {
  const { now, later } = versionsIn(target);
  renameSync(pack(ROOT, '--ignore-scripts'), now);
  const directory = freshDirectory('later');
  execFileSync('tar', ['-xzf', now, '-C', directory]);
  const manifest = join(directory, 'package', 'package.json');
  const { version, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ version: LATER, ...rest }));
  const program = join(directory, 'package', 'dist', 'program.js');
  writeFileSync(program, readFileSync(program, 'utf8').replaceAll(`"${version}"`, `"${LATER}"`));
  execFileSync('tar', ['-czf', later, '-C', directory, 'package']);
}

function pack(directory: string, ...options: readonly string[]): string {
  const target = freshDirectory('tarball');
  const stdout = execFileSync('npm', ['pack', '--pack-destination', target, ...options], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...NPM_ENV },
  });
  assert.match(stdout, /^tidemark-[\d.]+\.tgz\n$/u);
  return join(target, stdout.trim());
}
