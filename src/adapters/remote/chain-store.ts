import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { cannotWrite } from '../disk/file-trouble.ts';
import type { Address } from './address.ts';
import { runPrivateGit } from './private-git.ts';
import type { PrivateGit } from './private-git.ts';

/** A commit of the chain as git stores it. */
export interface RawCommit {
  /** Full hex. */
  readonly oid: string;
  /** All of it, headers and message. */
  readonly text: string;
}

/** A bare repository of Tidemark's own that holds no more of the chain than its end. It can be thrown away at any time. */
export interface ChainStore extends PrivateGit {
  readonly url: string;
  readonly programs: Address['programs'];
  readonly algorithm: 'sha1' | 'sha256';
}

/** In milliseconds: nothing local takes that long. */
const LOCAL_MS = 30_000;

/**
 * Makes the store below `directory` (absolute) ready. `nameWidth` is the width of the clone's object names in bytes, `cwd` where a relative
 * URL counts from. Throws `cannot-write`, `git-failed`.
 */
export async function openStore(
  directory: string,
  { url, programs, settings }: Address,
  { cwd, nameWidth }: { readonly cwd: string; readonly nameWidth: number },
): Promise<ChainStore> {
  const algorithm = nameWidth === 32 ? 'sha256' : 'sha1';
  const store: ChainStore = { gitDir: join(directory, 'store.git'), cwd, settings, url, programs, algorithm };
  if (await isCrowded(store)) await rm(store.gitDir, { recursive: true, force: true });
  if (!existsSync(store.gitDir)) await makeStore(directory, store);
  return store;
}

/** Of the 256 folders of objects most are there: hundreds of links that nobody needs any more. */
async function isCrowded({ gitDir }: ChainStore): Promise<boolean> {
  return (await readdir(join(gitDir, 'objects')).catch(() => [])).length > 200;
}

async function makeStore(directory: string, store: ChainStore): Promise<void> {
  const draft = { ...store, gitDir: join(directory, `store-${randomBytes(6).toString('hex')}`) };
  try {
    await sweepDrafts(directory);
    await mkdir(draft.gitDir, { recursive: true });
    const format = `--object-format=${store.algorithm}`;
    await run(draft, ['init', '-q', '--bare', '--template=', format, draft.gitDir]);
    await run(draft, ['hash-object', '-t', 'tree', '-w', '--stdin']);
    await rename(draft.gitDir, store.gitDir);
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    throw cannotWrite(store.gitDir, error);
  }
}

/** Whoever died here left one; only the holder of the lock makes another. */
async function sweepDrafts(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => each.startsWith('store-')))
    await rm(join(directory, name), { recursive: true, force: true });
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
export async function writeLink(
  store: ChainStore,
  { parent, author, at, message }: LinkDraft,
): Promise<RawCommit> {
  const who = `${author} ${at} +0000`;
  const head = [
    `tree ${EMPTY_TREE[store.algorithm]}`,
    ...(parent ? [`parent ${parent.oid}`] : []),
    `author ${who}`,
    `committer ${who}`,
  ];
  const text = `${head.join('\n')}\n\n${message}`;
  return { oid: await writeCommit(store, text), text };
}

/**
 * Says that for the store history begins with this commit: what is before it nobody needs. The store has it from now on. Undefined: there is
 * no history.
 */
export async function cutBefore(store: ChainStore, commit: RawCommit | undefined): Promise<void> {
  const cut = join(store.gitDir, 'shallow');
  if (!commit) return rm(cut, { force: true });
  const { oid, text } = commit;
  if ((await readFile(cut, 'latin1').catch(() => '')) === `${oid}\n`) return;
  if ((await writeCommit(store, text)) !== oid)
    throw new TidemarkError(
      'git-failed',
      `What was kept of the commit ${oid.slice(0, 10)} is another one.`,
      'Run `tidemark shared --seed`, which reads the chain again.',
    );
  await writeFile(cut, `${oid}\n`).catch((error: unknown) => {
    throw cannotWrite(cut, error);
  });
}

async function writeCommit(store: ChainStore, text: string): Promise<string> {
  return (await run(store, ['hash-object', '-t', 'commit', '-w', '--stdin'], text)).trim();
}

/** The name of what was fetched last, in full hex. */
export async function fetchedIn({ gitDir }: ChainStore): Promise<string> {
  return (await readFile(join(gitDir, 'FETCH_HEAD'), 'latin1').catch(() => '')).split('\t', 1)[0] ?? '';
}

/** The last commits behind a revision of the store, newest first; undefined where it is no commit. */
export async function readCommits(
  store: ChainStore,
  revision: string,
  count: number,
): Promise<readonly RawCommit[] | undefined> {
  const args = ['rev-list', `--max-count=${count}`, revision, '--'];
  const listed = await runPrivateGit(store, args, LOCAL_MS);
  const oids = listed.stdout.toString('latin1').split('\n').filter(isName);
  if (listed.exitCode !== 0 || oids.length === 0) return undefined;
  const input = `${oids.join('\n')}\n`;
  return splitBatch((await runPrivateGit(store, ['cat-file', '--batch'], LOCAL_MS, input)).stdout);
}

function isName(line: string): boolean {
  return /^[0-9a-f]{40,64}$/u.test(line);
}

function splitBatch(output: Buffer): readonly RawCommit[] {
  const commits: RawCommit[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at);
    const line = /^(?<oid>[0-9a-f]{40,64}) commit (?<size>\d+)$/u.exec(output.toString('latin1', at, end));
    if (!line?.groups) break;
    const { oid = '', size = '' } = line.groups;
    at = end + 1 + Number(size);
    commits.push({ oid, text: output.toString('utf8', end + 1, at) });
    at += 1;
  }
  return commits;
}

async function run(store: PrivateGit, args: readonly string[], input?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runPrivateGit(store, args, LOCAL_MS, input);
  if (exitCode === 0) return stdout.toString('utf8');
  throw new TidemarkError(
    'git-failed',
    `git ${args[0] ?? ''} failed: ${stderr.trim().split('\n')[0] || 'it said nothing'}.`,
    'Run the command again.',
  );
}
