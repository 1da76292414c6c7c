import { setTimeout as sleep } from 'node:timers/promises';

import { exhausted } from '../../../adapters/disk/drawn-numbers.ts';
import { pushLink } from '../../../adapters/remote/chain-remote.ts';
import type { Pushed } from '../../../adapters/remote/chain-remote.ts';
import type { ChainStore } from '../../../adapters/remote/chain-store.ts';
import type { ChainLink } from '../../../formats/number-chain.ts';
import { linkFor } from '../../../formats/number-request.ts';
import type { NumberRequest } from '../../../formats/number-request.ts';
import type { TidemarkError } from '../../../errors.ts';
import { lastTip, rememberTip, withChainStore } from '../chain.ts';
import type { Chain, Tip } from '../chain.ts';
import { addTip, markOf, newNonce, since, writeTip } from '../links.ts';
import { notTaken, overtaken, unreachable } from '../refusals.ts';
import { look, lookAgain, reachesBack, remember } from './look.ts';
import type { Look } from './look.ts';
import { currentPace, keepPace, pauseAfter, pauseBefore, sawLinks, tookAgain } from './pace.ts';
import type { Pace } from './pace.ts';
import { inQueue } from './queue.ts';
import type { Queue } from './queue.ts';

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
 * that failed, or where others were in the way seconds ago. What other clones of this machine wait for is pushed along. The caller holds the lock of the chain.
 * Throws `not-drawn` with git's own words, and `exhausted`.
 */
export async function drawLink(
  chain: Chain,
  request: NumberRequest,
  { all, one }: Limits = LIMITS,
): Promise<Drawn> {
  const started = performance.now();
  const left = (): number => Math.min(one, all - (performance.now() - started));
  const asked = { ...request, mark: markOf({ nonce: newNonce() }) };
  const own = lastTip(chain);
  const served = (links: readonly Tip[]): Won | undefined => servedIn(links, lastTip(chain), asked);
  const { tip, unnoted, ...drawn } = await inQueue(chain, { request: asked, own, served }, async (queue) =>
    withChainStore(chain, async (store) => inMyTurn({ chain, store, request: asked, queue, left })),
  );
  rememberTip(chain, tip, unnoted);
  return drawn;
}

/** A request that is known again by its mark: see `PostedRequest`. */
type Asked = NumberRequest & { readonly mark: string };

interface Won extends Drawn {
  readonly tip: Tip;
  /** What this clone has not noted yet of what others drew. */
  readonly unnoted: readonly Tip[];
}

/** What another clone of this machine pushed along. The links have to go on from what this clone saw last, whatever the other one saw. */
function servedIn(links: readonly Tip[], own: Tip | undefined, { mark }: Asked): Won | undefined {
  const [tip] = links;
  const mine = links.find(({ link }) => markOf(link) === mark);
  if (!tip || !mine || !reachesBack(links, own)) return undefined;
  return { link: mine.link, tries: 0, tip, unnoted: since(own, links).filter((one) => one !== mine) };
}

/** One draw. */
interface Drawing {
  readonly chain: Chain;
  readonly store: ChainStore;
  readonly request: Asked;
  readonly queue: Queue;
  /** How many milliseconds the next answer may take. */
  readonly left: () => number;
}

async function inMyTurn(drawing: Drawing): Promise<Won> {
  const { chain, queue } = drawing;
  const pace = currentPace(queue.directory);
  await sleep(pauseBefore(pace));
  const isAlone = pace.others.size === 0;
  const first = (isAlone ? remember(chain, queue.recent) : undefined) ?? (await look(drawing));
  return pushUntilTaken(drawing, pace, first);
}

async function pushUntilTaken(drawing: Drawing, known: Pace, first: Look): Promise<Won> {
  const { chain, queue, request, left } = drawing;
  let [pace, seen] = [known, first];
  try {
    for (let tries = 1; ; tries += 1) {
      pace = sawLinks(pace, seen);
      const started = performance.now();
      const { pushed, isTaken, isAnswered, words } = await push(drawing, seen, pace.machine);
      pace = tookAgain(pace, seen.took + performance.now() - started);
      if (!isTaken) {
        if (left() < ENOUGH_MS) throw outOfTime(chain, seen, words, tries);
        if (isAnswered) await sleep(Math.min(pauseAfter(pace, tries), left() / 2));
        seen = await lookAgain(drawing, seen, words);
      }
      const links = isTaken ? [...pushed, ...seen.links] : seen.links;
      const mine = links.find(({ link }) => markOf(link) === request.mark);
      if (!mine) continue;
      keepPace(queue.directory, pace);
      queue.keep(links);
      const unnoted = [...since(seen.own, links), ...seen.unnoted].filter((one) => one !== mine);
      return { link: mine.link, tries, tip: isTaken ? pushed[0] : seen.tip, unnoted };
    }
  } catch (error) {
    // What is taken for this clone only has to be above it all the same.
    if (seen.own) rememberTip(chain, seen.own, seen.unnoted);
    throw error;
  }
}

interface Try extends Pushed {
  /** The newest first. */
  readonly pushed: readonly [Tip, ...Tip[]];
}

async function push(drawing: Drawing, seen: Look, machine: string): Promise<Try> {
  const pushed = linksOnto(drawing, seen, machine);
  const told = await pushLink(drawing.store, pushed[0].commit, seen.tip.commit, drawing.left());
  return { pushed, ...told };
}

/** Makes the links that come after a tip, the newest first: this clone's own, and those of the clones that wait. The remote does not have them yet. */
function linksOnto(
  { chain, store, request, queue }: Drawing,
  { tip, links, unmoved }: Look,
  machine: string,
): Try['pushed'] {
  const made = linkFor(tip.link, request, machine + request.mark);
  if (!made) throw exhausted();
  const pushed: [Tip, ...Tip[]] = [writeTip(chain, store, made, tip)];
  // What the remote refuses may be what others ask for.
  const behind = (unmoved ?? 0) > 0 ? [] : queue.behind();
  const known = new Set([request.mark, ...links.map(({ link }) => markOf(link))]);
  for (const other of behind.filter(({ mark }) => !known.has(mark))) {
    const link = linkFor(pushed[0].link, other, machine + other.mark);
    if (link) pushed.unshift(addTip(chain, store, link, pushed[0]));
  }
  return pushed;
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
