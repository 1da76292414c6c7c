import { openRepository, rootOf } from '../../adapters/git/repository.ts';
import { fetchLinks, pushLink } from '../../adapters/remote/chain-remote.ts';
import type { Shown } from '../../adapters/remote/chain-remote.ts';
import type { ChainStore } from '../../adapters/remote/chain-store.ts';
import { compareNumbers } from '../../core/numbers/sequence.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import type { Where } from '../../writing/workbench.ts';
import { openChain, lastTip, rememberTip, withChain } from './chain.ts';
import type { Chain, Tip } from './chain.ts';
import { countersHere, raised } from './counters-here.ts';
import { linksOf, LINKS_READ, newNonce, writeTip } from './links.ts';
import { noChain, notTaken, unreachable } from './refusals.ts';
import { sharedRemote } from './sharing.ts';
import { countersByName, isSuccessor } from './successor.ts';

/** What became of the shared counters of a remote. */
export interface Seeding {
  readonly remote: string;
  /** `begun`: there was no chain. `unchanged`: every counter is as high as anything here. */
  readonly outcome: 'begun' | 'raised' | 'unchanged';
  /** Where they are now, by the name of the ledger, with the prefix where it has several. */
  readonly counters: Readonly<Record<string, string>>;
}

const ONE_MS = 20_000;

/**
 * Begins to share numbers over a remote, or raises the counters there to whatever this clone knows of: of its refs, and of the chain as it was seen last.
 * It lowers none. `remote` is the one of the configuration if left out. Throws `not-drawn`.
 */
export async function seedShared(where: Where, remote: string | undefined): Promise<Seeding> {
  const repository = await openRepository(where.cwd);
  rootOf(repository);
  const { name, settings } = await sharedRemote(repository, where.configPath, remote);
  const here = await countersHere(where, repository, settings);
  const chain = await openChain(repository, name);
  return withChain(chain, async (store) => {
    for (let tries = 1; ; tries += 1) {
      const done = await trySeed(chain, store, here, tries);
      if (done) return done;
    }
  });
}

const MOST_TRIES = 5;

/** Undefined where others were faster. */
async function trySeed(
  chain: Chain,
  store: ChainStore,
  here: Counters,
  tries: number,
): Promise<Seeding | undefined> {
  const { remote } = chain.address;
  const last = lastTip(chain);
  const links = chainIn(remote, await fetchLinks(store, LINKS_READ, ONE_MS));
  const [tip] = links;
  const counters = raised(...[tip, last].map((known) => known?.link.counters ?? NONE), here);
  if (tip && isSame(counters, tip.link.counters) && goesOn(last, tip, links)) {
    rememberTip(chain, tip, []);
    return { remote, outcome: 'unchanged', counters: countersByName(counters) };
  }
  const mine = writeTip(chain, store, linkOn(tip, last, counters), tip);
  const { isTaken, words } = await pushLink(store, mine.commit, tip?.commit, ONE_MS);
  if (isTaken || (await isThere(store, mine))) {
    rememberTip(chain, mine, []);
    return { remote, outcome: tip ? 'raised' : 'begun', counters: countersByName(counters) };
  }
  if (tries === MOST_TRIES) throw notTaken(remote, words);
  return undefined;
}

type Counters = ReadonlyMap<string, SequenceNumber>;

const NONE: Counters = new Map();

function goesOn(last: Tip | undefined, tip: Tip, links: readonly Tip[]): boolean {
  return !last || isSuccessor(last, [tip, ...links.slice(1)]);
}

/** Its number is above all that were seen, so that those who saw another chain do not take it for an older one. */
function linkOn(tip: Tip | undefined, last: Tip | undefined, counters: Counters): ChainLink {
  const serials = [tip, last].map((known) => known?.link.serial ?? -1);
  return {
    chain: tip?.link.chain ?? newNonce(),
    serial: 1 + Math.max(...serials),
    nonce: newNonce(),
    draw: undefined,
    counters,
  };
}

function chainIn(remote: string, shown: Shown): readonly Tip[] {
  if (shown.kind === 'unreachable') throw unreachable(remote, shown.words);
  const links = linksOf(shown);
  if (shown.kind !== 'absent' && links.length === 0) throw noChain(remote);
  return links;
}

function isSame(
  one: ReadonlyMap<string, SequenceNumber>,
  other: ReadonlyMap<string, SequenceNumber>,
): boolean {
  return [...one].every(([counter, number]) => {
    const known = other.get(counter);
    return known !== undefined && compareNumbers(known, number) === 0;
  });
}

/** The answer to the push may have been lost. */
async function isThere(store: ChainStore, mine: Tip): Promise<boolean> {
  const links = linksOf(await fetchLinks(store, LINKS_READ, ONE_MS));
  return links.some(({ link }) => link.nonce === mine.link.nonce);
}
