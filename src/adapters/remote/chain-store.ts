import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { cannotWrite, orElse } from '../disk/file-trouble.ts';
import type { Address } from './address.ts';
import { writeLoose } from './loose-objects.ts';
import type { Algorithm } from './loose-objects.ts';
import type { PrivateGit } from './private-git.ts';

/** A commit of the chain as git stores it. */
export interface RawCommit {
  /** Full hex. */
  readonly oid: string;
  /** All of it, headers and message. */
  readonly text: string;
}

/**
 * A bare repository of Tidemark's own, for one draw, that holds no more of the chain than its end. No git but this process's works in it: one that outlived
 * a killed process has the locks of another.
 */
export interface ChainStore extends PrivateGit {
  readonly url: string;
  readonly programs: Address['programs'];
  readonly algorithm: Algorithm;
}

/**
 * Makes a store below `directory` (absolute), lets `act` use it, and removes it, with whatever killed processes left there: the caller holds the lock of that
 * directory. `nameWidth` is the width of the clone's object names in bytes, `cwd` where a relative URL counts from. Throws `cannot-write`.
 */
export async function withStore<T>(
  directory: string,
  { url, programs, settings }: Address,
  { cwd, nameWidth }: { readonly cwd: string; readonly nameWidth: number },
  act: (store: ChainStore) => Promise<T>,
): Promise<T> {
  const algorithm = nameWidth === 32 ? 'sha256' : 'sha1';
  sweepStores(directory);
  const gitDir = join(directory, `store-${randomBytes(6).toString('hex')}`);
  const store: ChainStore = { gitDir, cwd, settings, url, programs, algorithm };
  try {
    makeStore(store);
    return await act(store);
  } finally {
    removeStore(gitDir);
  }
}

function sweepStores(directory: string): void {
  const names = readdirSync(directory);
  for (const name of names.filter((each) => each.startsWith('store'))) removeStore(join(directory, name));
}

/** What stays, because a git that should have ended still writes there, is removed by the next one. */
function removeStore(gitDir: string): void {
  orElse(() => rmSync(gitDir, { recursive: true, force: true }), undefined);
}

const FORMATS = {
  sha1: '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
  sha256: '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n',
} as const;

/** As `git init --bare` does, without a process. At once, as others wait meanwhile. */
function makeStore({ gitDir, algorithm }: ChainStore): void {
  try {
    mkdirSync(join(gitDir, 'refs'), { recursive: true });
    mkdirSync(join(gitDir, 'objects'));
    writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
    writeFileSync(join(gitDir, 'config'), FORMATS[algorithm]);
    writeLoose(gitDir, algorithm, 'tree', '');
  } catch (error) {
    throw cannotWrite(gitDir, error);
  }
}

/** What a commit of the chain is made of. */
export interface LinkDraft {
  /** Undefined for the first one. */
  readonly parent: RawCommit | undefined;
  readonly author: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly message: string;
}

const EMPTY_TREE = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

/** Writes a commit into the store; nobody else sees it yet. */
export function writeLink(store: ChainStore, { parent, author, at, message }: LinkDraft): RawCommit {
  const who = `${author} ${at} +0000`;
  const head = [
    `tree ${EMPTY_TREE[store.algorithm]}`,
    ...(parent ? [`parent ${parent.oid}`] : []),
    `author ${who}`,
    `committer ${who}`,
  ];
  const text = `${head.join('\n')}\n\n${message}`;
  return { oid: writeCommit(store, text), text };
}

/**
 * Says that for the store history begins with this commit: what is before it nobody needs. The store has it from now on. Undefined: there is
 * no history.
 */
export function cutBefore(store: ChainStore, commit: RawCommit | undefined): void {
  const cut = join(store.gitDir, 'shallow');
  if (commit && writeCommit(store, commit.text) !== commit.oid)
    throw new TidemarkError(
      'git-failed',
      `What was kept of the commit ${commit.oid.slice(0, 10)} is another one.`,
      'Run `tidemark shared --seed`, which reads the chain again.',
    );
  try {
    if (commit) writeFileSync(cut, `${commit.oid}\n`);
    else rmSync(cut, { force: true });
  } catch (error) {
    throw cannotWrite(cut, error);
  }
}

function writeCommit({ gitDir, algorithm }: ChainStore, text: string): string {
  try {
    return writeLoose(gitDir, algorithm, 'commit', text);
  } catch (error) {
    throw cannotWrite(gitDir, error);
  }
}
