import { growingList, listAt, listUnder } from '../../ids/lookup.ts';
import type { FileHistory } from './file-history.ts';
import { stateIn, underKey } from './file-state.ts';
import { ancestorsOf, type Marks } from './graph.ts';
import type { State } from './only-states.ts';

/** What some versions have under a few numbers, and nothing else is looked at. */
export function statesAt(
  history: FileHistory,
  keys: ReadonlySet<string>,
  tips: readonly number[],
): (position: number) => State {
  const states = statesOf({ history, keys, marks: ancestorsOf(history, tips) }, (state) => state);
  return (position) => stateIn(states, position);
}

/** Some numbers, and the commits that matter. */
export interface Marked {
  readonly history: FileHistory;
  readonly keys: ReadonlySet<string>;
  readonly marks: Marks;
}

/** What each version has under the numbers; those that change nothing share it. `only` makes one of two that are equal. */
export function statesOf({ history, keys, marks }: Marked, only: (state: State) => State): readonly State[] {
  const touched = touchedBy(history, keys);
  const states: State[] = [];
  for (const [at, mark] of marks.entries()) {
    const [first = -1] = listAt(history.parents, at);
    const before = stateIn(states, first);
    const changed = mark === 1 ? touched.get(at) : undefined;
    states.push(changed ? only(withChanges(before, changed, stateIn(history.changes, at))) : before);
  }
  return states;
}

function touchedBy(
  { changedAt }: FileHistory,
  keys: ReadonlySet<string>,
): ReadonlyMap<number, readonly string[]> {
  const touched = new Map<number, string[]>();
  for (const key of keys) {
    for (const at of listUnder(changedAt, key)) growingList(touched, at).push(key);
  }
  return touched;
}

function withChanges(before: State, keys: readonly string[], changes: State): State {
  const state = new Map(before);
  for (const key of keys) {
    const list = underKey(changes, key);
    if (list.length > 0) state.set(key, list);
    else state.delete(key);
  }
  return state;
}
