import { listAt, numberAt } from '../../ids/lookup.ts';

/** Commits by their position, parents before children. */
export interface PositionGraph {
  readonly parents: readonly (readonly number[])[];
}

export type Marks = Uint8Array;

/** Marks what these commits come of, themselves included. */
export function ancestorsOf({ parents }: PositionGraph, tips: readonly number[]): Marks {
  const highest = Math.max(-1, ...tips);
  const marks = new Uint8Array(highest + 1);
  for (const tip of tips) marks[tip] = 1;
  for (let at = highest; at >= 0; at -= 1)
    if (marks[at] === 1) for (const parent of listAt(parents, at)) marks[parent] = 1;
  return marks;
}

/** The newest commits that all lines of two or more of these share; in their order. */
export function mergeBasesAt(
  { parents }: PositionGraph,
  one: number,
  others: readonly number[],
): readonly number[] {
  const marks = new Uint8Array(Math.max(one, ...others) + 1);
  const mark = (at: number, how: number): void => {
    marks[at] = numberAt(marks, at) | how;
  };
  mark(one, OURS);
  for (const other of others) mark(other, THEIRS);
  const found: number[] = [];
  for (let at = marks.length - 1; at >= 0; at -= 1) {
    const own = numberAt(marks, at);
    const isShared = (own & BOTH) === BOTH;
    if (isShared && own < OLD) found.push(at);
    for (const parent of own === 0 ? [] : listAt(parents, at)) mark(parent, isShared ? BOTH | OLD : own);
  }
  return found;
}

const OURS = 1;
const THEIRS = 2;
const BOTH = 3;
const OLD = 4;

/** The commits that one has and the others have not. */
export function onlyIn(graph: PositionGraph, one: number, others: readonly number[]): readonly number[] {
  const own = ancestorsOf(graph, [one]);
  const known = ancestorsOf(graph, others);
  const found: number[] = [];
  for (const [at, mark] of own.entries()) if (mark === 1 && known[at] !== 1) found.push(at);
  return found;
}
