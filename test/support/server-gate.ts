import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { DEFAULT_POLICY } from '../../src/core/findings/policy.ts';
import type { Base, LedgerVersion, Situation, Target } from '../../src/core/ledger/situation.ts';
import { otherSidesIn } from '../../src/reading/history/range.ts';
import { behind, newOf } from './team-push.ts';
import type { Graph } from './team.ts';

export const MAIN = 'refs/heads/main';

/** The refs of a server, and the commits they are at. Protected is `main` alone. */
export type Refs = ReadonlyMap<string, number>;

/** One line of what a push tells its server; without a tip the ref goes. */
export interface Update {
  readonly ref: string;
  readonly tip: number | undefined;
}

/** What pre-receive says in memory of a ref that is about to move; undefined: nothing is new. */
export function checkUpdate(graph: Graph, refs: Refs, { ref, tip }: Update): readonly Finding[] | undefined {
  if (tip === undefined) return undefined;
  const old = refs.get(ref);
  const work = ref === MAIN ? protectedWork(tip, old) : otherWork(graph, refs, tip, old);
  const before = ref.startsWith('refs/heads/') ? old : undefined;
  return work && checkWork(graph, refs, ref, { ...work, tip, old: before });
}

/** A tip on its way, and where the branch was. */
interface Way extends Work {
  readonly tip: number;
  readonly old: number | undefined;
}

/** What a tip is checked against, and what others have already. */
interface Work {
  readonly bases: readonly number[];
  readonly known: ReadonlySet<number>;
}

function protectedWork(tip: number, old: number | undefined): Work | undefined {
  if (old === undefined) throw new Error('The main branch was there before the gate was.');
  return old === tip ? undefined : { bases: [old], known: new Set() };
}

function otherWork(graph: Graph, refs: Refs, tip: number, old: number | undefined): Work | undefined {
  const known = behind(graph, [...refs.values()]);
  const isNew = !known.has(tip);
  if (!isNew && (old === undefined || old === tip || !graph.ancestors(tip).has(old))) return undefined;
  const onto = [...newOf(graph, tip, known).values()].flat().map(Number);
  const isOn = old !== undefined && graph.ancestors(tip).has(old);
  return { bases: isOn ? [old] : graph.independent([...new Set(onto)]), known };
}

function checkWork(
  graph: Graph,
  refs: Refs,
  ref: string,
  { bases, known, tip, old }: Way,
): readonly Finding[] {
  const main = refs.get(MAIN) ?? 0;
  const commits = newOf(graph, tip, behind(graph, bases));
  const range = { bases: bases.map(String), graph: commits, unpublished: undefined };
  const sides = bases.length === 0 ? [] : [...bases, ...otherSidesIn(range).map(Number)];
  const situation = graph.situation(sides, graph.files(tip));
  const target = targetOf(graph, old, ref, main);
  const ends = [...bases, ...(target ? [old ?? 0, main] : []), ...(bases.length > 0 ? [tip] : [])];
  const own = graph.own(ends);
  const published = ref === MAIN ? graph.ancestors(main) : known;
  const inRange = (index: number): LedgerVersion['inRange'] => {
    if (bases.length === 0 || commits.size < 2 || !commits.has(String(index))) return undefined;
    return published.has(index) ? 'published' : 'new';
  };
  const versions = graph.versions([...new Set([...sides, ...ends])], inRange, own);
  return evaluate({
    ...situation,
    isMerged: false,
    bases: bases.map((base) => baseAt(graph, situation, base)),
    sides: sides.length > 1 ? situation.bases.filter((side) => isOwn(side, bases, own)) : [],
    target,
    published: bases.map(String),
    versions: ref === MAIN ? withForgotten(graph, versions, old ?? 0, tip) : versions,
    keepsFirst: new Set(graph.keepsFirst([...commits.keys()].map(Number)).map(String)),
    policy: { ...DEFAULT_POLICY, ...graph.files(main).policy },
    trustNoMark: true,
  }).findings;
}

function baseAt(graph: Graph, { bases }: Situation, index: number): Base {
  return bases.find(({ snapshot }) => snapshot.commit === String(index)) ?? graph.base(index);
}

/** What the main branch would no longer have is said of its versions. */
function withForgotten(
  graph: Graph,
  versions: readonly LedgerVersion[],
  old: number,
  tip: number,
): readonly LedgerVersion[] {
  const [before, after] = [graph.own([old]), graph.own([tip])];
  const isForgotten = (index: number): boolean => before.has(index) && !after.has(index);
  return versions.map((version) =>
    isForgotten(Number(version.commit)) ? { ...version, isForgotten: true } : version,
  );
}

function isOwn({ snapshot }: Base, bases: readonly number[], own: ReadonlySet<number>): boolean {
  const commit = Number(snapshot.commit);
  return bases.includes(commit) || own.has(commit);
}

function targetOf(graph: Graph, old: number | undefined, ref: string, main: number): Target | undefined {
  if (old === undefined) return undefined;
  const level = ref === MAIN ? 'error' : 'warning';
  return { base: graph.base(old), level, published: old === main ? undefined : graph.base(main) };
}
