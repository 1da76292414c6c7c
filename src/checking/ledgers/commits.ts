import type { Repository } from '../../adapters/git/repository.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';
import { lacksHistory } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { findFormerPlaces, pathsOfFormer } from '../../reading/ledgers/former-places.ts';
import type { FormerLedgers } from '../../reading/ledgers/former-places.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { Comparison } from '../comparison.ts';
import { changesBetween } from './file-lists.ts';
import type { FilesAt } from './file-lists.ts';

/** How the candidate is called among commits, where it is none yet. */
export const CANDIDATE = '';

interface Commits {
  readonly commits: readonly FileCommit[];
  readonly former: FormerLedgers;
  /** The commits (full hex) that a moving branch would no longer have. */
  readonly forgotten: ReadonlySet<string>;
  readonly unchecked: readonly string[];
}

export async function readCommits(
  repository: Repository,
  comparison: Comparison,
  ledgers: readonly FileLedger[],
  lists: FilesAt,
): Promise<Commits> {
  const ends = endsOf(comparison);
  const now = ledgers.flatMap(({ terms }) => terms.paths);
  try {
    const former = await findFormerPlaces(repository, ends, ledgers);
    const paths = [...new Set([...now, ...pathsOfFormer(former)])];
    const { readLedgerCommits } = await import('../../reading/ledgers/ledger-commits.ts');
    const { ownCommits } = await import('./own-commits.ts');
    const all = await readLedgerCommits(repository, ends, paths);
    const folders = paths.filter((path) => path !== CONFIG_FILE);
    const { commits, forgotten } = await ownCommits(repository, ends, all, folders, comparison.move);
    const unchecked = repository.shallow
      ? [`Earlier versions of the ledgers: this clone is shallow. ${FETCH}`]
      : [];
    return { commits: withCandidate(commits, comparison, lists, namesOf(all)), former, forgotten, unchecked };
  } catch (error) {
    if (!lacksHistory(error)) throw error;
    const unchecked = [`Earlier versions of the ledgers: ${error.message} ${error.hint}`];
    return {
      commits: withCandidate([], comparison, lists),
      former: new Map(),
      forgotten: new Set(),
      unchecked,
    };
  }
}

const FETCH =
  'Fetch the rest with `git fetch --unshallow`, in CI with `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab).';

/** All that a comparison is about, by full hex names. */
export function endsOf(comparison: Comparison): readonly string[] {
  const { candidate, range } = comparison;
  const [last] = range?.graph.keys() ?? [];
  const all = [...knownCommits(comparison), candidate.snapshot.commit, last];
  return [...new Set(all.flatMap((commit) => commit ?? []))];
}

/** Bases, sides, forks and the target, by their full hex names. */
function knownCommits({ bases, sides, target }: Comparison): readonly string[] {
  const all = [
    ...bases,
    ...sides,
    ...(target ? [target.base, ...(target.published ? [target.published] : [])] : []),
  ];
  const names = all.flatMap(({ snapshot, fork }) => [snapshot.commit, fork?.snapshot.commit]);
  return [...new Set(names)].filter((commit) => commit !== undefined);
}

function namesOf(commits: readonly FileCommit[]): ReadonlySet<string> {
  return new Set(commits.map(({ commit }) => commit));
}

/** Whatever is compared and is not among the `known` commits is added, the candidate last. */
export function withCandidate(
  commits: readonly FileCommit[],
  comparison: Comparison,
  lists: FilesAt,
  known = namesOf(commits),
): readonly FileCommit[] {
  const { candidate, bases, sides } = comparison;
  const added = [...lists.commits].flatMap(([commit, list]) =>
    known.has(commit) ? [] : [{ commit, parents: [], changes: changesBetween(new Map(), list) }],
  );
  const name = candidate.snapshot.commit ?? CANDIDATE;
  if (known.has(name)) return [...commits, ...added];
  const parents = (sides.length > 1 ? sides : bases).flatMap(({ snapshot }) => snapshot.commit ?? []);
  const before = lists.commits.get(parents[0] ?? '') ?? new Map();
  return [...commits, ...added, { commit: name, parents, changes: changesBetween(before, lists.candidate) }];
}
