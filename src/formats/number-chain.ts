import { counterName } from '../core/ledger/counters.ts';
import {
  compareNumbers,
  lengthOf,
  parseSequence,
  rangeText,
  sequenceText,
} from '../core/numbers/sequence.ts';
import type { SequenceNumber, SequenceRange } from '../core/numbers/sequence.ts';

/** What a link of the chain gives away. */
export interface LinkDraw extends SequenceRange {
  /** The counter that it is of. */
  readonly counter: string;
  /** What it is for, as one line; empty where nobody said. */
  readonly title: string;
}

/** What one commit of `refs/tidemark/numbers` says. The newest says where every counter is: nobody needs those before it. */
export interface ChainLink {
  /** Made up when the chain began: two chains have two. */
  readonly chain: string;
  /** How many links are before it. */
  readonly serial: number;
  /** Made up for this link alone, so that whoever pushed it knows it again. */
  readonly nonce: string;
  /** Undefined where counters were set, and nothing was drawn. */
  readonly draw: LinkDraw | undefined;
  /** The highest number of each counter. */
  readonly counters: ReadonlyMap<string, SequenceNumber>;
}

/** A title as a link has it: one line of at most a hundred characters. */
export function linkTitle(title: string): string {
  const line = title.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return Array.from(line).slice(0, 100).join('').trimEnd();
}

/** The message of the commit that a link is. */
export function formatLink({ chain, serial, nonce, draw, counters }: ChainLink): string {
  const lines = [
    `${MAGIC} 1`,
    `chain ${chain}`,
    `serial ${serial}`,
    `nonce ${nonce}`,
    ...(draw ? [`draw ${draw.counter} ${sequenceText(draw.from)} ${sequenceText(draw.to)}`] : []),
    ...[...counters].map(([counter, number]) => `counter ${counter} ${sequenceText(number)}`),
  ];
  return `${subjectOf(draw)}\n\n${lines.join('\n')}\n`;
}

const MAGIC = 'tidemark-numbers';
const SEEDED = 'Set the counters';

function subjectOf(draw: LinkDraw | undefined): string {
  if (!draw) return SEEDED;
  const what = `${counterName(draw.counter)} ${rangeText(draw)}`;
  return draw.title === '' ? what : `${what}: ${draw.title}`;
}

/** Reads a commit's message. Undefined for what is no link of such a chain. Whatever the bytes, in time that grows with their number alone. */
export function parseLink(message: string): ChainLink | undefined {
  if (message.length > MAX_LENGTH) return undefined;
  const [subject = '', blank, magic, ...lines] = message.split('\n');
  if (blank !== '' || magic !== `${MAGIC} 1`) return undefined;
  const words = lines.filter(Boolean).map((line) => line.split(' '));
  const names = namesIn(words);
  const counters = countersIn(words);
  const draw = drawIn(words, subject);
  if (!names || !counters || draw === 'broken' || !isCovered(draw, counters)) return undefined;
  return { ...names, draw, counters };
}

/** In characters: hundreds of counters. */
const MAX_LENGTH = 65_536;

type Words = readonly (readonly string[])[];

function namesIn(words: Words): Pick<ChainLink, 'chain' | 'serial' | 'nonce'> | undefined {
  const valueOf = (key: string): string => words.find(([name]) => name === key)?.[1] ?? '';
  const [chain, serial, nonce] = [valueOf('chain'), valueOf('serial'), valueOf('nonce')];
  const isGood = MADE_UP.test(chain) && MADE_UP.test(nonce) && /^\d{1,15}$/u.test(serial);
  return isGood ? { chain, serial: Number(serial), nonce } : undefined;
}

const MADE_UP = /^[0-9a-f]{8,64}$/u;

function countersIn(words: Words): ReadonlyMap<string, SequenceNumber> | undefined {
  const counters = new Map<string, SequenceNumber>();
  for (const [key, counter = '', text = ''] of words) {
    if (key !== 'counter') continue;
    const number = parseSequence(text);
    if (!number || counter === '') return undefined;
    counters.set(counter, number);
  }
  return counters;
}

function drawIn(words: Words, subject: string): LinkDraw | undefined | 'broken' {
  const found = words.find(([key]) => key === 'draw');
  if (!found) return undefined;
  const [, counter = '', first = '', last = ''] = found;
  const [from, to] = [parseSequence(first), parseSequence(last)];
  if (!from || !to || lengthOf({ from, to }) === 0) return 'broken';
  const head = subjectOf({ counter, from, to, title: '' });
  const title = subject.startsWith(`${head}: `) ? linkTitle(subject.slice(head.length + 2)) : '';
  return { counter, from, to, title };
}

/** What was drawn is never above the counter that it was drawn from. */
function isCovered(draw: LinkDraw | undefined, counters: ReadonlyMap<string, SequenceNumber>): boolean {
  if (!draw) return true;
  const highest = counters.get(draw.counter);
  return highest !== undefined && compareNumbers(draw.to, highest) <= 0;
}
