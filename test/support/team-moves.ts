import type { Situation } from '../../src/core/ledger/situation.ts';
import { mergeWell } from './team-merge.ts';
import { renumber } from './team-renumber.ts';
import type { Graph, Move } from './team.ts';
import type { Entry, Files, Thing } from './team-things.ts';

/** A work tree on a branch of its own. Numbers are drawn per clone, however many worktrees it has. */
interface Branch {
  readonly clone: number;
  tip: number;
}

/** What a team has at hand. */
export interface Team {
  readonly graph: Graph;
  /** The first is the main line. */
  readonly branches: Branch[];
  /** The highest number that was drawn in each clone. */
  readonly drawn: number[];
  /** All clones draw from one counter, over a ref of the remote. */
  readonly isShared?: boolean;
  tokens: number;
  /** What gives entries of another kind of ledger new numbers. */
  readonly repair?: typeof renumberItems;
  /** Where the server's main branch is, if there is one: everybody fetches it before merging. */
  readonly main?: () => number;
}

/** Three free choices, for whatever a step has to choose. */
export interface Dice {
  readonly branch: number;
  readonly other: number;
  readonly pick: number;
}

/** A commit that somebody is about to make on `branch`. */
export interface Attempt {
  readonly branch: number;
  readonly parents: readonly number[];
  readonly files: Files;
  readonly moves?: readonly Move[];
  /** What was there before `tidemark renumber` ran. */
  readonly draft?: Files;
}

export type Steps = Readonly<Record<string, (team: Team, dice: Dice) => Iterable<Attempt>>>;

/** A commit on top of a branch that has a backlog. */
export function edit(
  team: Team,
  { branch, files: before }: Here,
  change: (files: Files) => Files | undefined,
): readonly Attempt[] {
  const files = before.path === undefined ? undefined : change(before);
  const tip = team.branches[branch]?.tip ?? 0;
  return files ? [{ branch, parents: [tip], files }] : [];
}

interface Here {
  readonly branch: number;
  readonly clone: number;
  readonly tip: number;
  readonly files: Files;
}

/** The branch that a choice means. */
export function here({ branches, graph }: Team, choice: number): Here {
  const branch = choice % branches.length;
  const { clone, tip } = branches[branch] ?? { clone: 0, tip: 0 };
  return { branch, clone, tip, files: graph.files(tip) };
}

/** A merge of two branches of which neither has the other, as `combine` makes it. */
export function join(
  team: Team,
  dice: Dice,
  combine: (forks: readonly Files[], ours: Files, theirs: Files) => Files,
): readonly Attempt[] {
  const { graph } = team;
  const [ours, theirs] = [here(team, dice.branch), here(team, dice.other)];
  if (graph.ancestors(ours.tip).has(theirs.tip) || graph.ancestors(theirs.tip).has(ours.tip)) return [];
  if (ours.files.path === undefined || theirs.files.path === undefined) return [];
  const forks = graph.mergeBases(ours.tip, [theirs.tip]).map((fork) => graph.files(fork));
  const parents = [ours.tip, theirs.tip];
  const files = combine(forks, ours.files, theirs.files);
  return [
    { branch: ours.branch, parents, files, moves: impliedMoves(graph, parents, files, forks[0]?.mark ?? 0) },
  ];
}

/** What was given different numbers goes on under the highest, or under another that it got since the fork. */
export function impliedMoves(
  graph: Graph,
  parents: readonly number[],
  { items }: Files,
  forkMark: number,
): readonly Move[] {
  const behind = new Set(parents.flatMap((parent) => [...graph.ancestors(parent)]));
  const seen = [...[...behind].flatMap((index) => graph.files(index).items), ...items];
  const moves = new Map<string, Move>();
  for (const { token, number } of seen) {
    const stays = items.some((item) => item.token === token && item.number === number);
    const goesOn =
      seen.some((other) => other.token === token && other.number > number) ||
      items.some((other) => other.token === token && other.number > forkMark);
    if (goesOn && !stays) moves.set(`${token} ${number}`, { token, from: number });
  }
  return [...moves.values()];
}

