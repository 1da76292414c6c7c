import { askOnce, git, gitFailed, runGit } from './git.ts';
import type { Asked } from './git.ts';

/** A setting of git as it holds in `directory`, whoever made it; undefined where it is not set. */
export async function readSetting(
  directory: string,
  key: string,
  ...options: readonly string[]
): Promise<string | undefined> {
  const { exitCode, stdout, stderr } = await runGit(directory, ['config', ...options, '--get', key]);
  if (exitCode > 1) throw gitFailed('config', exitCode, stderr);
  return exitCode === 1 ? undefined : stdout.toString('utf8').replace(/\n$/u, '');
}

/** What is asked of most repositories, in one go: what their branches and remotes are. */
const USUAL = '^(branch\\..*\\.remote|remote\\..*\\.url|init\\.defaultbranch)$';

/** The same for one of those, its section and name in lower case, as it was when such a one was asked for first. */
export async function readUsualSetting(asked: Asked, key: string): Promise<string | undefined> {
  const { exitCode, stdout, stderr } = await askOnce(asked, ['config', '-z', '--get-regexp', USUAL]);
  if (exitCode > 1) throw gitFailed('config', exitCode, stderr);
  // Key, line feed and value, each with a NUL behind it; without a value the line feed is missing, too.
  const [entry] = stdout
    .toString('utf8')
    .split('\0')
    .filter((text) => text === key || text.startsWith(`${key}\n`))
    .slice(-1);
  return entry?.slice(key.length + 1);
}

/** All values of a setting that may be there several times, as this repository has them. */
export async function readSettings(directory: string, key: string): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await runGit(directory, ['config', '-z', '--get-all', key]);
  if (exitCode > 1) throw gitFailed('config', exitCode, stderr);
  return stdout.toString('utf8').split('\0').filter(Boolean);
}

/** Whose setting it is that holds in `directory`: `local`, `global`, `system`, `worktree` or `command`. */
export async function readScope(directory: string, key: string): Promise<string> {
  const told = await readSetting(directory, key, '--show-scope');
  return told?.split('\t')[0] ?? 'local';
}

/** Sets it for this clone; undefined takes the clone's own setting out. */
export async function writeSetting(directory: string, key: string, value: string | undefined): Promise<void> {
  const change = value === undefined ? ['--unset-all', key] : ['--replace-all', key, value];
  const { exitCode, stderr } = await runGit(directory, ['config', '--local', ...change]);
  const wasNotThere = value === undefined && exitCode === 5;
  if (exitCode !== 0 && !wasNotThere) throw gitFailed('config', exitCode, stderr);
}

/** An attribute of each path, relative to `root`, the work tree's own; undefined where nothing sets it. */
export async function readAttributes(
  root: string,
  name: string,
  paths: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const output = await git(root, ['check-attr', '-z', name, '--', ...paths]);
  // Path, name and value, each with a NUL behind it.
  const words = output.toString('utf8').split('\0');
  return paths.map((_path, index) => {
    const value = words[index * 3 + 2];
    return value === 'unspecified' ? undefined : value;
  });
}
