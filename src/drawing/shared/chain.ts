import { join } from 'node:path';

import { acquireLock } from '../../adapters/disk/lock/lock.ts';
import { appendOthersDraws, readSeenTip, writeSeenTip } from '../../adapters/disk/shared-state.ts';
import { sharedDirectory } from '../../adapters/disk/shared-folders.ts';
import { sweepTemporaries } from '../../adapters/disk/temporary-files.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { findAddress } from '../../adapters/remote/address.ts';
import type { Address } from '../../adapters/remote/address.ts';
import { withStore } from '../../adapters/remote/chain-store.ts';
import type { ChainStore, RawCommit } from '../../adapters/remote/chain-store.ts';
import { parseLink } from '../../formats/number-chain.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import { formatOthersDraws } from '../../formats/others-draws.ts';

/** The chain of draws at one remote, as this clone knows it. */
export interface Chain {
  readonly repository: Repository;
  readonly address: Address;
  /** Where the clone keeps what it knows of it, absolute. */
  readonly directory: string;
}

/** A commit of the chain, and what it says. */
export interface Tip {
  readonly commit: RawCommit;
  readonly link: ChainLink;
}

/** Finds the chain of a remote. Reaches no network. Throws `usage` where there is no such remote. */
export async function openChain(repository: Repository, remote: string): Promise<Chain> {
  const address = await findAddress(repository, remote);
  return { repository, address, directory: sharedDirectory(repository.commonDir, remote) };
}

/** Runs `act` while no other process of this clone draws at that remote. Throws `locked` after half a minute. */
export async function whileLocked<T>({ directory }: Chain, act: () => Promise<T>): Promise<T> {
  const lock = await acquireLock(join(directory, 'lock'));
  try {
    sweepTemporaries(directory);
    return await act();
  } finally {
    lock.release();
  }
}

/** Lets `act` use a repository of its own to reach the remote. The caller holds the lock of the chain. */
export async function withChainStore<T>(chain: Chain, act: (store: ChainStore) => Promise<T>): Promise<T> {
  const { directory, address, repository } = chain;
  const cwd = repository.root ?? repository.commonDir;
  return withStore(directory, address, { cwd, nameWidth: repository.nameWidth }, act);
}

/** Both. */
export async function withChain<T>(chain: Chain, act: (store: ChainStore) => Promise<T>): Promise<T> {
  return whileLocked(chain, async () => withChainStore(chain, act));
}

/** What a commit says as a link; undefined where it is none. */
export function tipOf(commit: RawCommit): Tip | undefined {
  const start = commit.text.indexOf('\n\n');
  const link = start === -1 ? undefined : parseLink(commit.text.slice(start + 2));
  return link && { commit, link };
}

/** The last tip that this clone has seen at that remote; undefined for none. */
export function lastTip({ directory }: Pick<Chain, 'directory'>): Tip | undefined {
  const seen = readSeenTip(directory);
  return seen && tipOf(seen);
}

/** Remembers a tip, and what others drew on the way to it. */
export function rememberTip({ directory }: Chain, { commit }: Tip, others: readonly Tip[]): void {
  const draws = others.flatMap(({ link }) => link.draw ?? []);
  appendOthersDraws(directory, formatOthersDraws(draws));
  writeSeenTip(directory, commit);
}

/** Who drew, and when: from the header that git itself reads. */
export function madeBy({ text }: RawCommit): { readonly author: string; readonly at: number } {
  const [, author = '', seconds = '0'] =
    /\nauthor ([^<\n]*) <[^>\n]*> (\d{1,12}) [+-]\d{4}\n/u.exec(text) ?? [];
  return { author, at: Number(seconds) };
}
