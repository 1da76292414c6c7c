import { findCommit, readMergeHeads, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { evaluate } from '../core/rules/engine/evaluate.ts';
import type { Finding, RuleId } from '../core/findings/finding.ts';
import { NO_ENTRIES } from '../core/ledger/ledger-state.ts';
import type { Base, Situation, Target } from '../core/ledger/situation.ts';
import { labelOf, readBase, readSides, shortName } from '../reading/bases.ts';
import type { Point } from '../reading/bases.ts';
import { findPublished } from '../reading/published.ts';
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
  const published = await publishedAt(repository, against, [here, ...merging]);
  const about = {
    candidate,
    target: { base: await readBase(repository, published, local), level: published.level },
  };
  const situations = [
    against === undefined ? undefined : await branchSituation(repository, local, about, here, published),
    await situationOf(repository, local, about, [here, ...merging]),
    parents.length === 0 ? undefined : await situationOf(repository, local, about, parents),
  ];
  return situations.filter((situation) => situation !== undefined);
}

/** What is to be changed, and what keeps its meaning whatever happens. */
interface About {
  readonly candidate: Reading;
  readonly target: Target;
}

/** What was named, else what everybody starts from; without a remote the local default branch, what is merged, or HEAD comes first, no more. */
async function publishedAt(
  repository: Repository,
  against: string | undefined,
  sides: readonly [Point, ...Point[]],
): Promise<Point & Pick<Target, 'level'>> {
  if (against !== undefined) {
    const { oid } = await resolveCommit(repository, against);
    return { commit: oid, label: labelOf(against), level: 'error' };
  }
  const published = await findPublished(repository);
  return { ...(published ?? sides[1] ?? sides[0]), level: published?.isRemote ? 'error' : 'off' };
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
  about: About,
  points: readonly Point[],
): Promise<Situation> {
  const sides = await readSides(repository, points, local);
  return withHistory(repository, local, about, sides, sides);
}

/** A branch before it is merged: the work tree is one side, and what it will be merged into the other. */
async function branchSituation(
  repository: Repository,
  local: LocalSettings,
  about: About,
  here: Point,
  there: Point,
): Promise<Situation> {
  const [own, target] = await readSides(repository, [here, there], local);
  // Without a common history, or with nothing of its own, the branch has just a base.
  if (!own || !target?.fork) return situationOf(repository, local, about, [there]);
  const base = { ...target.fork, fork: undefined };
  const situation = await withHistory(repository, local, about, [base], [own, target]);
  // The work tree may be ahead of HEAD; what is behind HEAD is behind the work tree too.
  const branch = {
    ...own,
    snapshot: { ...about.candidate.snapshot, label: 'this branch', commit: undefined },
  };
  const ahead = { commit: branch.snapshot.label, parents: [here.commit], state: NO_ENTRIES };
  return { ...situation, sides: [branch, target], versions: [ahead, ...situation.versions] };
}

async function withHistory(
  repository: Repository,
  local: LocalSettings,
  { candidate: { snapshot, settings }, target }: About,
  bases: readonly Base[],
  sides: readonly Base[],
): Promise<Situation> {
  return {
    candidate: snapshot,
    bases,
    sides: sides.length > 1 ? sides : [],
    target,
    versions: await readVersions(repository, commitsOf([target.base, ...bases, ...sides]), undefined, local),
    policy: settings.policy,
    strict: false,
    trustNoMark: false,
  };
}
