import { readWorkFile, replaceWorkFile } from '../../adapters/disk/work-files.ts';
import { overlap } from '../../core/ledger/named-backlog.ts';
import { formatItemId } from '../../core/ids/item-id.ts';
import { knownTo } from '../../core/renumbering/claimants.ts';
import type { Renumbering } from '../../core/renumbering/renumber-plan.ts';
import { formatMoves, parseMoves } from '../../formats/remembered-moves.ts';
import type { RememberedMove } from '../../formats/remembered-moves.ts';
import type { Settings } from '../../reading/settings.ts';

/** What a rebase has renumbered so far, and the commits between which it works (full hex). */
export interface RebaseMemory {
  readonly moves: readonly RememberedMove[];
  /** What the branch is put on. */
  readonly onto: string;
  /** What its tip was. */
  readonly tip: string;
  /** Git's list of what it did. */
  readonly done: string;
}

/** In the directory where git keeps the rebase: git removes it with all the others, as the rebase ends. */
const FILE = 'tidemark';

/** `directory`: where git keeps the rebase, absolute; undefined outside of one. */
export async function readMemory(directory: string | undefined): Promise<RebaseMemory | undefined> {
  if (directory === undefined) return undefined;
  const [moves, onto, tip, done] = await Promise.all(
    [FILE, 'onto', 'orig-head', 'done'].map(async (name) => readWorkFile(directory, name)),
  );
  const textIn = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('latin1');
  return {
    moves: moves ? parseMoves(moves) : [],
    onto: textIn(onto).trim(),
    tip: textIn(tip).trim(),
    done: textIn(done),
  };
}

/** What of one backlog was renumbered. */
export interface MovesOf {
  readonly plans: readonly Renumbering[];
  readonly settings: Settings;
}

/** Where several have an ID each is told by where it is. */
function placesIn({ name, named, backlogs, worklog, changes }: Settings): string[] | undefined {
  return name === undefined && named.length === 0 ? undefined : [...backlogs, worklog, changes];
}

/** Of what was renumbered that which a file, by its path, may have. */
export function movesAbout<M extends Pick<RememberedMove, 'places'>>(
  moves: readonly M[],
  path: string,
): readonly M[] {
  return moves.filter(({ places }) => !places || places.some((place) => overlap(place, path)));
}

/** Remembers what of the branch got another ID: its later commits still have the former one. */
export async function rememberMoves(
  directory: string | undefined,
  repaired: readonly MovesOf[],
): Promise<void> {
  const memory = await readMemory(directory);
  const fresh = repaired.flatMap(({ plans, settings }) => {
    const places = placesIn(settings);
    return plans.flatMap(movesIn).map((move) => ({ ...move, ...(places && { places }) }));
  });
  if (directory === undefined || !memory || fresh.length === 0) return;
  const before = await readWorkFile(directory, FILE);
  await replaceWorkFile(directory, FILE, before, formatMoves([...memory.moves, ...fresh]));
}

function movesIn({ key, parts }: Renumbering): readonly RememberedMove[] {
  return parts.flatMap(({ claimant, to, name }) => {
    const isOfBranch = ![...knownTo(claimant)].some(({ label }) => label === 'HEAD');
    const [item] = claimant.items.map(({ claim }) => claim);
    if (!to || name === undefined || !isOfBranch) return [];
    const about = { title: item?.title ?? claimant.name, created: item?.created };
    return { from: key, to: formatItemId(to), name, ...about };
  });
}
