import { NOTHING, type Commit, type Graph, type Move } from './team.ts';
import type { Entry, Thing } from './team-things.ts';

/**
 * IDs that name more than one thing somewhere behind one of these commits. What was renumbered there counts only where it came back under
 * its old ID afterwards; an entry says what its ID meant when it was written.
 */
export function doubleMeanings(graph: Graph, tips: readonly number[]): readonly string[] {
  return tips.flatMap((tip) =>
    [...meaningsOf(graph, [tip], false)].filter(isDouble).map(([number]) => `c${tip}: ${number}`),
  );
}

/**
 * The same for the items of all that a branch ever had, as far as a commit that comes to it is to blame. Entries and directories that come and
 * go on the way leave no trace. `last` is where the branch was right before.
 */
export function newDoubles(
  graph: Graph,
  tip: number,
  published: readonly number[],
  last: number,
): readonly string[] {
  const old = new Set([...graph.own(published)].flatMap((index) => graph.files(index).items.map(pairOf)));
  // What the branch has keeps its number, whoever renumbers it.
  const stays = new Set(graph.files(last).items.map(pairOf));
  return [...meaningsOf(graph, [...published, tip], true, undefined, (thing) => stays.has(pairOf(thing)))]
    .filter(isDouble)
    .filter(([number, tokens]) => [...tokens].some((token) => !old.has(`${number} ${token}`)))
    .map(([number]) => `c${tip}: ${number}`);
}

/**
 * The numbers that items of a commit and its past give two meanings. What a merge gives a new number leaves whatever numbers its sides had
 * it under.
 */
export function doubleNumbers(graph: Graph, tip: number): readonly number[] {
  const movesOf = ({ moves, parents }: Commit): readonly Move[] => {
    const had = parents.flatMap((parent) => graph.files(parent).items);
    const away = moves.flatMap(({ token }) => had.filter((item) => item.token === token));
    return [...moves, ...away.map(({ token, number }) => ({ token, from: number }))];
  };
  return [...meaningsOf(graph, [tip], true, movesOf)].filter(isDouble).map(([number]) => number);
}

function pairOf({ number, token }: Pick<Thing, 'number' | 'token'>): string {
  return `${number} ${token}`;
}

type Meanings = ReadonlyMap<number, ReadonlySet<string>>;

function isDouble([, tokens]: readonly [number, ReadonlySet<string>]): boolean {
  return tokens.size > 1;
}

function meaningsOf(
  graph: Graph,
  tips: readonly number[],
  onlyItems: boolean,
  movesOf = ({ moves }: Commit): readonly Move[] => moves,
  stays: (thing: Pick<Thing, 'number' | 'token'>) => boolean = () => false,
): Meanings {
  const written = writersOf(graph);
  const reached = graph.own(tips);
  const behind = [...reached].flatMap((index) => graph.commits[index] ?? []);
  const moved = behind.flatMap((commit) => movesOf(commit).map((move) => ({ ...move, index: commit.index })));
  const isMoved = ({ token, number }: Thing, seenIn: number): boolean =>
    !stays({ token, number }) &&
    moved.some((move) => isMove(move, token, number) && !graph.ancestors(seenIn).has(move.index));
  const meanings = new Map<number, Set<string>>();
  for (const { index, files } of behind) {
    const { items, directories, headings } = onlyItems ? { ...NOTHING, items: files.items } : files;
    const things = [...items, ...directories].filter((thing) => !isMoved(thing, index));
    const entries = headings.filter((entry) => !isMoved(entry, written.get(nameOf(entry)) ?? index));
    for (const { number, token } of [...things, ...entries]) {
      meanings.set(number, (meanings.get(number) ?? new Set()).add(token));
    }
  }
  return meanings;
}

/** The commit that wrote each entry, wherever it was picked from. */
function writersOf({ commits }: Graph): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  for (const { index, files } of commits) {
    for (const entry of files.headings) {
      if (!written.has(nameOf(entry))) written.set(nameOf(entry), index);
    }
  }
  return written;
}

function nameOf({ number, at }: Entry): string {
  return `${number} ${at}`;
}

function isMove(move: Move, token: string, number: number): boolean {
  return move.token === token && move.from === number;
}
