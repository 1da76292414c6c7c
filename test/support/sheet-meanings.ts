import type { Graph } from './team.ts';
import type { Thing } from './team-things.ts';

/**
 * Numbers that a commit gives two meanings by the team's own book-keeping: two things have it side by side, or one has come to the line of the
 * commit under a number that meant another thing there before, and had not left it for another number. What a merge brings is free where its own
 * line has met the other thing already.
 */
export function newDoublesAt(graph: Graph, index: number, onlyBeside = false): readonly number[] {
  const { items } = graph.files(index);
  const beside = items.filter((item) =>
    items.some((other) => other.number === item.number && other.token !== item.token),
  );
  const [first] = graph.commits[index]?.parents ?? [];
  const came =
    first === undefined || onlyBeside ? [] : items.filter((item) => isTaken(graph, index, first, item));
  return [...new Set([...beside, ...came].map(({ number }) => number))];
}

function isTaken(graph: Graph, index: number, first: number, item: Thing): boolean {
  if (graph.files(first).items.some((other) => isSame(other, item))) return false;
  const [, ...others] = graph.commits[index]?.parents ?? [];
  const bringing = others.filter((other) => graph.files(other).items.some((one) => isSame(one, item)));
  const met = new Set(bringing.flatMap((other) => [...graph.ancestors(other)]));
  const past = [...kept(graph, index, first)];
  const former = past.flatMap((at) => graph.files(at).items.filter(({ number }) => number === item.number));
  // What comes back is worth a warning.
  if (former.some((other) => isSame(other, item))) return false;
  const isMet = (other: Thing): boolean =>
    [...met].some((at) => graph.files(at).items.some((one) => isSame(one, other)));
  return former.some((other) => !isMet(other) && !hasMoved(graph, index, first, other));
}

/** What a commit's line has in its past. Where nearly all is thrown away the ledger begins again. */
function kept(graph: Graph, index: number, first: number): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (child: number, parent: number): void => {
    if (isRestart(graph, child, parent) || found.has(parent)) return;
    found.add(parent);
    for (const next of graph.commits[parent]?.parents ?? []) visit(parent, next);
  };
  visit(index, first);
  return found;
}

function isRestart(graph: Graph, child: number, parent: number): boolean {
  const [before, after] = [graph.files(parent).items, graph.files(child).items];
  const gone = before.filter(({ token }) => after.every((item) => item.token !== token));
  return before.length >= 10 && gone.length >= before.length * 0.9;
}

/** The thing was given another number on the way, or has one. */
function hasMoved(graph: Graph, index: number, first: number, { token, number }: Thing): boolean {
  const behind = [...graph.ancestors(index)].flatMap((at) => graph.commits[at]?.moves ?? []);
  const isElsewhere = [index, first].some((at) => graph.files(at).items.some((item) => item.token === token));
  return isElsewhere || behind.some((move) => move.token === token && move.from === number);
}

function isSame(one: Thing, other: Thing): boolean {
  return one.number === other.number && one.token === other.token;
}
