import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { fetchLinks, pushLink } from '../../adapters/remote/chain-remote.ts';
import type { Shown } from '../../adapters/remote/chain-remote.ts';
import { cutBefore, writeLink } from '../../adapters/remote/chain-store.ts';
import type { ChainStore } from '../../adapters/remote/chain-store.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import { formatLink } from '../../formats/number-chain.ts';
import type { TidemarkError } from '../../errors.ts';
import { lastTip, madeBy, rememberTip, tipOf } from './chain.ts';
import type { Chain, Tip } from './chain.ts';
import { contendersIn, currentPace, keepPace, pauseAfter, pauseBefore } from './pace.ts';
import type { Pace } from './pace.ts';
import { noChain, notBegun, notSuccessor, notTaken, overtaken, unreachable } from './refusals.ts';
import { isSuccessor } from './successor.ts';

/** What a link is to say, given the one before it; the rest follows. Undefined where nothing is to be said. */
export type Say = (before: ChainLink) => Promise<Pick<ChainLink, 'draw' | 'counters'>>;

/** A link that the remote has. */
export interface Drawn {
  readonly link: ChainLink;
  /** How many times it was pushed. */
  readonly tries: number;
}

/** In milliseconds, for all of it. */
const ALL_MS = 30_000;
/** For one answer, so that there is time left to see what became of a push. */
const ONE_MS = 20_000;
/** Less than that is no time to see what became of a push. */
const ENOUGH_MS = 1000;
/** How many links are read at once: so far back it is certain that a chain goes on from the last tip. About seven kilobytes. */
export const LINKS_READ = 32;

/**
 * Adds a link to the chain, and answers once the remote has it. It is pushed at once onto the last tip that this clone saw; the ref is read only after
 * that failed, or where others were in the way seconds ago. The caller holds the lock of the chain. Throws `not-drawn` with git's own words.
 */
export async function drawLink(chain: Chain, store: ChainStore, say: Say): Promise<Drawn> {
  const started = performance.now();
  const left = (): number => Math.min(ONE_MS, ALL_MS - (performance.now() - started));
  let pace = await currentPace(chain.directory);
  await sleep(pauseBefore(pace));
  let seen = await firstLook(chain, store, pace, left());
  for (let tries = 1; ; tries += 1) {
    const pushing = performance.now();
    const mine = await linkOnto(chain, store, seen.tip, pace.clone, say);
    const { isTaken, words } = await pushLink(store, mine.commit, seen.tip.commit, left());
    pace = { ...pace, took: performance.now() - pushing, won: Date.now() };
    if (!isTaken) {
      if (left() < ENOUGH_MS) throw outOfTime(chain, seen, words, tries);
      await sleep(Math.min(pauseAfter(pace), left() / 2));
      seen = await lookAgain(chain, store, { ...seen, mine, words }, left());
      pace = { ...pace, contenders: contendersIn(seen.links, pace) };
    }
    if (!isTaken && !seen.isMine) continue;
    if (isTaken) await rememberTip(chain, store, mine, []);
    await keepPace(chain.directory, pace);
    return { link: mine.link, tries };
  }
}

/** What a clone saw of a chain last. */
interface Look {
  readonly tip: Tip;
  /** Its last links, the newest first; none where nobody looked. */
  readonly links: readonly Tip[];
  /** How many times in a row a push failed, and the ref was where it was. */
  readonly unmoved: number;
  /** The link that was pushed is there. */
  readonly isMine: boolean;
}

async function firstLook(
  chain: Chain,
  store: ChainStore,
  { contenders }: Pace,
  milliseconds: number,
): Promise<Look> {
  const last = await lastTip(chain);
  const rest = { unmoved: 0, isMine: false };
  if (last && contenders === 1) return { tip: last, links: [], ...rest };
  const shown = await fetchLinks(store, last ? LINKS_READ : 1, milliseconds);
  const { tip, links } = await observe(chain, shown, last);
  await rememberTip(chain, store, tip, links);
  return { tip, links: linksOf(shown), ...rest };
}

/** Reads the ref after a push that git does not vouch for. Throws where there is no sense in another one. */
async function lookAgain(
  chain: Chain,
  store: ChainStore,
  before: Look & { readonly mine: Tip; readonly words: readonly string[] },
  milliseconds: number,
): Promise<Look> {
  const { nonce } = before.mine.link;
  const shown = await fetchLinks(store, LINKS_READ, milliseconds);
  const { tip, links } = await observe(chain, shown, before.tip);
  const unmoved = tip.commit.oid === before.tip.commit.oid ? before.unmoved + 1 : 0;
  if (unmoved === 2) throw notTaken(chain.address.remote, before.words);
  const others = links.filter(({ link }) => link.nonce !== nonce);
  if (unmoved === 0) await rememberTip(chain, store, tip, others);
  return { tip, links: linksOf(shown), unmoved, isMine: others.length < links.length };
}

function outOfTime(
  { address: { remote } }: Chain,
  { unmoved, links }: Look,
  words: readonly string[],
  tries: number,
): TidemarkError {
  if (links.length === 0) return unreachable(remote, words);
  return unmoved > 0 ? notTaken(remote, words) : overtaken(remote, tries);
}

/** Makes the link that comes after a tip; the remote does not have it yet. */
async function linkOnto(chain: Chain, store: ChainStore, tip: Tip, clone: string, say: Say): Promise<Tip> {
  const said = await say(tip.link);
  const nonce = clone + newNonce().slice(clone.length);
  return writeTip(chain, store, { chain: tip.link.chain, serial: tip.link.serial + 1, nonce, ...said }, tip);
}

/** Sixteen bytes that nobody else makes up. */
export function newNonce(): string {
  return randomBytes(16).toString('hex');
}

/** Writes a link as a commit onto a tip, or as the first one. */
export async function writeTip(
  { address }: Chain,
  store: ChainStore,
  link: ChainLink,
  onto: Tip | undefined,
): Promise<Tip> {
  await cutBefore(store, onto?.commit);
  // A clock that goes behind makes no commit that is older than its parent.
  const at = Math.max(Math.floor(Date.now() / 1000), onto ? madeBy(onto.commit).at : 0);
  const draft = { parent: onto?.commit, author: address.author, at, message: formatLink(link) };
  return { commit: await writeLink(store, draft), link };
}

/** What a remote shows, as links; those that came after `last`, where that is among them. Throws `not-drawn` for all that `last` cannot lead to. */
export async function observe(
  { address: { remote } }: Chain,
  shown: Shown,
  last: Tip | undefined,
): Promise<{ readonly tip: Tip; readonly links: readonly Tip[] }> {
  if (shown.kind === 'unreachable') throw unreachable(remote, shown.words);
  if (shown.kind === 'absent') throw last ? notSuccessor(remote, last, 'absent') : notBegun(remote);
  const links = linksOf(shown);
  const [tip] = links;
  if (!tip) throw last ? notSuccessor(remote, last, 'no-commit') : noChain(remote);
  if (last && !isSuccessor(last, [tip, ...links.slice(1)])) throw notSuccessor(remote, last, 'commits');
  const known = last ? links.findIndex(({ commit }) => commit.oid === last.commit.oid) : -1;
  return { tip, links: known === -1 ? links : links.slice(0, known) };
}

/** The links at the end of what a remote shows, the newest first; none where the newest is no link. */
export function linksOf(shown: Shown): readonly Tip[] {
  const tips = shown.kind === 'commits' ? shown.commits.map(tipOf) : [];
  const end = tips.indexOf(undefined);
  return tips.slice(0, end === -1 ? tips.length : end).flatMap((tip) => tip ?? []);
}
