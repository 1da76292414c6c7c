import { fetchLinks } from '../../../adapters/remote/chain-remote.ts';
import type { ChainStore } from '../../../adapters/remote/chain-store.ts';
import { lastTip } from '../chain.ts';
import type { Chain, Tip } from '../chain.ts';
import { linksOf, LINKS_READ, observe } from '../links.ts';
import { notTaken } from '../refusals.ts';
import { isSuccessor } from '../successor.ts';

/** The end of a chain, as far as it is known. */
export interface Look {
  readonly tip: Tip;
  /** Its last links, the newest first. */
  readonly links: readonly Tip[];
  /** The last tip that this clone itself has seen. */
  readonly own: Tip | undefined;
  /** What came before that and is not noted yet, the newest first. */
  readonly unnoted: readonly Tip[];
  /** How long it took to read the ref, in milliseconds; 0 where it was not read. */
  readonly took: number;
  /** How many times in a row a push failed, and the ref was where it was; undefined where nobody looked. */
  readonly unmoved: number | undefined;
}

/** How the ref is read. */
interface Reading {
  readonly chain: Chain;
  readonly store: ChainStore;
  /** How many milliseconds the next answer may take. */
  readonly left: () => number;
}

/** What this machine knows already, `recent` being its newest links; undefined where that is nothing. */
export function remember(chain: Chain, recent: readonly Tip[]): Look | undefined {
  const own = lastTip(chain);
  const rest = { own, unnoted: [], took: 0, unmoved: undefined };
  const [tip] = recent;
  if (tip && reachesBack(recent, own)) return { tip, links: recent, ...rest };
  return own && { tip: own, links: [own], ...rest };
}

/** Whether these are all links since the last tip that this clone has seen, or as many as the remote would be asked for. */
export function reachesBack([tip, ...older]: readonly Tip[], own: Tip | undefined): boolean {
  if (!tip || !own) return tip !== undefined;
  const isKnown = [tip, ...older].some(({ commit }) => commit.oid === own.commit.oid);
  return isKnown || (older.length + 1 >= LINKS_READ && isSuccessor(own, [tip, ...older]));
}

/** Reads the ref. */
export async function look({ chain, store, left }: Reading): Promise<Look> {
  const started = performance.now();
  const own = lastTip(chain);
  const shown = await fetchLinks(store, own ? LINKS_READ : 1, left());
  const { tip, links: unnoted } = await observe(chain, shown, own);
  const took = performance.now() - started;
  return { tip, links: linksOf(shown), own: tip, unnoted, took, unmoved: undefined };
}

/** Reads the ref after a push that git does not vouch for. Throws where there is no sense in another one. */
export async function lookAgain(
  { chain, store, left }: Reading,
  before: Look,
  words: readonly string[],
): Promise<Look> {
  const started = performance.now();
  const shown = await fetchLinks(store, LINKS_READ, left());
  const { tip, links } = await observe(chain, shown, before.own);
  const unmoved = tip.commit.oid === before.tip.commit.oid ? (before.unmoved ?? 0) + 1 : 0;
  if (unmoved === 2) throw notTaken(chain.address.remote, words);
  const took = performance.now() - started;
  return { tip, links: linksOf(shown), own: tip, unnoted: [...links, ...before.unnoted], took, unmoved };
}
