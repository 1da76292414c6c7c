import { openRepository } from '../../adapters/git/repository.ts';
import { fetchLinks, NUMBERS_REF } from '../../adapters/remote/chain-remote.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import type { LinkDraw } from '../../formats/number-chain.ts';
import type { Where } from '../../writing/workbench.ts';
import { lastTip, madeBy, openChain, rememberTip, withChain } from './chain.ts';
import type { Tip } from './chain.ts';
import { linksOf, LINKS_READ, observe } from './draw-link.ts';
import { sharedRemote } from './sharing.ts';

/** A link as people are told of it. */
export interface ToldLink {
  readonly serial: number;
  /** Undefined where counters were set. */
  readonly draw: LinkDraw | undefined;
  readonly author: string;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface SharedStatus {
  readonly remote: string;
  readonly ref: string;
  /** The commit that the ref is at. */
  readonly commit: string;
  readonly serial: number;
  readonly counters: ReadonlyMap<string, SequenceNumber>;
  /** The newest first: the last ones, or all. */
  readonly links: readonly ToldLink[];
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
    const last = await lastTip(chain);
    const shown = await fetchLinks(store, all ? ALL : LINKS_READ, MOST_MS);
    const { tip, links } = await observe(chain, shown, last);
    await rememberTip(chain, store, tip, links);
    return {
      remote: name,
      ref: NUMBERS_REF,
      commit: tip.commit.oid,
      serial: tip.link.serial,
      counters: tip.link.counters,
      links: linksOf(shown).map(told),
    };
  });
}

function told({ link: { serial, draw }, commit }: Tip): ToldLink {
  return { serial, draw, ...madeBy(commit) };
}
