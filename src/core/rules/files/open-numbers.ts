import { ancestorsOf, onlyIn, type Marks } from '../../identity/files/graph.ts';
import { stateIn, underKey } from '../../identity/files/file-state.ts';
import { statesAt } from '../../identity/files/key-states.ts';
import type { State } from '../../identity/files/only-states.ts';
import type { Known } from '../../identity/files/things.ts';
import { listAt, listUnder, numberUnder } from '../../ids/lookup.ts';
import { drawOf } from '../../ledger/counters.ts';
import { nameOf, type FileEntry } from '../../ledger/files/file-ledger.ts';
import type { At, FileComparison, SideAt } from './file-comparison.ts';
import { restartsOf, restartTest } from './restarts.ts';

/** What names alone do not say. */
export interface Questions {
  /** All that the candidate is compared with. */
  readonly others: readonly SideAt[];
  /** The numbers of which names do not say that all is well. */
  readonly keys: readonly string[];
  readonly isCut: ReturnType<typeof restartTest>;
  readonly restarts: ReturnType<typeof restartsOf>;
}

/** Undefined where no rule has anything to look at. */
export function questionsOf(comparison: FileComparison): Questions | undefined {
  const { bases, sides, target, shared, extra } = comparison;
  const others = [
    ...bases,
    ...sides,
    ...(target ? [target.at, ...(target.published ? [target.published] : [])] : []),
  ];
  const isCut = restartTest(comparison);
  const keys = [...openNumbers(comparison, others), ...shared];
  const restarts = restartsOf(comparison, isCut);
  const count = keys.length + restarts.length + extra.odd.length + extra.mismatches.length;
  return count === 0 ? undefined : { others, keys, isCut, restarts };
}

function openNumbers(comparison: FileComparison, others: readonly At[]): readonly string[] {
  const { history } = comparison;
  const between = commitsBetween(comparison, others);
  const keys = changedKeys(comparison, between);
  const isRanged = between.some((position) => comparison.rangeOf(position) !== undefined);
  // What came and went on the way is told, whatever is left of it.
  const passing = isRanged ? [...keys].filter((key) => hasSeveral(comparison, key)) : [];
  const left = between.filter((position) => comparison.isForgotten?.(position) ?? false);
  const forgotten = left.flatMap((position) => listAt(history.movedAt, position));
  return [...new Set([...passing, ...forgotten, ...openKeys(comparison, keys, others)])];
}

/** The commits that the candidate has and another one has not, or the other way round. */
function commitsBetween(comparison: FileComparison, others: readonly At[]): readonly number[] {
  const { history, candidate } = comparison;
  if (isPlain(comparison, others)) return [candidate.position];
  return [...new Set(others.map(({ position }) => position))].flatMap((position) => [
    ...onlyIn(history, candidate.position, [position]),
    ...onlyIn(history, position, [candidate.position]),
  ]);
}

/** A commit against its only parent, or against nothing. */
function isPlain({ history, candidate }: FileComparison, others: readonly At[]): boolean {
  const [first, ...more] = new Set(others.map(({ position }) => position));
  const [only, another] = listAt(history.parents, candidate.position);
  return more.length === 0 && another === undefined && first === only;
}

function hasSeveral({ history }: FileComparison, key: string): boolean {
  return numberUnder(history.comings, key) > 1;
}

/**
 * The numbers under which anything came or went in some commits. One that only ever one thing had, and once, is no news of a merge, unless it comes
 * too late to the branch that it is merged into.
 */
function changedKeys(comparison: FileComparison, between: readonly number[]): ReadonlySet<string> {
  const { history, sides } = comparison;
  const moved = new Set(between.flatMap((position) => listAt(history.movedAt, position)));
  if (sides.length < 2 || between.length === 1 || mayBeLate(comparison)) return moved;
  return new Set([...moved].filter((key) => hasSeveral(comparison, key)));
}

/** What is merged into a branch comes after what that has, where order counts; of two sides nobody knows which one ran first. */
function mayBeLate({ bases, sides, terms }: FileComparison): boolean {
  return terms.order !== 'off' && bases.length < sides.length;
}

