import { findCommit, readMergeHeads, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Claim } from '../core/ids/claim.ts';
import { factsOf } from '../core/ledger/facts.ts';
import type { Base } from '../core/ledger/situation.ts';
import type { View } from '../core/ledger/view.ts';
import { readBase } from '../reading/bases.ts';
import { readVersions } from '../reading/ledger-history.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';

/** Every number that something in reach says was handed out. */
export interface KnownNumbers {
  readonly marks: readonly number[];
  readonly claims: readonly Claim[];
}

/**
 * Gathers marks and claims of the work tree (as `reading` has it), the index, HEAD, the other parents of a merge under way and every
 * base; with `history` those of every version of the backlog in any commit as well. Throws `unknown-revision`, `history-missing`.
 */
export async function gatherNumbers(
  repository: Repository,
  reading: Reading,
  { bases, history }: { readonly bases: readonly string[]; readonly history: boolean },
  local: LocalSettings,
): Promise<KnownNumbers> {
  const [index, commits, versions] = await Promise.all([
    readSnapshot(repository, { kind: 'index' }, { label: 'index', role: 'base' }, local),
    readCommits(repository, bases, local),
    history ? readVersions(repository, ['--all'], undefined, local) : [],
  ]);
  const staged = { snapshot: index.snapshot, lent: undefined, fork: undefined };
  const facts = factsOf({
    candidate: reading.snapshot,
    bases: [staged, ...commits],
    sides: [],
    versions: [],
    policy: reading.settings.policy,
    strict: false,
    trustNoMark: false,
  });
  const views = [facts.candidate, ...facts.bases];
  const marks = [...views.map(({ mark }) => mark), ...versions.map(({ state }) => state.mark)];
  return {
    marks: marks.filter((mark) => mark !== undefined),
    claims: [...views.flatMap(claimsOf), ...new Set(versions.flatMap(({ state }) => state.entries))],
  };
}

async function readCommits(
  repository: Repository,
  bases: readonly string[],
  local: LocalSettings,
): Promise<readonly Base[]> {
  const [head, merging, given] = await Promise.all([
    findCommit(repository, 'HEAD'),
    readMergeHeads(repository),
    Promise.all(bases.map(async (base) => resolveCommit(repository, base))),
  ]);
  const commits = new Set([...(head ? [head.oid] : []), ...merging, ...given.map(({ oid }) => oid)]);
  return Promise.all(
    [...commits].map(async (commit) => readBase(repository, { commit, label: commit }, local)),
  );
}

function claimsOf({ items, headings, directories }: View): readonly Claim[] {
  return [...items.values(), ...headings.values(), ...directories.values()].flat();
}
