import { isAbsolute, join } from 'node:path';

import { machineDirectory } from '../../../adapters/disk/lock/machine-directory.ts';
import { inTurn } from '../../../adapters/disk/lock/waiting-line.ts';
import type { Waiting, WaitingBehind } from '../../../adapters/disk/lock/waiting-line.ts';
import { readRecent, writeRecent } from '../../../adapters/disk/shared-state.ts';
import type { RawCommit } from '../../../adapters/remote/chain-store.ts';
import { nameOf } from '../../../adapters/remote/loose-objects.ts';
import { formatRequest, parseRequest } from '../../../formats/number-request.ts';
import type { PostedRequest } from '../../../formats/number-request.ts';
import type { Chain, Tip } from '../chain.ts';
import { linksIn, markOf } from '../links.ts';
import { currentPace } from './pace.ts';

/** The clones of one machine, in front of one remote: one at a time, and what one has seen the next one need not ask for. */
export interface Queue {
  /** Where the pace is kept. */
  readonly directory: string;
  /** The newest links that any of them has seen, the newest first. A push onto them counts only if the remote has them. */
  readonly recent: readonly Tip[];
  /** What those behind ask for that are served along: who reaches the remote in the same way. */
  readonly behind: () => readonly PostedRequest[];
  /** Keeps links that the remote has, the newest first, and sends away whoever waits for one of them. */
  readonly keep: (recent: readonly Tip[]) => void;
}

interface Joining<T> {
  readonly request: Omit<PostedRequest, 'way'>;
  /** What the clone saw last, behind which nothing is news to it. */
  readonly own: Tip | undefined;
  /** What it means to be served; `links` are the newest of the remote, the newest first. Undefined where that cannot be. */
  readonly served: (links: readonly Tip[]) => T | undefined;
}

/**
 * In milliseconds: whoever takes so long is passed, and whoever waited so long goes without. Passing one that is only slow costs both of them a push, and the
 * machine more than it has: a push that takes ten seconds is waited for.
 */
const ONE_MS = 12_000;
const MOST_MS = 25_000;
/** How many are served in one push. Twice as many links are read at once, so that others find their own behind these. */
const MOST_BEHIND = 15;
/** How many links are kept. Whoever was served several pushes ago still finds the answer. */
const LINKS_KEPT = 128;

/**
 * Runs `act` while no other clone of this user on this machine draws at that remote, as far as that can be had: only speed depends on it. Or answers with what
 * another one has pushed for this one.
 */
export async function inQueue<T>(
  chain: Chain,
  { request, own, served }: Joining<T>,
  act: (queue: Queue) => Promise<T>,
): Promise<T> {
  const directory = machineDirectory(placeOf(chain));
  if (directory === undefined) return act(queueOfOne(chain));
  const { way } = chain.address;
  const servedNow = (): T | undefined => served(recentIn(directory, chain, own));
  const joining = {
    each: currentPace(directory).took,
    one: ONE_MS,
    most: MOST_MS,
    text: formatRequest({ ...request, way }),
    served: servedNow,
  };
  return inTurn(directory, joining, async (waiting) => {
    const queue = {
      directory,
      recent: recentIn(directory, chain),
      behind: () => requestsIn(waiting(MOST_BEHIND), way),
      keep: (recent: readonly Tip[]) => keep(directory, recent, waiting),
    };
    // Whatever goes wrong: another one may have pushed for it meanwhile.
    return act(queue).catch((error: unknown) => orThrow(servedNow(), error));
  });
}

function orThrow<T>(outcome: T | undefined, error: unknown): T {
  if (outcome === undefined) throw error;
  return outcome;
}

function queueOfOne({ directory }: Chain): Queue {
  return { directory, recent: [], behind: () => [], keep: () => undefined };
}

/** A relative path counts from where the clone is. */
function placeOf({ address: { url }, repository: { root, commonDir } }: Chain): string {
  if (/^file:\/\/\//iu.test(url)) return url.slice('file://'.length);
  const isRelative = !/^[^/]*:/u.test(url) && !isAbsolute(url);
  return isRelative ? join(root ?? commonDir, url) : url;
}

/** Back to a tip, if that is among them. None where any of them is not what it says. */
function recentIn(directory: string, { repository }: Chain, last?: Tip): readonly Tip[] {
  const algorithm = repository.nameWidth === 32 ? 'sha256' : 'sha1';
  const all: readonly RawCommit[] = readRecent(directory);
  const end = all.findIndex(({ oid }) => oid === last?.commit.oid);
  const recent = end === -1 ? all : all.slice(0, end + 1);
  return recent.every(({ oid, text }) => nameOf(algorithm, 'commit', text) === oid) ? linksIn(recent) : [];
}

function requestsIn(waiting: readonly Waiting[], ownWay: string): readonly PostedRequest[] {
  const requests = waiting
    .flatMap(({ text }) => parseRequest(text) ?? [])
    .filter(({ way }) => way === ownWay);
  return [...new Map(requests.map((request) => [request.mark, request])).values()];
}

/** In this order: whoever is sent away looks at what is kept. */
function keep(directory: string, recent: readonly Tip[], waiting: WaitingBehind): void {
  const kept = recent.slice(0, LINKS_KEPT);
  writeRecent(
    directory,
    kept.map(({ commit }) => commit),
  );
  const marks = new Set(kept.map(({ link }) => markOf(link)));
  for (const { text, serve } of waiting(Infinity)) {
    const request = parseRequest(text);
    if (request && marks.has(request.mark)) serve();
  }
}
