import { withScratch } from '../../adapters/disk/scratch.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { fetchLinks, pushLink } from '../../adapters/remote/chain-remote.ts';
import { openStore } from '../../adapters/remote/chain-store.ts';
import { lastTip, openChain } from './chain.ts';
import { LINKS_READ, newNonce, observe, writeTip } from './draw-link.ts';
import { notTaken } from './refusals.ts';

const ONE_MS = 20_000;

/**
 * Finds out whether a number could be drawn over a remote, up to where the remote's own hooks would be asked: nothing is sent to it, and the clone stays as it
 * is. Throws what drawing would throw.
 */
export async function inspectShared(repository: Repository, remote: string): Promise<void> {
  const chain = await openChain(repository, remote);
  await withScratch('shared', async (directory) => {
    const { commonDir, nameWidth, root } = repository;
    const store = await openStore(directory, chain.address, { cwd: root ?? commonDir, nameWidth });
    const { tip } = await observe(chain, await fetchLinks(store, LINKS_READ, ONE_MS), await lastTip(chain));
    const { chain: name, serial, counters } = tip.link;
    const link = { chain: name, serial: serial + 1, nonce: newNonce(), draw: undefined, counters };
    const trial = await writeTip(chain, store, link, tip);
    const { isTaken, words } = await pushLink(store, trial.commit, tip.commit, ONE_MS, true);
    if (!isTaken) throw notTaken(remote, words);
  });
}