/** Those of which the candidate has something that is not just what its first base has, or has lost what two sides have. */
function openKeys(
  comparison: FileComparison,
  keys: ReadonlySet<string>,
  others: readonly At[],
): readonly string[] {
  const { history, candidate, bases, sides, target } = comparison;
  const isLocalMerge = sides.length > 1 && !target;
  const isHeard = heardTest(comparison, isLocalMerge ? bases.slice(0, 1) : others);
  const isNext = nextTest(comparison);
  const isFree = freeTest(comparison, isNext, (key) => isLocalMerge || isHeard(key));
  const changed = isPlain(comparison, others) ? stateIn(history.changes, candidate.position) : undefined;
  const doubtful = new Set(changed ? [...keys].filter((key) => !isFree(underKey(changed, key))) : keys);
  if (doubtful.size === 0) return [];
  const positions = others.map(({ position }) => position);
  const stateAt = statesAt(history, doubtful, [candidate.position, ...positions]);
  const own = stateAt(candidate.position);
  const asked = (target || sides.length < 2 ? others : bases.slice(0, 1)).map(({ position }) =>
    stateAt(position),
  );
  const namesIn = (state: State, key: string): readonly string[] =>
    listUnder(state, key).map(({ entry }) => nameOf(entry));
  const states = sides.map(({ position }) => stateAt(position));
  const isLate = (key: string): boolean =>
    mayBeLate(comparison) && !underKey(own, key).every(({ entry }) => isNext(entry));
  return [...doubtful].filter((key) => {
    const here = namesIn(own, key);
    if (here.length > 0 && isFree(underKey(own, key))) return false;
    const there = states.map((state) => namesIn(state, key)).filter((names) => names.length > 0);
    // Another text under a name without a slug is an edit, and merges bring those.
    const isEdit = (name: string): boolean =>
      isLocalMerge && here.length < 2 && name.endsWith('\n') && there.flat().includes(name);
    const isNew = asked.some((state) =>
      here.some((name) => !namesIn(state, key).includes(name) && !isEdit(name)),
    );
    const isLost = there.length > 1 && there.flat().some((name) => !here.includes(name));
    // What a side brings is compared with what the branch that it comes to ever had.
    const isBrought = isLocalMerge && there.some((names) => here.every((name) => names.includes(name)));
    return asked.length === 0 || isLost || (isNew && (!isBrought || isHeard(key) || isLate(key)));
  });
}

/** Tells whether what is under a number leaves no question. `isHeard`: something may have had it before. */
function freeTest(
  comparison: FileComparison,
  isNext: (entry: FileEntry) => boolean,
  isHeard: (key: string) => boolean,
): (list: readonly Known[]) => boolean {
  return ([only, another]) => {
    if (!only || another) return !only;
    const { key } = only.entry;
    const isKnown = hasSeveral(comparison, key) && isHeard(key);
    return !isKnown && isNext(only.entry);
  };
}

/** Tells whether something had a number in some commits or before. */
function heardTest({ history }: FileComparison, tips: readonly At[]): (key: string) => boolean {
  let marks: Marks | undefined;
  return (key) => {
    marks ??= ancestorsOf(
      history,
      tips.map(({ position }) => position),
    );
    const known = marks;
    return listUnder(history.changedAt, key).some((position) => known[position] === 1);
  };
}

/** Tells whether an entry comes right after those before it: there is no question where nothing else ever had its number. */
function nextTest({ history, bases, terms, extra }: FileComparison): (entry: FileEntry) => boolean {
  const lines = bases.map(({ position }) => history.lines[position]);
  return (entry) => {
    if (extra.othersDraws?.has(drawOf(entry, terms))) return false;
    const { prefix, number } = entry.id;
    return lines.every((own) => {
      const line = numberUnder(own, prefix);
      const isLeap = line > 0 && number > line + terms.maxLeap;
      return !entry.isCounted || (!isLeap && (number > line || terms.order === 'off'));
    });
  };
}
