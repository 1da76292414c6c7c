import { compareNumbers, sequenceText } from '../../core/numbers/sequence.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import { counterName } from '../../core/ledger/counters.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import { parentOf } from '../../adapters/remote/read-commits.ts';
import type { Tip } from './chain.ts';

/**
 * Whether a chain goes on from the tip that was seen last; `links` are its newest, the newest first. It does where that tip is among them. Where they
 * do not reach so far back: if it is the same chain, further on, and no counter went down. And where somebody set the counters since, to at least
 * what they were: nothing that was drawn can come again.
 */
export function isSuccessor(last: Tip, links: readonly [Tip, ...Tip[]]): boolean {
  if (links.some(({ commit }) => commit.oid === last.commit.oid)) return true;
  if (links.some(({ link }) => !link.draw && covers(link, last.link))) return true;
  const [{ link: newest }] = links;
  const oldest = links.at(-1) ?? links[0];
  const reaches = parentOf(oldest.commit) === undefined || oldest.link.serial <= last.link.serial;
  return !reaches && newest.chain === last.link.chain && covers(newest, last.link);
}

function covers({ counters }: ChainLink, earlier: ChainLink): boolean {
  return [...earlier.counters].every(([counter, number]) => {
    const now = counters.get(counter);
    return now !== undefined && compareNumbers(now, number) >= 0;
  });
}

/** `backlog 143, adr 12`. */
export function countersText(counters: ReadonlyMap<string, SequenceNumber>): string {
  return Object.entries(countersByName(counters))
    .map((words) => words.join(' '))
    .join(', ');
}

/** As people are told of them. */
export function countersByName(
  counters: ReadonlyMap<string, SequenceNumber>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...counters].map(([counter, number]) => [counterName(counter), sequenceText(number)]),
  );
}
