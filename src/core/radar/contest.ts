import type { Place } from '../ids/claim.ts';
import { remember } from '../ids/remember.ts';
import { spellingOf } from '../ids/spelling.ts';
import { shellWord } from '../messages/wording.ts';
import { writtenId } from '../messages/spelled.ts';
import type { BranchTip, Drawn, RadarGround } from './branch-draws.ts';
import { keeperOf } from './contest-keeper.ts';

/**
 * `both-draw`: branches use an ID for two things; `taken-on-base`: a base uses it for something else than a branch; `trains`: two bases disagree;
 * `order`: a number that does not come after those of the base; `twin`: one thing under two numbers.
 */
export type ContestKind = 'both-draw' | 'taken-on-base' | 'trains' | 'order' | 'twin';

/** A number that will collide when branches are merged. */
export interface Contest {
  readonly ledger: string | null;
  /** As the files write it. */
  readonly id: string;
  readonly kind: ContestKind;
  /** The one that keeps the ID first; else in the order of dates. */
  readonly holders: readonly Holder[];
  /** The ref that keeps the ID, and why. */
  readonly keeps: string;
  readonly because: string;
  /** The next ID that is free on all refs; of a twin the ID that the other one has. */
  readonly next: string;
  /** What to run for the first one that gives way. */
  readonly remedy: string;
}

/** What will collide when branches are merged. */
export interface Radar {
  readonly bases: readonly { readonly ref: string; readonly commit: string }[];
  /** How many refs were compared. */
  readonly refs: number;
  readonly contested: readonly Contest[];
  /** Whether the ref of `--about` has to give way; null without one. */
  readonly yields: boolean | null;
  /** What could not be read, one sentence each. */
  readonly unchecked: readonly string[];
}

/** A ref that has the ID, and what for. */
export interface Holder {
  readonly ref: string;
  /** Other refs that have the same thing: copies, and branches that start from it. */
  readonly also: readonly string[];
  readonly commit: string;
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  readonly author: string;
  /** When the tip was committed: RFC 3339. */
  readonly date: string;
}

/** Things that have one ID, or one thing that has two, before it is decided who keeps it. */
export interface Found {
  readonly key: string;
  readonly kind: ContestKind;
  readonly things: readonly [Drawn, Drawn, ...Drawn[]];
}

/** The report of a contest. `number` is the next free one; undefined for a twin. */
export function toldContest(
  ground: RadarGround,
  { kind, things }: Found,
  number: number | undefined,
): Contest {
  const { keeper, because } =
    kind === 'twin' ? { keeper: things[0], because: 'it is there already' } : keeperOf(things);
  const others = things.filter((thing) => thing !== keeper).map(holderOf);
  const kept = holderOf(keeper);
  const holders = [kept, ...others.toSorted(byDate)];
  const [yielding = kept] = holders.slice(1);
  const next = number === undefined ? kept.id : spelledIn(ground, things, number);
  const id = kept.id;
  return {
    ledger: ground.ledger,
    id,
    kind,
    holders: holders.map(shown),
    keeps: kept.ref,
    because,
    next,
    remedy: remedyOf(kind, yielding, kept),
  };
}

function shown({ ref, also, commit, id, title, place, author, date }: ToldHolder): Holder {
  return { ref, also, commit, id, title, place, author, date };
}

interface ToldHolder extends Holder {
  readonly switchTo: string;
}

/** The oldest tip represents all that have a thing. */
function holderOf({ name, holders }: Drawn): ToldHolder {
  const [{ tip, claims }, ...rest] = sorted(holders);
  const [claim] = claims;
  const { ref, commit, author, date, switchTo } = tip;
  const also = rest.map((other) => other.tip.ref).toSorted();
  return { ref, also, commit, id: writtenId(claim), title: name, place: claim.place, author, date, switchTo };
}

function sorted([first, ...rest]: Drawn['holders']): Drawn['holders'] {
  return rest.reduce<Drawn['holders']>(
    ([oldest, ...others], one) =>
      byDate(one.tip, oldest.tip) < 0 ? [one, oldest, ...others] : [oldest, ...others, one],
    [first],
  );
}

function byDate(one: Pick<BranchTip, 'date' | 'ref'>, other: Pick<BranchTip, 'date' | 'ref'>): number {
  return Date.parse(one.date) - Date.parse(other.date) || one.ref.localeCompare(other.ref, 'en');
}

/** What to run on the branch that gives way. */
function remedyOf(kind: ContestKind, yielding: ToldHolder, kept: Holder): string {
  if (kind === 'twin') return `On ${yielding.ref} give it the ID that ${kept.ref} has: ${kept.id}.`;
  const there = yielding.switchTo === '' ? '' : `git switch ${yielding.switchTo} && `;
  return `${there}tidemark renumber ${shellWord(yielding.id)} --against ${shellWord(kept.ref)}`;
}

/** The highest number on any ref, except likely typos. */
export function highestOf({ bases, tips, maxLeap }: RadarGround): number {
  const line = Math.max(0, ...bases.map(lineOf));
  return tips.map(lineOf).reduce((best, own) => (own > line + maxLeap ? best : Math.max(best, own)), line);
}

function lineOf({ state, headings, directories }: BranchTip): number {
  return [...headings, ...directories].reduce((highest, { id }) => Math.max(highest, id.number), state.line);
}

function spelledIn(ground: RadarGround, [thing]: Found['things'], number: number): string {
  const { prefix } = thing.holders[0].claims[0].id;
  return spellingIn(ground)({ prefix, number });
}

/** As the bases write their IDs; without any, as the branches do. */
const spellingIn = remember(({ bases, tips }: RadarGround) => {
  const entriesOf = (all: readonly BranchTip[]) => all.flatMap(({ state }) => state.entries);
  const own = entriesOf(bases);
  return spellingOf(own.length > 0 ? own : entriesOf(tips));
});
