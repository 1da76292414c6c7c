import { isAbsolute, join } from 'node:path';

import { machineDirectory } from '../../adapters/disk/lock/machine-directory.ts';
import { readRecent, writeRecent } from '../../adapters/disk/shared-state.ts';
import { inTurn } from '../../adapters/disk/lock/waiting-line.ts';
import type { RawCommit } from '../../adapters/remote/chain-store.ts';
import { nameOf } from '../../adapters/remote/loose-objects.ts';
import type { Chain } from './chain.ts';
import { currentPace } from './pace.ts';

/** The clones of one machine, in front of one remote: one at a time, and what one has seen the next one need not ask for. */
export interface Queue {
  /** Where the pace is kept. */
  readonly directory: string;
  /** The newest links that any of them has seen, the newest first. A push onto them counts only if the remote has them. */
  readonly recent: readonly RawCommit[];
  /** Keeps them for the next one. */
  readonly keep: (recent: readonly RawCommit[]) => void;
}

/** In milliseconds: whoever waited so long goes without. */
const MOST_MS = 15_000;

/** Runs `act` while no other clone of this user on this machine draws at that remote, as far as that can be had: only speed depends on it. */
export async function inQueue<T>(chain: Chain, act: (queue: Queue) => Promise<T>): Promise<T> {
  const directory = await machineDirectory(placeOf(chain));
  if (directory === undefined) return act({ directory: chain.directory, recent: [], keep: () => {} });
  const { took } = currentPace(directory);
  return inTurn(directory, { each: took, most: MOST_MS }, async () => {
    const keep = (recent: readonly RawCommit[]): void => writeRecent(directory, recent);
    return act({ directory, recent: recentIn(directory, chain), keep });
  });
}

/** A relative path counts from where the clone is. */
function placeOf({ address: { url }, repository: { root, commonDir } }: Chain): string {
  if (/^file:\/\/\//iu.test(url)) return url.slice('file://'.length);
  const isRelative = !/^[^/]*:/u.test(url) && !isAbsolute(url);
  return isRelative ? join(root ?? commonDir, url) : url;
}

/** None where any of them is not what it says. */
function recentIn(directory: string, { repository }: Chain): readonly RawCommit[] {
  const algorithm = repository.nameWidth === 32 ? 'sha256' : 'sha1';
  const recent = readRecent(directory);
  return recent.every(({ oid, text }) => nameOf(algorithm, 'commit', text) === oid) ? recent : [];
}
