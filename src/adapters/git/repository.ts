import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { openBranchNames } from './refs/branch-names.ts';
import type { NameOf, Naming } from './refs/branch-names.ts';
import type { CachedTrees } from './index/cached-trees.ts';
import { askOnce, gitFailed, runGit } from './git.ts';
import type { GitResult } from './git.ts';
import { openObjects } from './objects.ts';
import type { GitObject, Objects, ReadObject } from './objects.ts';
import type { FileEntry } from './tree.ts';

export interface Repository extends Objects {
  /** Where git is run: as the caller stands, for a relative `GIT_DIR` counts from there. */
  readonly directory: string;
  /** The work tree's absolute path; undefined in a bare repository. */
  readonly root: string | undefined;
  /** Whether a path from the root is one from where the caller stands. */
  readonly atRoot: boolean;
  /** Absolute; of this worktree and of the whole clone. */
  readonly gitDir: string;
  readonly commonDir: string;
  readonly shallow: boolean;
  /** Absolute; that of `GIT_INDEX_FILE`, where set. */
  readonly indexFile: string;
  /** Of an object name, in bytes. */
  readonly nameWidth: number;
  /** What people call a commit: see `named`. */
  readonly nameOf: NameOf;
  /** What git answered before and would answer again: see `askOnce`. */
  readonly answers: Map<string, Promise<GitResult>>;
  /** What the index has at and below a path: filled as it is listed, and shared by what commits have just so. */
  readonly indexed: Map<string, IndexedList>;
  /** Files whose content in the index is at hand: commits mostly have the same, so that nobody has to ask for it by their paths. */
  readonly atHand: Set<string>;
}

export interface IndexedList {
  readonly entries: readonly FileEntry[];
  readonly trees: CachedTrees;
}

export interface Commit {
  readonly oid: string;
  /** As written in the commit, whether or not a shallow clone has them. */
  readonly parents: readonly string[];
}

/** Throws `not-a-repository`, or `git-failed` where git refuses to look (dubious ownership). `expect` may ask for objects meanwhile that will be read anyway. */
export async function openRepository(
  directory: string,
  expect: (read: ReadObject) => Promise<void> = async () => undefined,
): Promise<Repository> {
  const format = ['--is-shallow-repository', '--show-object-format'];
  const places = ['--git-dir', '--git-common-dir', '--git-path', 'index', '--show-toplevel'];
  const asked = runGit(directory, ['rev-parse', '--path-format=absolute', ...format, ...places]);
  const objects = openObjects(directory);
  // Whoever reads what could not be read is told so.
  expect(objects.read).catch(() => undefined);
  const { stdout, stderr, exitCode } = await asked;
  const [shallow, algorithm, gitDir, commonDir, indexFile, root] = stdout.toString().trimEnd().split('\n');
  // Without a work tree git answers everything but the last question, and fails.
  if (gitDir === undefined || commonDir === undefined || indexFile === undefined)
    throw notOpened(directory, exitCode, stderr);
  const answers = new Map<string, Promise<GitResult>>();
  return {
    directory,
    root,
    atRoot: directory === root,
    gitDir,
    commonDir,
    shallow: shallow === 'true',
    indexFile,
    nameWidth: algorithm === 'sha256' ? 32 : 20,
    indexed: new Map(),
    atHand: new Set(),
    answers,
    ...objects,
    nameOf: openBranchNames({ directory, answers }, objects.read, 'local'),
  };
}

/** The same repository, where commits have the names that they have elsewhere. */
export function named(repository: Repository, naming: Naming): Repository {
  return { ...repository, nameOf: openBranchNames(repository, repository.read, naming) };
}

/** The work tree's root. Throws `usage` in a bare repository. */
export function rootOf({ root }: Repository): string {
  if (root !== undefined) return root;
  throw new TidemarkError(
    'usage',
    'This repository is bare: it has no work tree and no index.',
    'Name a commit: `tidemark check --rev main`.',
  );
}

/** The commit that `revision` means. Throws `unknown-revision`. No revision can become an option of git: it travels on standard input. */
export async function resolveCommit(repository: Repository, revision: string): Promise<Commit> {
  const commit = await findCommit(repository, revision);
  if (commit) return commit;
  throw new TidemarkError(
    'unknown-revision',
    `${JSON.stringify(revision)} names no commit of this repository.`,
    await fetchHint(repository, revision),
  );
}