/** The same attempts after `tidemark renumber`, as far as it can mend them. */
export function settled(team: Team, attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.flatMap((attempt) => {
    const { clone } = here(team, attempt.branch);
    const outcome = (team.repair ?? renumberItems)(team, attempt, () =>
      draw(team, clone, attempt.files.mark),
    );
    if (!outcome) return [];
    const { files } = outcome;
    const moves = [...(attempt.moves ?? []), ...outcome.moves, ...freed(team.graph, attempt.parents, files)];
    return [{ ...attempt, files, moves, draft: attempt.files }];
  });
}

function renumberItems(team: Team, attempt: Attempt, next: () => number): ReturnType<typeof renumber> {
  return renumber(toSettle(team, attempt), attempt.files, next);
}

function toSettle({ graph, main }: Team, { parents, files }: Attempt): Situation {
  const situation = graph.situation(parents, files);
  if (main) {
    const target = { base: graph.base(main()), level: 'error' } as const;
    return { ...situation, target, versions: graph.versions([...parents, main()]) };
  }
  // Nobody knows what others start from: what is merged comes first.
  const [, merged] = situation.bases;
  return { ...situation, target: merged && { base: { ...merged, fork: undefined }, level: 'off' as const } };
}

/** Whoever handed an ID on has renumbered after all, when what took it had to leave it, too. */
export function freed(graph: Graph, parents: readonly number[], files: Files): readonly Move[] {
  const implied = impliedMoves(graph, parents, files, Infinity);
  const takers = takersBehind(graph, parents);
  return implied.filter(({ from }) =>
    files.items.every(({ token, number }) => number !== from || !takers.has(`${number} ${token}`)),
  );
}

/** What had an ID behind some commits: what a rebase or a squash brings in from elsewhere is not among it. */
function takersBehind(graph: Graph, parents: readonly number[]): ReadonlySet<string> {
  const behind = new Set(parents.flatMap((parent) => [...graph.ancestors(parent)]));
  const items = [...behind].flatMap((index) => graph.files(index).items);
  return new Set(items.map(({ token, number }) => `${number} ${token}`));
}

/** What a tool draws in a clone: above every mark there and whatever else it sees, and nothing twice. */
export function draw({ branches, graph, drawn, isShared }: Team, clone: number, floor = 0): number {
  const local = branches.filter((branch) => branch.clone === clone).map(({ tip }) => graph.files(tip).mark);
  const known = isShared ? drawn : [drawn[clone] ?? 0];
  const number = Math.max(...known, floor, ...local) + 1;
  drawn[clone] = number;
  return number;
}

/** Takes one commit's changes over to `files`; undefined where a backlog is missing. */
export function pickOnto(graph: Graph, files: Files, index: number): Files | undefined {
  const [before, after] = [parentFiles(graph, index), graph.files(index)];
  const isLost = [files, before, after].some(({ path }) => path === undefined);
  return isLost ? undefined : mergeWell([before], files, after);
}

/** What was renumbered in a commit. */
export function movesOf({ commits }: Graph, index: number): readonly Move[] {
  return commits[index]?.moves ?? [];
}

export function isPlain({ commits }: Graph, index: number): boolean {
  return commits[index]?.parents.length === 1;
}

export function parentFiles(graph: Graph, index: number): Files {
  return graph.files(graph.commits[index]?.parents[0] ?? 0);
}

export function pickOf<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % list.length];
}

export function freshThing(team: Team, number: number): Thing {
  team.tokens += 1;
  const token = String(team.tokens);
  return { token, number, title: `Mend x${token} of y${token}` };
}

export function entry(team: Team, thing: Thing, terminal: boolean): Entry {
  team.tokens += 1;
  return { ...thing, terminal, at: `2026-01-01T00:00:00.${String(team.tokens).padStart(9, '0')}+00:00` };
}

export function withItem(files: Files, item: Thing, mark: number): Files {
  return { ...files, items: [...files.items, item], mark: Math.max(files.mark, mark) };
}

export function without(files: Files, item: Thing): Files {
  return { ...files, items: files.items.filter((other) => other !== item) };
}
