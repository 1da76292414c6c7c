import { collisionsAt } from '../../src/core/history/collisions.ts';
import { fileChronicle, keysInGroups } from '../../src/core/history/files/file-chronicles.ts';
import type { SheetGraph } from './sheet-graph.ts';
import { newDoublesAt } from './sheet-meanings.ts';

/** The numbers of which an audit says at a commit that they are two things, or were. */
export function auditedAt(graph: SheetGraph, tip: number): readonly number[] {
  const history = graph.historyOf([tip], undefined, [tip]);
  const past = { terms: graph.terms, history, identified: graph.identified(history), head: String(tip) };
  return [...keysInGroups(past)].flatMap((keys) => {
    const chronicle = fileChronicle(past, keys);
    return [...keys]
      .flatMap((key) => collisionsAt(chronicle, key))
      .filter(({ state }) => state !== 'apart')
      .map(({ key }) => Number(/\d+$/u.exec(key)?.[0]));
  });
}

/** The numbers that commits behind a tip gave two meanings: beside each other, or on their line. What a merge brings counts where the tip's own line made it. */
export function doublesBehind(graph: SheetGraph, tip: number): readonly number[] {
  const line = lineOf(graph, tip);
  const numbers = [...graph.ancestors(tip)].flatMap((index) => {
    const isJoin = (graph.commits[index]?.parents.length ?? 0) > 1;
    return newDoublesAt(graph, index, isJoin && !line.has(index));
  });
  return [...new Set(numbers)];
}

function lineOf({ commits }: SheetGraph, tip: number): ReadonlySet<number> {
  const line = new Set([tip]);
  for (const index of line) {
    const [first] = commits[index]?.parents ?? [];
    if (first !== undefined) line.add(first);
  }
  return line;
}

/** Commits that nothing goes on from. */
export function tipsOf({ commits }: SheetGraph): readonly number[] {
  const passed = new Set(commits.flatMap(({ parents }) => parents));
  return commits.map(({ index }) => index).filter((index) => !passed.has(index));
}
