import { setTimeout as sleep } from 'node:timers/promises';

import { fetchLinks, pushLink } from '../../adapters/remote/chain-remote.ts';
import type { ChainStore } from '../../adapters/remote/chain-store.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import type { TidemarkError } from '../../errors.ts';
import { lastTip, rememberTip } from './chain.ts';
import type { Chain, Tip } from './chain.ts';
import { linksIn, linksOf, LINKS_READ, newNonce, observe, since, writeTip } from './links.ts';
import { contendersIn, currentPace, keepPace, pauseAfter, pauseBefore } from './pace.ts';
import type { Pace } from './pace.ts';
import { inQueue } from './queue.ts';
import type { Queue } from './queue.ts';
import { notTaken, overtaken, unreachable } from './refusals.ts';
import { isSuccessor } from './successor.ts';

/** What a link is to say, given the one before it; the rest follows. Undefined where nothing is to be said. */
export type Say = (before: ChainLink) => Promise<Pick<ChainLink, 'draw' | 'counters'>>;

/** A link that the remote has. */
export interface Drawn {
  readonly link: ChainLink;
  /** How many times it was pushed. */
  readonly tries: number;
}

/** How long it may take, in milliseconds: all of it, and one answer, so that there is time left to see what became of a push. */
interface Limits {
  readonly all: number;
  readonly one: number;
}

const LIMITS: Limits = { all: 30_000, one: 20_000 };
/** Less than that is no time to see what became of a push. */
const ENOUGH_MS = 1000;

/**
 * Adds a link to the chain, and answers once the remote has it. It is pushed at once onto the last tip that this machine saw; the ref is read only after
 * that failed, or where others were in the way seconds ago. The caller holds the lock of the chain. Throws `not-drawn` with git's own words.
 */
export async function drawLink(
  chain: Chain,
  store: ChainStore,
  say: Say,
  { all, one }: Limits = LIMITS,
): Promise<Drawn> {
  const started = performance.now();
  const left = (): number => Math.min(one, all - (performance.now() - started));
  const { tip, others, ...drawn } = await inQueue(chain, async (queue) => {
    const pace = currentPace(queue.directory);
    await sleep(pauseBefore(pace));
    const drawing = { chain, store, say, queue, left };
    return pushUntilTaken(drawing, pace, await firstLook(drawing, pace));
  });
  await rememberTip(chain, tip, others);
  return drawn;
}

/** One draw. */
interface Drawing {
  readonly chain: Chain;
  readonly store: ChainStore;
  readonly say: Say;
  readonly queue: Queue;
  /** How many milliseconds the next answer may take. */
  readonly left: () => number;
}

/** The end of a chain, as far as it is known. */
interface Look {
  readonly tip: Tip;
  /** Its last links, the newest first. */
  readonly links: readonly Tip[];
  /** The last tip that this clone itself has seen. */
  readonly own: Tip | undefined;
  /** How many times in a row a push failed, and the ref was where it was; undefined where nobody looked. */
  readonly unmoved: number | undefined;
  /** The link that was pushed is there. */
  readonly isMine: boolean;
}

interface Won extends Drawn {
  readonly tip: Tip;
  /** What this clone has not noted yet of what others drew. */
  readonly others: readonly Tip[];
}

async function pushUntilTaken(drawing: Drawing, known: Pace, looked: Look): Promise<Won> {
  const { chain, store, queue, left } = drawing;
  let [pace, seen] = [known, looked];
  for (let tries = 1; ; tries += 1) {
    const pushing = performance.now();
    const mine = await linkOnto(drawing, seen.tip, pace.machine);
    const { isTaken, words } = await pushLink(store, mine.commit, seen.tip.commit, left());
    pace = { ...pace, took: performance.now() - pushing, won: Date.now() };
    if (!isTaken) {
      if (left() < ENOUGH_MS) throw outOfTime(chain, seen, words, tries);
      await sleep(Math.min(pauseAfter(pace, tries), left() / 2));
      seen = await lookAgain(drawing, seen, mine, words);
      pace = { ...pace, contenders: contendersIn(seen.links, pace) };
    }
    if (!isTaken && !seen.isMine) continue;
    const links = isTaken ? [mine, ...seen.links] : seen.links;
    const recent = links.slice(0, LINKS_READ).map(({ commit }) => commit);
    keepPace(queue.directory, pace);
    queue.keep(recent);
    const others = isTaken ? since(seen.own, seen.links) : [];
    return { link: mine.link, tries, tip: isTaken ? mine : seen.tip, others };
  }
}

/** What this machine knows already, or where others were in the way, what the remote shows. */
async function firstLook({ chain, store, queue, left }: Drawing, { contenders }: Pace): Promise<Look> {
  const own = await lastTip(chain);
  const rest = { unmoved: undefined, isMine: false };
  if (contenders === 1) {
    const links = linksIn(queue.recent);
    const [tip] = links;
    if (tip && reachesBack(links, own)) return { tip, links, own, ...rest };
    if (own) return { tip: own, links: [own], own, ...rest };
  }
  const shown = await fetchLinks(store, own ? LINKS_READ : 1, left());
  const { tip, links } = await observe(chain, shown, own);
  await rememberTip(chain, tip, links);
  return { tip, links: linksOf(shown), own: tip, ...rest };
}

/** Whether these are all links since the last tip that this clone has seen, or as many as the remote would be asked for. */
function reachesBack([tip, ...older]: readonly Tip[], own: Tip | undefined): boolean {
  if (!tip || !own) return tip !== undefined;
  const isKnown = [tip, ...older].some(({ commit }) => commit.oid === own.commit.oid);
  return isKnown || (older.length + 1 >= LINKS_READ && isSuccessor(own, [tip, ...older]));
}

/** Reads the ref after a push that git does not vouch for. Throws where there is no sense in another one. */
async function lookAgain(
  { chain, store, left }: Drawing,
  before: Look,
  { link: { nonce } }: Tip,
  words: readonly string[],
): Promise<Look> {
  const shown = await fetchLinks(store, LINKS_READ, left());
  const { tip, links } = await observe(chain, shown, before.own);
  const unmoved = tip.commit.oid === before.tip.commit.oid ? (before.unmoved ?? 0) + 1 : 0;
  if (unmoved === 2) throw notTaken(chain.address.remote, words);
  const others = links.filter(({ link }) => link.nonce !== nonce);
  await rememberTip(chain, tip, others);
  return { tip, links: linksOf(shown), own: tip, unmoved, isMine: others.length < links.length };
}

function outOfTime(
  { address: { remote } }: Chain,
  { unmoved }: Look,
  words: readonly string[],
  tries: number,
): TidemarkError {
  if (unmoved === undefined) return unreachable(remote, words);
  return unmoved > 0 ? notTaken(remote, words) : overtaken(remote, tries);
}

/** Makes the link that comes after a tip; the remote does not have it yet. */
async function linkOnto({ chain, store, say }: Drawing, tip: Tip, machine: string): Promise<Tip> {
  const said = await say(tip.link);
  const nonce = machine + newNonce().slice(machine.length);
  return writeTip(chain, store, { chain: tip.link.chain, serial: tip.link.serial + 1, nonce, ...said }, tip);
}
