import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { otherSidesIn } from '../../src/reading/ledger-history.ts';
import { newTeam, play, withPushes } from './team-history.ts';
import type { Play } from './team-history.ts';
import type { Steps, Team } from './team-moves.ts';
import type { Graph } from './team.ts';

/** A tip on its way to a branch that stood at `old`, where these tips are published; and what pre-receive says of it in memory. */
export interface Push {
  readonly tip: number;
  readonly branch: number;
  readonly old: number | undefined;
  readonly published: readonly number[];
  /** Undefined: nothing is new. */
  readonly findings: readonly Finding[] | undefined;
  readonly refused: boolean;
}

/** A team whose commits nobody checks; pushes with errors are refused. The first branch is published from the start. */
export function playPushing(
  steps: Steps,
  history: Play,
): { readonly graph: Graph; readonly pushes: readonly Push[] } {
  const published = new Map([[0, 0]]);
  const pushes: Push[] = [];
  const pushing = ({ graph, branches }: Team, branch: number): void => {
    const tip = branches[branch]?.tip ?? 0;
    const [old, others] = [published.get(branch), [...published.values()]];
    const findings = checkPush(graph, tip, old, others);
    const refused = findings?.some(({ severity }) => severity === 'error') ?? false;
    pushes.push({ tip, branch, old, published: others, findings, refused });
    if (!refused) published.set(branch, tip);
  };
  const team = newTeam();
  play(team, withPushes(steps, pushing), history, () => false);
  return { graph: team.graph, pushes };
}

/** What pre-receive says of a tip that goes to a ref which stood at `old`, where these commits are published; undefined: nothing is new. */
export function checkPush(
  graph: Graph,
  tip: number,
  old: number | undefined,
  published: readonly number[],
): readonly Finding[] | undefined {
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
  return evaluate({ ...situation, isMerged: false, bases: given, versions, trustNoMark: true }).findings;
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