/** What may bring a revision that is not in this clone. */
export async function fetchHint({ directory }: Repository, revision: string): Promise<string> {
  const remotes = lines((await runGit(directory, ['remote'])).stdout);
  // Both go into a command as they are.
  const [, remote = '', branch = ''] = /^(\w[\w.-]*)\/([\w./-]+)/u.exec(revision) ?? [];
  if (remotes.includes(remote)) {
    const refspec = `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`;
    return `Fetch it first: \`git fetch ${remote} ${refspec}\`.`;
  }
  const known = 'See `git log --oneline --all` for what there is';
  return remotes.length > 0 ? `${known}; \`git fetch\` gets what the remote has.` : `${known}.`;
}

export async function findCommit(repository: Repository, revision: string): Promise<Commit | undefined> {
  const object = await repository.read(`${revision}^{commit}`);
  return object && { oid: object.oid, parents: parentsOf(object) };
}

/** The other parents of the merge under way, as full hex; empty outside of merges. */
export async function readMergeHeads({ gitDir }: Repository): Promise<readonly string[]> {
  const file = join(gitDir, 'MERGE_HEAD');
  const text = existsSync(file) ? await readFile(file, 'latin1').catch(() => '') : '';
  return text.split('\n').filter((line) => /^[0-9a-f]{40,64}$/u.test(line));
}

/** The best common ancestors of `commit` and the merge of all `others`; empty where their histories are unrelated. All are full hex. */
export async function mergeBases(
  repository: Repository,
  commit: string,
  others: readonly string[],
): Promise<readonly string[]> {
  // Two commits have the same merge bases from either side.
  const commits = others.length === 1 ? [commit, ...others].toSorted() : [commit, ...others];
  const { exitCode, stdout, stderr } = await askOnce(repository, ['merge-base', '--all', ...commits]);
  if (exitCode > 1) throw gitFailed('merge-base', exitCode, stderr);
  return lines(stdout);
}

/** Whether `descendant` can reach `ancestor`; both full hex. */
export async function isAncestor(
  { directory }: Repository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', ancestor, descendant];
  const { exitCode, stderr } = await runGit(directory, args);
  if (exitCode > 1) throw gitFailed('merge-base', exitCode, stderr);
  return exitCode === 0;
}

/** The tree that merging gives, as full hex; or why there is none: a textual conflict, or a git before 2.38, which makes no such trees. */
export type Merging = { readonly tree: string } | 'conflict' | 'unable';

/** Merges two commits (full hex) without a work tree. */
export async function mergeTrees({ directory }: Repository, ours: string, theirs: string): Promise<Merging> {
  const args = ['merge-tree', '--write-tree', '--no-messages', ours, theirs];
  const { exitCode, stdout, stderr } = await runGit(directory, args);
  if (exitCode === 0) return { tree: lines(stdout)[0] ?? '' };
  if (exitCode === 1) return 'conflict';
  // That is how a git answers that does not know the option.
  if (exitCode === 129) return 'unable';
  throw gitFailed('merge-tree', exitCode, stderr);
}

/** Whether the index, or the tracked files of the work tree, are just what HEAD has. */
export async function isTreeOfHead({ directory }: Repository, kind: 'index' | 'worktree'): Promise<boolean> {
  const args = ['diff-index', '--quiet', ...(kind === 'index' ? ['--cached'] : []), 'HEAD', '--'];
  const { exitCode, stderr } = await runGit(directory, args);
  if (exitCode > 1) throw gitFailed('diff-index', exitCode, stderr);
  return exitCode === 0;
}

function lines(output: Buffer): readonly string[] {
  return output.toString('utf8').split('\n').filter(Boolean);
}

function parentsOf({ content }: GitObject): readonly string[] {
  const header = content.toString('latin1', 0, Math.max(0, content.indexOf('\n\n')));
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gmu)].map(([, oid]) => oid ?? '');
}

function notOpened(directory: string, exitCode: number, stderr: string): TidemarkError {
  // The setting's name is the one word of that message that is never translated.
  if (stderr.includes('safe.directory')) return gitFailed('rev-parse', exitCode, stderr);
  return new TidemarkError(
    'not-a-repository',
    `${directory} is not inside a git repository.`,
    'Change into one, or name it with -C.',
  );
}
