import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import type { Situation } from '../../src/core/ledger/situation.ts';
import { otherSidesIn } from '../../src/reading/history/range.ts';
import type { Graph } from './team.ts';

/** What pre-receive says of a tip that goes to a ref which stood at `old`, where these commits are published; undefined: nothing is new. */
export function checkPush(
  graph: Graph,
  tip: number,
  old: number | undefined,
  published: readonly number[],
): readonly Finding[] | undefined {
  const situation = pushSituation(graph, tip, old, published);
  return situation && evaluate(situation).findings;
}

/** What it looks at for that. */
export function pushSituation(
  graph: Graph,
  tip: number,
  old: number | undefined,
  published: readonly number[],
): Situation | undefined {
  const known = behind(graph, published);
  const bases = old !== undefined && graph.ancestors(tip).has(old) ? [old] : boundary(graph, tip, known);
  const commitGraph = newOf(graph, tip, behind(graph, bases));
  if (commitGraph.size === 0 || bases.length === 0) return undefined;
  const others = otherSidesIn({ bases: bases.map(String), graph: commitGraph, unpublished: undefined }).map(
    Number,
  );
  const sides = [...bases, ...others];
  const situation = graph.situation(sides, graph.files(tip));
  const given = situation.bases.filter(({ snapshot }) => bases.includes(Number(snapshot.commit)));
  const isLong = commitGraph.size > 1;
  const versions = graph.versions([...sides, tip], (index) => {
    if (!isLong || !commitGraph.has(String(index))) return undefined;
    return known.has(index) ? 'published' : 'new';
  });
  return {
    ...situation,
    isMerged: false,
    published: bases.map(String),
    bases: given,
    versions,
    trustNoMark: true,
  };
}

/** The commits that what is new stands on. */
function boundary(graph: Graph, tip: number, known: ReadonlySet<number>): readonly number[] {
  const parents = [...newOf(graph, tip, known).values()].flat().map(Number);
  return graph.independent([...new Set(parents)].filter((parent) => known.has(parent)));
}

/** The commits behind a tip that are not known, newest first, with their parents. */
export function newOf(
  graph: Graph,
  tip: number,
  known: ReadonlySet<number>,
): ReadonlyMap<string, readonly string[]> {
  const commits = [...graph.ancestors(tip)].filter((index) => !known.has(index)).sort((a, b) => b - a);
  return new Map(commits.map((index) => [String(index), (graph.commits[index]?.parents ?? []).map(String)]));
}

/** Some commits and all that they come of. */
export function behind(graph: Graph, tips: readonly number[]): ReadonlySet<number> {
  return new Set(tips.flatMap((tip) => [...graph.ancestors(tip)]));
}
