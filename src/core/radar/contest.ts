import type { Claim, Place } from '../ids/claim.ts';
import { shellWord } from '../messages/wording.ts';
import { writtenId } from '../messages/spelled.ts';
import type { BranchTip, Drawn, RadarGround } from './branch-draws.ts';
import { fileKeeperOf, keeperOf, type Kept } from './contest-keeper.ts';

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
  /** The next ID that is free on all refs; of a twin the ID that the other one has; null if numbers are dates. */
  readonly next: string | null;
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

/** The report of a contest. `next` is a free ID; undefined for a twin, and if nothing comes next. */
export function toldContest(ground: RadarGround, { kind, things }: Found, next: string | undefined): Contest {
  const { keeper, because } = kept(ground, kind, things);
  const others = things.filter((thing) => thing !== keeper).map(holderOf);
  const first = holderOf(keeper);
  const holders = [first, ...others.toSorted(byDate)];
  const [yielding = first] = holders.slice(1);
  const { id } = first;
  return {
    ledger: ground.ledger,
    id,
    kind,
    holders: holders.map(shown),
    keeps: first.ref,
    because,
    next: next ?? (kind === 'twin' ? id : null),
    remedy: remedyOf(ground, kind, yielding, first, next),
  };
}

function kept({ files }: RadarGround, kind: ContestKind, things: Found['things']): Kept {
  if (kind === 'twin') return { keeper: things[0], because: 'it is there already' };
  return files ? fileKeeperOf(things) : keeperOf(things);
}

function shown({ ref, also, commit, id, title, place, author, date }: ToldHolder): Holder {
  return { ref, also, commit, id, title, place, author, date };
}

interface ToldHolder extends Holder {
  readonly tip: BranchTip;
  readonly claim: Claim;
}

/** The oldest tip represents all that have a thing. */
function holderOf({ name, holders }: Drawn): ToldHolder {
  const [{ tip, claims }, ...rest] = sorted(holders);
  const [claim] = claims;
  const { ref, commit, author, date } = tip;
  const also = rest.map((other) => other.tip.ref).toSorted();
  return {
    ref,
    also,
    commit,
    id: writtenId(claim),
    title: name,
    place: claim.place,
    author,
    date,
    tip,
    claim,
  };
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
function remedyOf(
  { files, ledger }: RadarGround,
  kind: ContestKind,
  { id, ref, tip, claim }: ToldHolder,
  kept: Holder,
  next: string | undefined,
): string {
  if (kind === 'twin') return `On ${ref} give it the ID that ${kept.ref} has: ${kept.id}.`;
  const there = tip.switchTo === '' ? '' : `git switch ${tip.switchTo} && `;
  // Nothing else has a number that is only too low.
  if (files && (kind === 'order' || next === undefined)) return `${there}${files.move(tip, claim, next)}`;
  const where = ledger !== null ? ` --ledger ${shellWord(ledger)}` : '';
  return `${there}tidemark renumber ${shellWord(id)}${where} --against ${shellWord(kept.ref)}`;
}
