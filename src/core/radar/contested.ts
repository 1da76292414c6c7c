import { listUnder, numberUnder } from '../ids/lookup.ts';
import { areOne, drawsIn, type BranchTip, type Drawn, type Draws, type RadarGround } from './branch-draws.ts';
import { meaningOfBase } from './base-meaning.ts';
import { toldContest, type Contest, type Found } from './contest.ts';
import { newNumbers } from './new-numbers.ts';

/** All that will collide, by number; the same refs give the same answer, whatever their order. */
export function contestedIn(ground: RadarGround): readonly Contest[] {
  const draws = drawsIn(ground);
  const keys = new Set([...draws.drawn.keys(), ...(ground.bases.length > 1 ? keysOfBases(ground) : [])]);
  const numberOf = numbersIn(ground, draws);
  const byNumber = [...keys].toSorted(
    (one, other) => numberOf(one) - numberOf(other) || one.localeCompare(other, 'en'),
  );
  const found = byNumber.flatMap((key) => contestsAt(ground, draws, key));
  const following = newNumbers(ground);
  return [...found, ...twinsIn(ground, draws)].map((contest) =>
    toldContest(ground, contest, contest.kind === 'twin' ? undefined : following(contest)),
  );
}

function contestsAt(ground: RadarGround, draws: Draws, key: string): readonly Found[] {
  const onBases = ground.bases.flatMap((base) =>
    meaningOfBase(draws, base, key, ground.files?.isReusable ?? false),
  );
  const meanings = onBases.filter((thing, at) => !onBases.slice(0, at).some((other) => areOne(thing, other)));
  const drawn = listUnder(draws.drawn, key).filter(
    (thing) => !meanings.some((known) => areOne(thing, known)),
  );
  const [first, second] = meanings;
  const [one, ...others] = drawn;
  if (first && second && first.base !== second.base)
    return [{ key, kind: 'trains', things: [first, second] }];
  if (!one) return [];
  if (first) return [{ key, kind: 'taken-on-base', things: [first, one, ...others] }];
  return amongBranches(ground, one, others);
}

/** No base has the ID of these. */
function amongBranches(ground: RadarGround, one: Drawn, others: readonly Drawn[]): readonly Found[] {
  const { key } = one;
  const [other, ...more] = others;
  if (other && areApart([one, ...others])) return [{ key, kind: 'both-draw', things: [one, other, ...more] }];
  const line = Math.max(0, ...ground.bases.map(({ state }) => state.line));
  const { number } = one.holders[0].claims[0].id;
  const base = ground.ordered && number <= line ? lineThing(ground, line) : undefined;
  return base ? [{ key, kind: 'order', things: [base, one] }] : [];
}

/** What the number of a base's mark means. */
function lineThing({ bases }: RadarGround, line: number): Drawn | undefined {
  for (const base of bases) {
    const entry = base.state.entries.find(({ id }) => id.number === line);
    if (!entry) continue;
    const holders: Drawn['holders'] = [{ tip: base, claims: [entry] }];
    return { key: entry.key, name: entry.title, life: undefined, holders, base };
  }
  return undefined;
}

/** Two things are on two branches; a branch and its copy on a remote are one. */
function areApart(things: readonly Drawn[]): boolean {
  const branches = things.map(({ holders }) => new Set(holders.map(({ tip }) => tip.branch)));
  return branches.some((own, at) =>
    branches.slice(at + 1).some((others) => [...own].some((one) => [...others].some((two) => one !== two))),
  );
}

/** Lives that a branch has under another ID than a base: they would be there twice. */
function twinsIn({ bases }: RadarGround, draws: Draws): readonly Found[] {
  return [...draws.drawn.values()].flat().flatMap((thing) => {
    const twins = bases.flatMap((base) => twinOn(draws, thing, base) ?? []);
    return twins.slice(0, 1);
  });
}

function twinOn({ lives }: Draws, thing: Drawn, base: BranchTip): Found | undefined {
  const entry = base.state.entries.find((one) => lives.stayOf(one).life === thing.life);
  if (!entry || entry.key === thing.key) return undefined;
  const stay = lives.stayOf(entry);
  const hasBoth = ({ state }: BranchTip): boolean => state.entries.some((one) => lives.stayOf(one) === stay);
  const [holder, ...more] = thing.holders.filter(({ tip }) => !hasBoth(tip));
  if (!holder) return undefined;
  const other: Drawn = { ...thing, key: entry.key, holders: [{ tip: base, claims: [entry] }], base };
  return { key: entry.key, kind: 'twin', things: [other, { ...thing, holders: [holder, ...more] }] };
}

function keysOfBases({ bases }: RadarGround): readonly string[] {
  return bases.flatMap(({ state }) => state.entries.map(({ key }) => key));
}

/** The numbers behind keys. */
function numbersIn({ bases }: RadarGround, { drawn }: Draws): (key: string) => number {
  const claims = [
    ...bases.flatMap(({ state }) => state.entries),
    ...[...drawn.values()].flat().flatMap(({ holders }) => holders.flatMap((holder) => holder.claims)),
  ];
  const numbers = new Map(claims.map(({ key, id }) => [key, id.number]));
  return (key) => numberUnder(numbers, key);
}
