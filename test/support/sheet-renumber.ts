import { factsOf } from '../../src/core/ledger/facts.ts';
import { succeedFile } from '../../src/core/renumbering/files/file-succession.ts';
import type { Claimant } from '../../src/core/renumbering/claimants.ts';
import { evaluateFiles, sceneOf } from '../../src/core/rules/files/evaluate-files.ts';
import type { FileComparison } from '../../src/core/rules/files/file-comparison.ts';
import type { SheetGraph } from './sheet-graph.ts';
import type { Move } from './team.ts';
import type { Files } from './team-things.ts';

interface Outcome {
  readonly files: Files;
  readonly moves: readonly Move[];
}

/** Runs `renumber` as often as it finds something: what moved may have stood before what something older stands behind. */
export function renumberSheets(
  graph: SheetGraph,
  compare: (files: Files) => FileComparison,
  files: Files,
  next: () => number,
): Outcome | undefined {
  let now = { files, moves: [] as readonly Move[] };
  for (;;) {
    const outcome = renumberOnce(graph, compare(now.files), now.files, next);
    if (!outcome) return undefined;
    if (outcome.moves.length === 0) return now;
    now = { files: outcome.files, moves: [...now.moves, ...outcome.moves] };
  }
}

/**
 * What `tidemark renumber` makes of files that are about to be committed; undefined where what collides has nothing that it could move. `own` are the
 * files that it may move, where these are not all that is compared.
 */
export function renumberOnce(
  graph: SheetGraph,
  compared: FileComparison,
  files: Files,
  next: () => number,
  own: Files = files,
): Outcome | undefined {
  const found = evaluateFiles({ ...compared, target: undefined }).filter(
    ({ rule, inherited }) => COLLISIONS.has(rule) && !inherited,
  );
  const scene = sceneOf(compared);
  if (!scene) return { files: own, moves: [] };
  const facts = factsOf(scene.situation);
  const moved = new Map<string, number>();
  for (const key of [...new Set(found.map(({ id }) => id ?? ''))].sort()) {
    const succession = succeedFile(facts, key, {
      wanted: undefined,
      dates: DATES,
      isFirm: compared.terms.order !== 'off',
      isOld: false,
    });
    for (const { claimant, stays } of succession?.yielding ?? []) {
      const path = presentIn(claimant);
      if (path === undefined || stays !== undefined) return undefined;
      moved.set(path, next());
    }
  }
  const moves: Move[] = [];
  const items = own.items.map((item) => {
    const number = graph
      .pathsOf(own, item)
      .map((path) => moved.get(path))
      .find((given) => given !== undefined);
    if (number === undefined) return item;
    moves.push({ token: item.token, from: item.number });
    return { ...item, number };
  });
  if (moves.length < moved.size) return undefined;
  return { files: { ...own, items, mark: Math.max(own.mark, ...moved.values()) }, moves };
}

const COLLISIONS: ReadonlySet<string> = new Set(['duplicate-id', 'id-reused']);

/** Commits are named by their numbers, and each is a second after the one before it. */
const DATES: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 400 }, (_, at) => [String(at), new Date(1_767_225_600_000 + at * 1000).toISOString()]),
);

function presentIn({ items }: Claimant): string | undefined {
  return items.find(({ present }) => present)?.claim.place.path;
}
