import { findCommit, readMergeHeads, resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ByKey, Claim, Row } from '../../core/ids/claim.ts';
import { rowOf, rowsIn } from '../../core/ids/claim-groups.ts';
import type { Spell } from '../../core/ids/spelling.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Base, LedgerVersion } from '../../core/ledger/situation.ts';
import type { View } from '../../core/ledger/view.ts';
import { spellingIn } from '../../core/messages/spelled.ts';
import { FETCH_HISTORY, lacksHistory } from '../../errors.ts';
import { readBase } from '../../reading/bases.ts';
import { readVersions } from '../../reading/history/ledger-history.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { expectCommit } from '../../reading/listing.ts';
import { readSnapshot, USUAL } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';

/** Every number that something in reach says was assigned. */
export interface KnownNumbers {
  readonly marks: readonly number[];
  readonly items: readonly Row<Claim>[];
  /** Worklog entries and directories. */
  readonly traces: readonly Row<Claim>[];
  /** Those of earlier versions of the backlog. */
  readonly past: readonly Row<Claim>[];
  /** Whether one of all but the past has an ID, given by its key. */
  readonly isClaimed: (key: string) => boolean;
  /** How the work tree writes IDs; where it has none, how the index or a commit does. */
  readonly spell: Spell;
  /** What could not be looked at, one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Gathers marks and claims of the work tree (as `reading` has it), the index, HEAD, the other parents of a merge under way and every
 * base; with `history` those of every version of the backlog in any commit as well. Where no mark is known, history is looked at in any
 * case, as far as this clone has it. Throws `unknown-revision`, `history-missing`.
 */
export async function gatherNumbers(
  repository: Repository,
  reading: Reading,
  { bases, history }: { readonly bases: readonly string[]; readonly history: boolean },
  local: LocalSettings,
): Promise<KnownNumbers> {
  const [index, commits] = await Promise.all([
    readSnapshot(repository, { kind: 'index' }, { label: 'index', role: 'base' }, local),
    readCommits(repository, bases, local),
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
  const isMarked = views.some(({ mark }) => mark !== undefined);
  const { versions, notices } = isMarked && !history ? NO_PAST : await readPast(repository, local, history);
  const marks = [...views.map(({ mark }) => mark), ...versions.map(({ state }) => state.mark)];
  return {
    marks: marks.filter((mark) => mark !== undefined),
    items: allRows(views.map(({ items }) => items)),
    traces: allRows(views.flatMap(tracesOf)),
    past: [...new Set(versions.flatMap(({ state }) => state.entries))].map(rowOf),
    isClaimed: (key) =>
      views.some((view) => view.items.has(key) || tracesOf(view).some((all) => all.has(key))),
    spell: spellingIn(facts),
    notices,
  };
}

interface Past {
  readonly versions: readonly LedgerVersion[];
  readonly notices: readonly string[];
}

const NO_PAST: Past = { versions: [], notices: [] };

/** Every version of the backlog in any commit. What this clone lacks is a reason to stop only for those who asked. */
async function readPast(repository: Repository, local: LocalSettings, isAsked: boolean): Promise<Past> {
  try {
    const versions = await readVersions(repository, ['--all'], undefined, local);
    return { versions, notices: repository.shallow && versions.length > 0 ? [CUT] : [] };
  } catch (error) {
    if (isAsked || !lacksHistory(error)) throw error;
    return { versions: [], notices: [CUT] };
  }
}

const CUT = `This clone lacks part of its history: numbers that were only used there are not known. ${FETCH_HISTORY}`;

async function readCommits(
  repository: Repository,
  bases: readonly string[],
  local: LocalSettings,
): Promise<readonly Base[]> {
  const [head, merging, given] = await Promise.all([
    findCommit(repository, 'HEAD'),
    readMergeHeads(repository),
    Promise.all(bases.map(async (base) => resolveCommit(repository, base))),
    // In one go with HEAD itself.
    expectCommit(repository, 'HEAD', USUAL),
  ]);
  const commits = new Set([...(head ? [head.oid] : []), ...merging, ...given.map(({ oid }) => oid)]);
  return Promise.all(
    [...commits].map(async (commit) => readBase(repository, { commit, label: commit }, local)),
  );
}

/** Mostly all of them have the same. */
function allRows(groups: readonly ByKey<Claim>[]): readonly Row<Claim>[] {
  return [...new Set(groups)].flatMap(rowsIn);
}

function tracesOf({ headings, directories }: View): readonly ByKey<Claim>[] {
  return [headings, directories];
}
