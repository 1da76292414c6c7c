import { drawName } from '../core/ledger/counters.ts';
import type { OthersDraws } from '../core/ledger/counters.ts';
import { lengthOf, parseSequence, sequenceText } from '../core/numbers/sequence.ts';
import type { SequenceRange } from '../core/numbers/sequence.ts';
import type { LinkDraw } from './number-chain.ts';

/** The lines that tell later what others drew; empty for what nobody said what it is for. */
export function formatOthersDraws(draws: readonly LinkDraw[]): string {
  return draws
    .filter(({ title }) => title !== '')
    .map(({ counter, from, to, title }) => `${counter} ${sequenceText(from)} ${sequenceText(to)} ${title}\n`)
    .join('');
}

/** What those lines say. A block was drawn for its first number, so only that has a title; of several draws of a number the last one counts. */
export function parseOthersDraws(text: string): OthersDraws {
  const titles = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, counter = '', first = '', title = ''] = /^(\S+) (\S+) \S+ (.+)$/u.exec(line) ?? [];
    const number = parseSequence(first);
    if (number) titles.set(drawName(counter, number), title);
  }
  return titles;
}

/** Ranges as lines of text. */
export function formatRanges(ranges: readonly SequenceRange[]): string {
  return ranges.map(({ from, to }) => `${sequenceText(from)} ${sequenceText(to)}\n`).join('');
}

/** Lines that are none say nothing. */
export function parseRanges(text: string): readonly SequenceRange[] {
  return text.split('\n').flatMap((line) => {
    const [first = '', last = ''] = line.split(' ');
    const [from, to] = [parseSequence(first), parseSequence(last)];
    return from && to && lengthOf({ from, to }) > 0 ? [{ from, to }] : [];
  });
}
