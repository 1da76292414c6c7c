import type { Incoming, Operation } from '../../adapters/git/conflict/operation.ts';
import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { evaluate } from '../../core/rules/engine/evaluate.ts';
import type { Finding, RuleId } from '../../core/findings/finding.ts';
import { NO_ENTRIES } from '../../core/ledger/ledger-state.ts';
import type { Base, Situation, Target } from '../../core/ledger/situation.ts';
import { pointOf, readBase, readSides } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { commitsOf, readVersions } from '../../reading/history/ledger-history.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import type { Reading } from '../../reading/snapshots.ts';
import type { Draft } from '../merging/draft.ts';
import { beforeThat, publishedAt, targetAt } from './renumber-target.ts';
import type { Published } from './renumber-target.ts';

/** Where to look for collisions, and what decides them besides the claims themselves. */
export interface CollisionGround {
  /** First what was asked for, then what is under way, then what was committed last. */
  readonly situations: readonly Situation[];
  /** They find no more collisions, but tell what came with which side. */
  readonly scenes: readonly Situation[];
  /** The label of a side of those to which something is brought. */
  readonly home: string | undefined;
}

export interface GroundTerms {
  readonly operation: Operation;
  /** A branch that one is about to merge into. */
  readonly against?: string | undefined;
  /** What came since this commit (full hex) is asked about, instead of what was committed last. */
  readonly since?: string | undefined;
}

/** Everything that a draft of the work tree may collide with, each with its history. */
export async function groundOf(
  repository: Repository,
  local: LocalSettings,
  { reading, survey }: Draft,
  { operation, against, since }: GroundTerms,
): Promise<CollisionGround> {
  const head = await findCommit(repository, 'HEAD');
  if (!head) return beforeAny(repository, local, reading);
  const here = { commit: head.oid, label: 'HEAD' };
  const merging = operation.merging.map((commit) => ({ commit, label: 'MERGE_HEAD' }));
  const published = await publishedAt(repository, against, [here, ...merging]);
  const target = await targetAt(repository, local, published);
  const about = { candidate: reading, target };
  const isMidway = operation.kind !== 'none' || survey.stash !== undefined;
  const now = await situationOf(repository, local, about, [here, ...merging]);
  const last = since === undefined ? head.parents : [since];
  const former = beforeThat(published, head.oid, last);
  const before = isMidway ? [] : await beforeHead(repository, local, { ...about, former }, last, now);
  const situations = [now, ...before];
  const isChange = isMidway && merging.length === 0;
  const scene = isChange ? await sceneOfChange(repository, local, about, here, survey.sides) : undefined;
  const ground = { situations, scenes: scene ? [scene] : [], home: scene && here.label };
  if (against === undefined) return ground;
  const branch = await branchSituation(repository, local, about, here, published);
  return { ...ground, situations: [branch, ...situations] };
}

/** Without a commit all there is is new. */
async function beforeAny(
  repository: Repository,
  local: LocalSettings,
  candidate: Reading,
): Promise<CollisionGround> {
  const first = await situationOf(repository, local, { candidate, target: undefined }, []);
  return { situations: [first], scenes: [], home: undefined };
}

/** What was committed last. All of a first commit, which has nothing before it, is new unless there is newer work. */
async function beforeHead(
  repository: Repository,
  local: LocalSettings,
  { candidate, former }: Pick<About, 'candidate'> & { readonly former: Published },
  last: readonly string[],
  now: Situation,
): Promise<readonly Situation[]> {
  if (last.length === 0 && collisionsIn(now).some(({ inherited }) => !inherited)) return [];
  const target = await targetAt(repository, local, former);
  return [await situationOf(repository, local, { candidate, target }, last.map(pointOf))];
}

/** A change that is brought to HEAD, such as a commit of a rebase, as a merge of the two. Undefined for a commit without a parent. */
async function sceneOfChange(
  repository: Repository,
  local: LocalSettings,
  about: About,
  here: Point,
  change: Incoming | undefined,
): Promise<Situation | undefined> {
  if (change?.base === undefined) return undefined;
  const points = [here, pointOf(change.theirs), pointOf(change.base)];
  const [own, other, fork] = await Promise.all(
    points.map(async (point) => readBase(repository, point, local)),
  );
  if (!own || !other) return undefined;
  const sides = [own, other].map((side) => ({ ...side, fork }));
  return withHistory(repository, local, about, sides.slice(0, 1), sides);
}

/** What is to be changed, and what keeps its meaning whatever happens. */
interface About {
  readonly candidate: Reading;
  readonly target: Target | undefined;
}

const COLLISIONS: readonly RuleId[] = [
  'duplicate-id',
  'id-reused',
  'change-dir-conflict',
  'change-dir-duplicate',
  'worklog-conflict',
];

/** What a situation says of IDs with two meanings. */
export function collisionsIn(situation: Situation): readonly Finding[] {
  return evaluate(situation).findings.filter(({ rule, id }) => COLLISIONS.includes(rule) && id !== null);
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
  const targets = [target?.base, target?.published].filter((base) => base !== undefined);
  return {
    candidate: snapshot,
    bases,
    sides: sides.length > 1 ? sides : [],
    target,
    versions: await readVersions(repository, commitsOf([...targets, ...bases, ...sides]), undefined, local),
    policy: settings.policy,
    strict: false,
    trustNoMark: false,
  };
}
