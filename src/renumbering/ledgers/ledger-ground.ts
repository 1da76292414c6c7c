import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import type { Base, Target } from '../../core/ledger/situation.ts';
import type { Comparison } from '../../checking/comparison.ts';
import { compareLedgers } from '../../checking/ledgers/compare-ledgers.ts';
import type { ComparedLedger } from '../../checking/ledgers/compare-ledgers.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { pointOf, readSides } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import type { Reading } from '../../reading/snapshots.ts';
import { beforeThat, publishedAt, targetAt } from '../planning/renumber-target.ts';
import type { GroundTerms } from '../planning/renumber-situations.ts';

/** A ledger in all that its entries may collide with: first what was asked for, then what is under way, then what was committed last. */
export interface LedgerGround {
  readonly ledger: FileLedger;
  readonly compared: readonly ComparedLedger[];
  /** The same with nothing before it, where HEAD is the first commit: all of that is new unless there is newer work. */
  readonly first?: ComparedLedger | undefined;
}

interface Terms extends GroundTerms {
  /** Something is under way, be it that git does not tell what. */
  readonly isMidway: boolean;
}

/** Compares the ledgers of the work tree as `groundOf` does its backlog. */
export async function groundOfLedgers(
  repository: Repository,
  local: LocalSettings,
  reading: Reading,
  ledgers: readonly FileLedger[],
  terms: Terms,
): Promise<readonly LedgerGround[]> {
  const { comparisons, first } = await comparisonsOf(repository, local, reading, terms);
  const { policy } = reading.settings;
  const compare = async (one: Comparison): Promise<readonly ComparedLedger[]> =>
    (await compareLedgers(repository, one, ledgers, { policy, strict: false })).ledgers;
  const all = await Promise.all(comparisons.map(compare));
  const atFirst = first && (await compare(first));
  return ledgers.map((ledger, at) => ({
    ledger,
    compared: all.flatMap((one) => one[at] ?? []),
    first: atFirst?.[at],
  }));
}

interface Comparisons {
  readonly comparisons: readonly Comparison[];
  readonly first?: Comparison;
}

async function comparisonsOf(
  repository: Repository,
  local: LocalSettings,
  reading: Reading,
  { operation, against, since, isMidway }: Terms,
): Promise<Comparisons> {
  const head = await findCommit(repository, 'HEAD');
  if (!head) return { comparisons: [comparisonOf(reading, [], undefined)] };
  const here = { commit: head.oid, label: 'HEAD' };
  const merging = operation.merging.map((commit) => ({ commit, label: 'MERGE_HEAD' }));
  const published = await publishedAt(repository, against, [here, ...merging]);
  const target = await targetAt(repository, local, published);
  const last = since === undefined ? head.parents : [since];
  const before = beforeThat(published, head.oid, last);
  const former = before === published ? target : await targetAt(repository, local, before);
  const groups = [
    { points: [here, ...merging], target },
    { points: isMidway ? [] : last.map(pointOf), target: former },
  ];
  const plain = groups
    .filter(({ points }) => points.length > 0)
    .map(async ({ points, target: own }) =>
      comparisonOf(reading, await readSides(repository, points, local), own),
    );
  const branch =
    against === undefined ? [] : [branchComparison(repository, local, reading, here, published, target)];
  const comparisons = await Promise.all([...branch, ...plain]);
  const isFirst = last.length === 0 && !isMidway;
  return isFirst ? { comparisons, first: comparisonOf(reading, [], target) } : { comparisons };
}

function comparisonOf(candidate: Reading, sides: readonly Base[], target: Target | undefined): Comparison {
  return { kind: 'worktree', candidate, bases: sides, sides, isMerged: true, target, notes: [] };
}

/** A branch before it is merged: what merging it would make of the work tree. */
async function branchComparison(
  repository: Repository,
  local: LocalSettings,
  reading: Reading,
  here: Point,
  there: Point,
  target: Target,
): Promise<Comparison> {
  const sides = await readSides(repository, [here, there], local);
  const fork = sides[1]?.fork?.snapshot.commit;
  const listAt = async (revision: string, paths: readonly string[]): Promise<Listing> =>
    listFiles(repository, { kind: 'commit', revision }, paths);
  const list = async (paths: readonly string[]): Promise<Listing> => {
    const [own, theirs, base] = await Promise.all([
      reading.list(paths),
      listAt(there.commit, paths),
      fork === undefined ? new Map() : listAt(fork, paths),
    ]);
    return mergedListing(own, theirs, base);
  };
  return comparisonOf({ ...reading, list }, sides, target);
}

/** What one side removed is gone, what one added is there; what both have is as it is here. */
function mergedListing(own: Listing, theirs: Listing, base: Listing): Listing {
  return new Map(
    [...own].map(([path, entries]): [string, readonly FileEntry[]] => {
      const pathsIn = (listing: Listing) => new Set((listing.get(path) ?? []).map((entry) => entry.path));
      const [here, there, before] = [pathsIn(own), pathsIn(theirs), pathsIn(base)];
      const kept = entries.filter((entry) => there.has(entry.path) || !before.has(entry.path));
      const added = (theirs.get(path) ?? []).filter(
        (entry) => !here.has(entry.path) && !before.has(entry.path),
      );
      return [path, [...kept, ...added]];
    }),
  );
}
