import { openObjects } from '../../adapters/git/objects.ts';
import { readInTurn } from '../../adapters/git/objects-in-turn.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import { ItemPool } from '../../core/ledger/item-pool.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { remember } from '../../core/ids/remember.ts';
import type { Loan } from '../../core/ledger/situation.ts';
import type { LedgerState } from '../../core/ledger/snapshot.ts';
import { locateBacklog } from '../backlog-reading.ts';
import type { BacklogFile } from '../backlog-reading.ts';
import { parseBacklogOnce, parseNextBacklog } from '../parse-once.ts';
import type { LocalSettings } from '../settings.ts';
import { findBacklogCommits } from './backlog-commits.ts';
import type { BacklogCommit } from './backlog-commits.ts';

/**
 * The readable backlogs of commits, by their full hex names and in their order. However many there are and however large: what they have
 * in common is kept once, and their texts are not kept at all. Throws `history-missing`.
 */
export async function readPast(
  repository: Repository,
  backlogCommits: readonly BacklogCommit[],
  local: LocalSettings,
): Promise<ReadonlyMap<string, LedgerState>> {
  const shelf = shelfOf(repository);
  const located = await locateAll(repository, backlogCommits, local);
  const files = [...located.values()];
  if (backlogCommits.length <= FEW) {
    await fillFew(repository, shelf, files);
  } else {
    // One after the other: several that wait for the same texts would all have them in memory.
    const filled = shelf.filled.then(async () => fill(repository, shelf, files));
    shelf.filled = filled.catch(() => undefined);
    await filled;
  }
  const found = new Map<string, LedgerState>();
  for (const [commit, file] of located) {
    const backlog = shelf.backlogs.get(nameOf(file));
    if (backlog) found.set(commit, backlog);
  }
  return found;
}

/** What was read of the past of a repository. */
interface Shelf {
  readonly pool: ItemPool;
  /** Undefined for what is no readable backlog. */
  readonly backlogs: Map<string, LedgerState | undefined>;
  filled: Promise<void>;
}

const shelfOf = remember((_repository: Repository): Shelf => {
  return { pool: new ItemPool(), backlogs: new Map(), filled: Promise.resolve() };
});

function nameOf({ path, oid }: BacklogFile): string {
  return `${oid} ${path}`;
}

/** A few are asked for together with whatever else is asked at the moment, and are at hand mostly. */
export const FEW = 20;

async function fillFew(
  { read }: Repository,
  { pool, backlogs }: Shelf,
  files: readonly BacklogFile[],
): Promise<void> {
  const missing = files.filter((file) => !backlogs.has(nameOf(file)));
  const states = missing.map(async ({ path, oid }) =>
    parseBacklogOnce(path, (await readExisting(read, oid)).content),
  );
  for (const [at, state] of (await Promise.all(states)).entries()) {
    const file = missing[at];
    if (file) backlogs.set(nameOf(file), state.state === 'readable' ? pool.later(state.backlog) : undefined);
  }
}

async function fill(
  { directory }: Repository,
  { pool, backlogs }: Shelf,
  files: readonly BacklogFile[],
): Promise<void> {
  const missing = files.filter((file) => !backlogs.has(nameOf(file)));
  const pathsOf = groupBy(missing, ({ oid }) => oid);
  for await (const { oid, content } of readInTurn(directory, [...pathsOf.keys()])) {
    for (const file of pathsOf.get(oid) ?? []) {
      const state = await parseNextBacklog(file.path, content);
      backlogs.set(nameOf(file), state.state === 'readable' ? pool.share(state.backlog) : undefined);
    }
  }
}

/** How many commits are asked at once where their backlog stands. */
const AT_ONCE = 100;

async function locateAll(
  repository: Repository,
  backlogCommits: readonly BacklogCommit[],
  local: LocalSettings,
): Promise<ReadonlyMap<string, BacklogFile>> {
  const located = new Map<string, BacklogFile>();
  const isFew = backlogCommits.length <= FEW;
  for (let at = 0; at < backlogCommits.length; at += AT_ONCE) {
    // Trees and settings are forgotten with it.
    const fresh = isFew ? repository : { ...repository, ...openObjects(repository.directory) };
    const some = backlogCommits.slice(at, at + AT_ONCE);
    const files = await Promise.all(some.map(async (backlogCommit) => fileOf(fresh, backlogCommit, local)));
    for (const [index, { commit }] of some.entries()) {
      const file = files[index];
      if (file) located.set(commit, file);
    }
  }
  return located;
}

/** The last readable backlog behind `commit` (full hex) and who had it, wherever it then was; undefined where nobody ever had one. */
export async function findLastBacklog(
  repository: Repository,
  commit: string,
  local: LocalSettings,
): Promise<Loan | undefined> {
  const { backlogCommits } = await findBacklogCommits(repository, [commit], local);
  for (const backlogCommit of backlogCommits) {
    const file = await fileOf(repository, backlogCommit, local);
    if (!file) continue;
    const { content } = await readExisting(repository.read, file.oid);
    const state = await parseBacklogOnce(file.path, content);
    if (state.state === 'readable') return { backlog: state.backlog, commit: backlogCommit.commit };
  }
  return undefined;
}

/** The backlog's file as a commit has it; undefined where it has none. Throws `history-missing`. */
async function fileOf(
  repository: Repository,
  { commit, file, lineage }: BacklogCommit,
  local: LocalSettings,
): Promise<BacklogFile | undefined> {
  if (file !== undefined) return file ?? undefined;
  return locateBacklog(repository, commit, lineage ? { ...local, lineage } : local);
}
