import type { SequenceNumber } from '../core/numbers/sequence.ts';
import { advance, compareNumbers, parseSequence, sequenceText } from '../core/numbers/sequence.ts';
import { linkTitle } from './number-chain.ts';
import type { ChainLink } from './number-chain.ts';

/** The numbers that somebody asks for. */
export interface NumberRequest {
  /** See `ChainLink`. */
  readonly counter: string;
  /** None of them is to be lower. */
  readonly least: SequenceNumber;
  /** At least 1. */
  readonly count: number;
  /** What they are for. */
  readonly title: string;
}

/** The link that gives out what is asked for, after another one; undefined where the numbers end before that. */
export function linkFor(
  { chain, serial, counters }: ChainLink,
  { counter, least, count, title }: NumberRequest,
  nonce: string,
): ChainLink | undefined {
  const last = counters.get(counter);
  const next = last && advance(last, 1);
  const from = next && compareNumbers(next, least) > 0 ? next : least;
  const to = advance(from, count - 1);
  if (!parseSequence(sequenceText(to))) return undefined;
  const draw = { counter, from, to, title: linkTitle(title) };
  return { chain, serial: serial + 1, nonce, draw, counters: new Map([...counters, [counter, to]]) };
}

/** A request as others read it who push it along with theirs. */
export interface PostedRequest extends NumberRequest {
  /** Made up for this request alone, in hex: by it whoever asks knows the answer again. */
  readonly mark: string;
  /** How the remote is reached, and by whom: see `Address`. */
  readonly way: string;
}

/** The request as text, that ends where it ends. */
export function formatRequest({ mark, way, counter, least, count, title }: PostedRequest): string {
  return `${MAGIC} ${mark} ${way} ${counter} ${sequenceText(least)} ${count} ${linkTitle(title)}\n`;
}

const MAGIC = 'tidemark-request-1';
/** How many numbers others push along. */
const MOST = 1000;

/** Undefined for what is no whole request, or asks for more than others push along. */
export function parseRequest(text: string): PostedRequest | undefined {
  const found = text.length > MAX_LENGTH ? undefined : REQUEST.exec(text);
  const word = (at: number): string => found?.[at] ?? '';
  const [least, count] = [parseSequence(word(4)), Number(word(5))];
  if (!least || count < 1 || count > MOST) return undefined;
  return { mark: word(1), way: word(2), counter: word(3), least, count, title: linkTitle(word(6)) };
}

const REQUEST =
  /^tidemark-request-1 ([0-9a-f]{24}) ([0-9a-f]{16}) ([^\s\p{Cc}]+) ([\d.]+) (\d{1,4}) ([^\n]*)\n$/u;
/** In characters. */
const MAX_LENGTH = 2000;
