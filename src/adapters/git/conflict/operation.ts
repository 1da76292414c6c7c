import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { exists } from '../../disk/hook-files.ts';
import { git } from '../git.ts';
import { findCommit, mergeBases, readMergeHeads } from '../repository.ts';
import type { Commit, Repository } from '../repository.ts';

/** What git is in the midst of. `none` also where it was a `cherry-pick -n`, a `stash pop` or the like, of which it keeps no note. */
export type OperationKind = 'merge' | 'squash' | 'rebase' | 'cherry-pick' | 'revert' | 'am' | 'none';

export interface Operation {
  readonly kind: OperationKind;
  /** The other parents that the commit will have (full hex). */
  readonly merging: readonly string[];
  /** What comes in, where git tells. */
  readonly incoming: Incoming | undefined;
  /** The directory, absolute, in which git keeps a rebase; it goes when the rebase ends. */
  readonly rebaseDirectory: string | undefined;
  /** An `am` without `-3` leaves no conflict: nothing of the patch is there. */
  readonly plain: boolean;
}

/** A change that is brought to HEAD: from one commit to another (full hex). Without a base all of it is new. */
export interface Incoming {
  readonly base: string | undefined;
  readonly theirs: string;
}

/** Finds out from the files that git keeps (gitrepository-layout(5)) while it waits for somebody. */
export async function readOperation(repository: Repository): Promise<Operation> {
  const merging = await readMergeHeads(repository);
  const applying = join(repository.gitDir, 'rebase-apply');
  if (await exists(join(applying, 'applying'))) return readAm(repository, applying);
  const rebaseDirectory = await findRebase(repository);
  const merged = merging.length > 0 ? await mergeIn(repository, merging) : undefined;
  const usual = { merging, rebaseDirectory, plain: false };
  if (rebaseDirectory !== undefined) {
    const incoming = merged ?? (await pick(repository, 'REBASE_HEAD'));
    return { ...usual, kind: 'rebase', incoming };
  }
  return { ...usual, ...(merged ? { kind: 'merge', incoming: merged } : await readSingle(repository)) };
}

/** The directory, absolute, of a rebase under way. */
export async function findRebase({ gitDir }: Repository): Promise<string | undefined> {
  if (await exists(join(gitDir, 'rebase-merge'))) return join(gitDir, 'rebase-merge');
  const applying = join(gitDir, 'rebase-apply');
  return (await exists(join(applying, 'rebasing'))) ? applying : undefined;
}

/** What brings a single change. */
async function readSingle(repository: Repository): Promise<Pick<Operation, 'kind' | 'incoming'>> {
  const picked = await pick(repository, 'CHERRY_PICK_HEAD');
  if (picked) return { kind: 'cherry-pick', incoming: picked };
  const reverted = await pick(repository, 'REVERT_HEAD');
  if (reverted) return { kind: 'revert', incoming: inverse(reverted) };
  const squashed = await readSquash(repository);
  return squashed
    ? { kind: 'squash', incoming: await mergeIn(repository, [squashed.oid]) }
    : { kind: 'none', incoming: undefined };
}

async function mergeIn(repository: Repository, [theirs]: readonly string[]): Promise<Incoming | undefined> {
  const head = await findCommit(repository, 'HEAD');
  if (!head || theirs === undefined) return undefined;
  const [base] = await mergeBases(repository, head.oid, [theirs]);
  return { base, theirs };
}

/** A commit against its first parent. */
async function pick(repository: Repository, name: string): Promise<Incoming | undefined> {
  const commit = await findCommit(repository, name);
  return commit && { base: commit.parents[0], theirs: commit.oid };
}

function inverse({ base, theirs }: Incoming): Incoming | undefined {
  return base === undefined ? undefined : { base: theirs, theirs: base };
}

/** `git merge --squash` notes what it squashes, the tip first, for the message. */
async function readSquash(repository: Repository): Promise<Commit | undefined> {
  const text = await readText(join(repository.gitDir, 'SQUASH_MSG'));
  const tip = /^commit ([0-9a-f]{40,64})$/mu.exec(text)?.[1];
  return tip === undefined ? undefined : findCommit(repository, tip);
}

/** A patch that `format-patch` wrote names its commit, which may be in this clone. */
async function readAm(repository: Repository, directory: string): Promise<Operation> {
  const plain = (await readText(join(directory, 'threeway'))).trim() !== 't';
  const next = (await readText(join(directory, 'next'))).trim();
  const patch = plain ? '' : await readText(join(directory, next.padStart(4, '0')));
  const name = /^From ([0-9a-f]{40,64}) /u.exec(patch)?.[1];
  const incoming = name === undefined ? undefined : await pick(repository, name);
  return { kind: 'am', merging: [], incoming, rebaseDirectory: undefined, plain };
}

/** An entry of the stash, which a conflict keeps. */
export interface Stash extends Incoming {
  /** As in `stash@{0}`. */
  readonly at: number;
}

/** The entry of the stash in which a file is this very object (full hex): a pop that conflicts leaves no other trace. */
export async function findStash(
  repository: Repository,
  path: string,
  oid: string,
): Promise<Stash | undefined> {
  if (!(await findCommit(repository, 'refs/stash'))) return undefined;
  const args = ['log', '--walk-reflogs', '--max-count=20', '--format=%H', 'refs/stash', '--'];
  const names = (await git(repository.directory, args)).toString('latin1').split('\n').filter(Boolean);
  const files = await Promise.all(names.map(async (name) => repository.read(`${name}:${path}`)));
  const at = files.findIndex((file) => file?.oid === oid);
  const name = names[at];
  const stash = name === undefined ? undefined : await pick(repository, name);
  return stash && { ...stash, at };
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
