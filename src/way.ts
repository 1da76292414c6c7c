import { listLineage } from './adapters/file-history.ts';
import type { Lineage } from './adapters/file-history.ts';
import { unpublishedCommits } from './adapters/publication.ts';
import type { Published } from './adapters/publication.ts';
import type { Repository } from './adapters/repository.ts';
import type { BroughtVersion } from './core/situation.ts';
import { TidemarkError } from './errors.ts';
import { nearestAmong } from './history.ts';
import { readPast } from './past-backlogs.ts';
import type { LocalSettings } from './settings.ts';
import { findTraces } from './traces.ts';
import type { Trace } from './traces.ts';

/** The commits between bases and a tip, where nobody has judged each by itself. */
export interface Way {
  readonly bases: readonly string[];
  readonly lineage: Lineage;
  /** Those that nobody else has; undefined: all. */
  readonly unpublished: ReadonlySet<string> | undefined;
}

/** Finds them. `published` tells which of them others have already. */
export async function findWay(
  repository: Repository,
  tip: string,
  bases: readonly string[],
  published?: Published,
): Promise<Way> {
  const lineage = await listLineage(repository.directory, tip, [], bases);
  const unpublished =
    published && lineage.size > 1 ? await unpublishedCommits(repository, tip, bases, published) : undefined;
  return { bases, lineage, unpublished };
}

/**
 * The last commits on the way that do not stand on any base, though what does merged them: the other sides of those merges, none of which
 * another one can reach.
 */
export function otherSidesOn({ bases, lineage }: Way): readonly string[] {
  const own = new Set<string>(bases);
  for (const [commit, parents] of [...lineage].toReversed()) {
    if (parents.some((parent) => own.has(parent))) own.add(commit);
  }
  const merged = parentsIn(lineage, (commit) => own.has(commit));
  const passed = parentsIn(lineage, (commit) => !own.has(commit));
  return [...merged].filter((commit) => lineage.has(commit) && !own.has(commit) && !passed.has(commit));
}

function parentsIn(lineage: Lineage, isChild: (commit: string) => boolean): ReadonlySet<string> {
  return new Set([...lineage].flatMap(([commit, parents]) => (isChild(commit) ? parents : [])));
}

/**
 * What they made of the backlog, newest first, and then the bases' own versions and those of whatever else they stand on, behind the bases;
 * none for a single commit. Throws `history-missing`.
 */
export async function readWay(
  repository: Repository,
  { bases, lineage, unpublished }: Way,
  local: LocalSettings,
): Promise<readonly BroughtVersion[]> {
  const [tip] = lineage.keys();
  if (tip === undefined || lineage.size < 2) return [];
  const own = await tracesOn(repository, tip, lineage, local);
  const grounds = new Set([...bases, ...lineage.values()].flat().filter((commit) => !lineage.has(commit)));
  const backlogs = await readPast(repository, [...own, ...[...grounds].map((commit) => ({ commit }))], local);
  const nearest = nearestAmong(backlogs, lineage);
  return [...backlogs].map(([commit, backlog]) => {
    const isOurs = lineage.has(commit) && (unpublished?.has(commit) ?? true);
    const sinceFork = lineage.has(commit) || bases.includes(commit);
    return { commit, parents: nearest(commit), sinceFork, backlog, published: !isOurs };
  });
}

async function tracesOn(
  repository: Repository,
  tip: string,
  lineage: Lineage,
  local: LocalSettings,
): Promise<readonly Trace[]> {
  try {
    const { traces } = await findTraces(repository, tip, local);
    return traces.filter(({ commit }) => lineage.has(commit));
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== 'history-missing') throw error;
    // A partial clone has what is on the way, and need not have what was before it.
    return [...lineage.keys()].map((commit) => ({ commit }));
  }
}
