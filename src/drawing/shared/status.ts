import { withScratch } from '../../adapters/disk/scratch.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { fetchLinks, NUMBERS_REF, pushLink } from '../../adapters/remote/chain-remote.ts';
import { withStore } from '../../adapters/remote/chain-store.ts';
import { counterName } from '../../core/ledger/counters.ts';
import { rangeText } from '../../core/numbers/sequence.ts';
import type { Where } from '../../writing/workbench.ts';
import { lastTip, madeBy, openChain, rememberTip, withChain } from './chain.ts';
import type { Tip } from './chain.ts';
import { linksOf, LINKS_READ, newNonce, observe, writeTip } from './links.ts';
import { notTaken } from './refusals.ts';
import { sharedRemote } from './sharing.ts';
import { countersByName } from './successor.ts';

/** An entry of a chain of shared numbers. */
export interface SharedDraw {
  /** How many entries are before it. */
  readonly serial: number;
  /** The name of the ledger, with the prefix where it has several; null where counters were set. */
  readonly ledger: string | null;
  /** `143`, or `143-162`. */
  readonly range: string | null;
  /** What the numbers are for; empty where nobody said. */
  readonly title: string | null;
  readonly author: string;
  /** When, as RFC 3339 text. */
  readonly at: string;
}

/** The shared counters of a remote. */
export interface SharedStatus {
  readonly remote: string;
  readonly ref: string;
  /** The commit that the ref is at. */
  readonly commit: string;
  /** How many entries are before the last one. */
  readonly serial: number;
  /** The highest number of each ledger, by its name, with the prefix where it has several. */
  readonly counters: Readonly<Record<string, string>>;
  /** The newest first: the last ones, or all. */
  readonly draws: readonly SharedDraw[];
}

/** In milliseconds: all of a long chain takes its time. */
const MOST_MS = 120_000;
/** Git takes that depth for no depth at all. */
const ALL = 2_147_483_647;

/**
 * Asks the remote where the counters are, and who drew what; `all` of it, or only the end. Throws `not-drawn` where the next draw would be refused for what
 * the remote shows.
 */
export async function sharedStatus(
  where: Where,
  remote: string | undefined,
  all: boolean,
): Promise<SharedStatus> {
  const repository = await openRepository(where.cwd);
  const { name } = await sharedRemote(repository, where.configPath, remote);
  const chain = await openChain(repository, name);
  return withChain(chain, async (store) => {
    const last = lastTip(chain);
    const shown = await fetchLinks(store, all ? ALL : LINKS_READ, MOST_MS);
    const { tip, links } = await observe(chain, shown, last);
    rememberTip(chain, tip, links);
    return {
      remote: name,
      ref: NUMBERS_REF,
      commit: tip.commit.oid,
      serial: tip.link.serial,
      counters: countersByName(tip.link.counters),
      draws: linksOf(shown).map(told),
    };
  });
}

function told({ link: { serial, draw }, commit }: Tip): SharedDraw {
  const { author, at } = madeBy(commit);
  return {
    serial,
    ledger: draw ? counterName(draw.counter) : null,
    range: draw ? rangeText(draw) : null,
    title: draw?.title ?? null,
    author,
    at: `${new Date(at * 1000).toISOString().slice(0, 19)}Z`,
  };
}

const ONE_MS = 20_000;

/**
 * Finds out whether a number could be taken over a remote, up to where the remote's own hooks would be asked: nothing is sent to it, and the clone stays as it
 * is. Throws what taking one would throw.
 */
export async function inspectShared(repository: Repository, remote: string): Promise<void> {
  const chain = await openChain(repository, remote);
  await withScratch('shared', async (directory) => {
    const { commonDir, nameWidth, root } = repository;
    await withStore(directory, chain.address, { cwd: root ?? commonDir, nameWidth }, async (store) => {
      const { tip } = await observe(chain, await fetchLinks(store, LINKS_READ, ONE_MS), lastTip(chain));
      const { chain: name, serial, counters } = tip.link;
      const link = { chain: name, serial: serial + 1, nonce: newNonce(), draw: undefined, counters };
      const trial = writeTip(chain, store, link, tip);
      const { isTaken, words } = await pushLink(store, trial.commit, tip.commit, ONE_MS, true);
      if (!isTaken) throw notTaken(remote, words);
    });
  });
}
