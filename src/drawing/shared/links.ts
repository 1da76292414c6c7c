import { randomBytes } from 'node:crypto';

import type { Shown } from '../../adapters/remote/chain-remote.ts';
import { cutBefore, writeLink } from '../../adapters/remote/chain-store.ts';
import type { ChainStore, RawCommit } from '../../adapters/remote/chain-store.ts';
import { formatLink } from '../../formats/number-chain.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import { madeBy, tipOf } from './chain.ts';
import type { Chain, Tip } from './chain.ts';
import { noChain, notBegun, notSuccessor, unreachable } from './refusals.ts';
import { isSuccessor } from './successor.ts';

/** How many links are read at once: so far back it is certain that a chain goes on from the last tip. About seven kilobytes. */
export const LINKS_READ = 32;

/** Sixteen bytes that nobody else makes up. */
export function newNonce(): string {
  return randomBytes(16).toString('hex');
}

/** The part of a nonce that says what is drawn for whom; what is before it says on which machine. */
export function markOf({ nonce }: Pick<ChainLink, 'nonce'>): string {
  return nonce.slice(MACHINE_DIGITS);
}

/** As many digits of a nonce say which machine pushed it. */
export const MACHINE_DIGITS = 8;

/** Writes a link as a commit onto a tip that the remote has, or as the first one. */
export function writeTip(chain: Chain, store: ChainStore, link: ChainLink, onto: Tip | undefined): Tip {
  cutBefore(store, onto?.commit);
  return addTip(chain, store, link, onto);
}

/** The same onto one that was only written. */
export function addTip({ address }: Chain, store: ChainStore, link: ChainLink, onto: Tip | undefined): Tip {
  // A clock that goes behind makes no commit that is older than its parent.
  const at = Math.max(Math.floor(Date.now() / 1000), onto ? madeBy(onto.commit).at : 0);
  const draft = { parent: onto?.commit, author: address.author, at, message: formatLink(link) };
  return { commit: writeLink(store, draft), link };
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
  return { tip, links: since(last, links) };
}

/** Those that came after `last`, where that is among them; else all. */
export function since(last: Tip | undefined, links: readonly Tip[]): readonly Tip[] {
  const known = last ? links.findIndex(({ commit }) => commit.oid === last.commit.oid) : -1;
  return known === -1 ? links : links.slice(0, known);
}

/** The links at the end of what a remote shows, the newest first; none where the newest is no link. */
export function linksOf(shown: Shown): readonly Tip[] {
  return shown.kind === 'commits' ? linksIn(shown.commits) : [];
}

/** The same of commits. */
export function linksIn(commits: readonly RawCommit[]): readonly Tip[] {
  const tips = commits.map(tipOf);
  const end = tips.indexOf(undefined);
  return tips.slice(0, end === -1 ? tips.length : end).flatMap((tip) => tip ?? []);
}
