import { evaluate } from '../../src/core/evaluate.ts';
import type { Finding } from '../../src/core/finding.ts';
import { otherSidesOn } from '../../src/way.ts';
import type { Graph } from './team.ts';

/** What pre-receive says of a tip that goes to a ref which stood at `old`, where these commits are published; undefined: nothing is new. */
export function judgePush(
  graph: Graph,
  tip: number,
  old: number | undefined,
  published: readonly number[],
): readonly Finding[] | undefined {
  const known = behind(graph, published);
  const bases = old !== undefined && graph.ancestors(tip).has(old) ? [old] : boundary(graph, tip, known);
  const lineage = newOf(graph, tip, behind(graph, bases));
  if (lineage.size === 0 || bases.length === 0) return undefined;
  const others = otherSidesOn({ bases: bases.map(String), lineage, unpublished: undefined }).map(Number);
  const sides = [...bases, ...others];
  const situation = graph.situation(sides, graph.files(tip));
  const given = situation.bases.filter(({ snapshot }) => bases.includes(Number(snapshot.commit)));
  const commits = [...lineage.keys()].map(Number);
  const range = lineage.size < 2 ? [] : graph.range([...commits, ...bases], (index) => known.has(index));
  return evaluate({ ...situation, bases: given, range, trustNoMark: true }).findings;
}

/** The commits that what is new stands on. */
function boundary(graph: Graph, tip: number, known: ReadonlySet<number>): readonly number[] {
  const parents = [...newOf(graph, tip, known).values()].flat().map(Number);
  return graph.independent([...new Set(parents)].filter((parent) => known.has(parent)));
}

function newOf(
  graph: Graph,
  tip: number,
  known: ReadonlySet<number>,
): ReadonlyMap<string, readonly string[]> {
  const commits = [...graph.ancestors(tip)].filter((index) => !known.has(index)).sort((a, b) => b - a);
  return new Map(commits.map((index) => [String(index), (graph.commits[index]?.parents ?? []).map(String)]));
}

function behind(graph: Graph, tips: readonly number[]): ReadonlySet<number> {
  return new Set(tips.flatMap((tip) => [...graph.ancestors(tip)]));
}
