import { NOTHING, type Entry, type Graph, type Move, type Thing } from './team.ts';

/** The same for items alone: entries and directories that come and go on the way leave no trace. */
export function doubleItems(graph: Graph, tips: readonly number[]): readonly string[] {
  return doubleMeanings(graph, tips, true);
}

/**
 * IDs that name more than one thing somewhere behind one of these commits. What was renumbered there counts only where it came back under
 * its old ID afterwards; an entry says what its ID meant when it was written.
 */
export function doubleMeanings(graph: Graph, tips: readonly number[], onlyItems = false): readonly string[] {
  const written = writersOf(graph);
  return tips.flatMap((tip) => {
    const behind = [...graph.ancestors(tip)].flatMap((index) => graph.commits[index] ?? []);
    const moved = behind.flatMap(({ index, moves }) => moves.map((move) => ({ ...move, index })));
    const isMoved = ({ token, number }: Thing, seenIn: number): boolean =>
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
    return [...meanings].filter(([, tokens]) => tokens.size > 1).map(([number]) => `c${tip}: ${number}`);
  });
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
