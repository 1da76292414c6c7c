import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ChainStore, RawCommit } from './chain-store.ts';
import { readLoose } from './loose-objects.ts';
import { runPrivateGit } from './private-git.ts';

/** In milliseconds: nothing local takes that long. */
const LOCAL_MS = 30_000;

/** The name of what was fetched last, in full hex. */
export async function fetchedIn({ gitDir }: ChainStore): Promise<string> {
  return (await readFile(join(gitDir, 'FETCH_HEAD'), 'latin1').catch(() => '')).split('\t', 1)[0] ?? '';
}

/** The last commits behind one of the store, newest first; undefined where it is no commit. */
export async function readCommits(
  store: ChainStore,
  revision: string,
  count: number,
): Promise<readonly RawCommit[] | undefined> {
  return (await readLooseCommits(store, revision, count)) ?? askForCommits(store, revision, count);
}

/** Undefined where not all of them are there by themselves: git packs what it fetches many of. */
async function readLooseCommits(
  { gitDir }: ChainStore,
  revision: string,
  count: number,
): Promise<readonly RawCommit[] | undefined> {
  const cut = await readFile(join(gitDir, 'shallow'), 'latin1').catch(() => '');
  const ends = new Set(cut.split('\n'));
  const commits: RawCommit[] = [];
  for (let oid: string | undefined = revision; oid !== undefined && commits.length < count;) {
    const text: string | undefined = isName(oid) ? await readLoose(gitDir, oid) : undefined;
    if (text === undefined) return undefined;
    commits.push({ oid, text });
    oid = ends.has(oid) ? undefined : parentOf({ text });
  }
  return commits;
}

/** The name of its parent in full hex; undefined for the first of a chain. */
export function parentOf({ text }: Pick<RawCommit, 'text'>): string | undefined {
  return /^tree \S+\nparent ([0-9a-f]{40,64})\n/u.exec(text)?.[1];
}

async function askForCommits(
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
