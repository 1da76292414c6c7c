import type { ItemClaim } from '../../ids/claim.ts';
import { listAt } from '../../ids/lookup.ts';
import type { LedgerVersion } from '../../ledger/situation.ts';
import { commitAt, heldUnder, type FileHistory } from './file-history.ts';
import { highestOf } from './prefix-lines.ts';
import { ancestorsOf, mergeBasesAt, type PositionGraph } from './graph.ts';
import { stateIn } from './file-state.ts';
import type { Identified } from './identify.ts';
import { statesOf, type Marked } from './key-states.ts';
import { makeOnly, type State } from './only-states.ts';
import { claimOf, type Known } from './things.ts';

/** What is known of a few numbers in the whole of a history. */
export interface Projection {
  /** The versions in which something about them changed, newest first, with what is needed to tell how. */
  readonly versions: readonly LedgerVersion[];
  /** What a version has of them. */
  readonly entriesAt: (position: number) => readonly ItemClaim[];
  readonly knownAt: (position: number) => readonly Known[];
}

/** Those numbers, and all that the things behind them ever had. */
export function withOtherNumbers(
  history: FileHistory,
  { keysOf }: Identified,
  keys: Iterable<string>,
): ReadonlySet<string> {
  const all = new Set<string>();
  for (const key of keys) {
    all.add(key);
    for (const { thing } of heldUnder(history, key)) for (const other of keysOf(thing)) all.add(other);
  }
  return all;
}

/** Looks at nothing but `keys` and at what `tips` come of. `rangeOf` says which versions are of a range, `isForgotten` which ones a branch would forget. */
export function project(
  history: FileHistory,
  { parents }: Identified,
  keys: ReadonlySet<string>,
  tips: readonly number[],
  rangeOf: (position: number) => LedgerVersion['inRange'],
  isForgotten: (position: number) => boolean = () => false,
): Projection {
  const graph = { parents };
  const marks = ancestorsOf(history, tips);
  const walk = { history, parents, keys, marks };
  const states = statesOf(walk, makeOnly());
  const nodes = nodesOf(walk, states, tips);
  addAround(nodes, graph);
  const entries = new Map<State, readonly ItemClaim[]>();
  const entriesAt = (position: number): readonly ItemClaim[] => {
    const state = stateIn(states, position);
    const known = entries.get(state) ?? [...state.values()].flat().map(claimOf);
    entries.set(state, known);
    return known;
  };
  const knownAt = (position: number): readonly Known[] => [...stateIn(states, position).values()].flat();
  return { versions: versionsOf(walk, nodes, entriesAt, { rangeOf, isForgotten }), entriesAt, knownAt };
}

/** What is right before a node, and where its parents parted: what was the highest number there says what was new. */
function addAround(nodes: Set<number>, graph: PositionGraph): void {
  for (const at of [...nodes].values()) {
    const own = listAt(graph.parents, at);
    const [first, ...others] = own;
    for (const parent of own) nodes.add(parent);
    if (first === undefined || others.length === 0) continue;
    for (const base of mergeBasesAt(graph, first, others)) nodes.add(base);
  }
}

interface Walk extends Marked {
  /** Without those that do not count any more. */
  readonly parents: readonly (readonly number[])[];
}

/** The versions that have something else than one of those before them, and the tips. */
function nodesOf({ parents, marks }: Walk, states: readonly State[], tips: readonly number[]): Set<number> {
  const nodes = new Set(tips);
  for (const [at, mark] of marks.entries()) {
    if (mark !== 1) continue;
    const own = listAt(parents, at);
    const state = stateIn(states, at);
    const isChange = own.length === 0 ? state.size > 0 : own.some((parent) => states[parent] !== state);
    if (isChange) nodes.add(at);
  }
  return nodes;
}

/** What a branch that moves comes by, and what it leaves. */
interface Movement {
  readonly rangeOf: (position: number) => LedgerVersion['inRange'];
  readonly isForgotten: (position: number) => boolean;
}

function versionsOf(
  walk: Walk,
  nodes: ReadonlySet<number>,
  entriesAt: Projection['entriesAt'],
  { rangeOf, isForgotten }: Movement,
): readonly LedgerVersion[] {
  const { history, marks } = walk;
  const near: (readonly number[])[] = [];
  const versions: LedgerVersion[] = [];
  for (const [at, mark] of marks.entries()) {
    const nearest = mark === 1 ? nearestTo(at, walk, nodes, near) : [];
    near.push(nearest);
    if (mark !== 1 || !nodes.has(at)) continue;
    const line = highestOf(history.lines[at]);
    const inRange = rangeOf(at);
    versions.push({
      commit: commitAt(history, at),
      parents: nearest.map((position) => commitAt(history, position)),
      state: { path: '', entries: entriesAt(at), mark: line, line },
      ...(inRange && { inRange }),
      ...(isForgotten(at) && { isForgotten: true }),
    });
  }
  return versions.toReversed();
}

/** The nodes right before a version; `near` has those before all earlier ones. */
function nearestTo(
  at: number,
  { parents }: Walk,
  nodes: ReadonlySet<number>,
  near: readonly (readonly number[])[],
): readonly number[] {
  const before = listAt(parents, at).map((parent) => (nodes.has(parent) ? [parent] : listAt(near, parent)));
  const [first = [], ...others] = before;
  return others.length === 0 ? first : [...new Set(before.flat())];
}
