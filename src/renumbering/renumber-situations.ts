import { findCommit, readMergeHeads, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { evaluate } from '../core/rules/engine/evaluate.ts';
import type { Finding, RuleId } from '../core/findings/finding.ts';
import { NO_ENTRIES } from '../core/ledger/ledger-state.ts';
import type { Base, Situation } from '../core/ledger/situation.ts';
import { labelOf, readSides, shortName } from '../reading/bases.ts';
import type { Point } from '../reading/bases.ts';
import { commitsOf, readVersions } from '../reading/ledger-history.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Reading } from '../reading/snapshots.ts';

/** Everything that the work tree may collide with, each with its history: first what was asked for, then what is under way, then what was committed last. */
export async function situationsOf(
  repository: Repository,
  local: LocalSettings,
  candidate: Reading,
  against: string | undefined,
): Promise<readonly Situation[]> {
  const head = await findCommit(repository, 'HEAD');
  if (!head) return [];
  const here = { commit: head.oid, label: 'HEAD' };
  const merging = (await readMergeHeads(repository)).map((commit) => ({ commit, label: 'MERGE_HEAD' }));
  const parents =
    merging.length > 0 ? [] : head.parents.map((commit) => ({ commit, label: shortName(commit) }));
  const situations = [
    against === undefined ? undefined : await branchSituation(repository, local, candidate, here, against),
    await situationOf(repository, local, candidate, [here, ...merging]),
    parents.length === 0 ? undefined : await situationOf(repository, local, candidate, parents),
  ];
  return situations.filter((situation) => situation !== undefined);
}

const COLLISIONS: readonly RuleId[] = [
  'duplicate-id',
  'id-reused',
  'change-dir-conflict',
  'change-dir-duplicate',
  'worklog-conflict',
];

/** What a situation says of IDs with two meanings; what was inherited is said only of IDs that are asked for. */
export function collisionsIn(situation: Situation, asked: readonly string[]): readonly Finding[] {
  return evaluate(situation).findings.filter(({ rule, id, inherited }) => {
    if (!COLLISIONS.includes(rule) || id === null) return false;
    return asked.length > 0 ? asked.includes(id) : !inherited;
  });
}

async function situationOf(
  repository: Repository,
  local: LocalSettings,
  candidate: Reading,
  points: readonly Point[],
): Promise<Situation> {
  const sides = await readSides(repository, points, local);
  return withHistory(repository, local, candidate, sides, sides);
}

/** A branch before it is merged: the work tree is one side, and what it will be merged into the other. */
async function branchSituation(
  repository: Repository,
  local: LocalSettings,
  candidate: Reading,
  here: Point,
  against: string,
): Promise<Situation> {
  const { oid } = await resolveCommit(repository, against);
  const there = { commit: oid, label: labelOf(against) };
  const [own, target] = await readSides(repository, [here, there], local);
  // Without a common history, or with nothing of its own, the branch has just a base.
  if (!own || !target?.fork) return situationOf(repository, local, candidate, [there]);
  const base = { ...target.fork, fork: undefined };
  const situation = await withHistory(repository, local, candidate, [base], [own, target]);
  // The work tree may be ahead of HEAD; what is behind HEAD is behind the work tree too.
  const branch = { ...own, snapshot: { ...candidate.snapshot, label: 'this branch', commit: undefined } };
  const ahead = { commit: branch.snapshot.label, parents: [here.commit], state: NO_ENTRIES };
  return { ...situation, sides: [branch, target], versions: [ahead, ...situation.versions] };
}

async function withHistory(
  repository: Repository,
  local: LocalSettings,
  { snapshot, settings }: Reading,
  bases: readonly Base[],
  sides: readonly Base[],
): Promise<Situation> {
  return {
    candidate: snapshot,
    bases,
    sides: sides.length > 1 ? sides : [],
    versions: await readVersions(repository, commitsOf([...bases, ...sides]), undefined, local),
    policy: settings.policy,
    strict: false,
    trustNoMark: false,
  };
}
