import { isAncestor } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { evaluate, type Evaluation } from '../../core/rules/engine/evaluate.ts';
import type { RuleId } from '../../core/findings/finding.ts';
import type { Base, Situation } from '../../core/ledger/situation.ts';
import { lacksHistory } from '../../errors.ts';
import { pointOf, readBase, readSides } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { findPublished } from '../../reading/published.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { commitsOf } from '../../reading/history/ledger-history.ts';
import { loadHistory } from './comparison-history.ts';
import type { Compared } from './comparison-history.ts';

/** What is compared, and what everybody starts from: see `Comparison`. */
interface Publishing extends Compared {
  readonly publishedAt?: Point | 'as this clone knows it' | undefined;
}

/** What the rules say of a situation, and the situation that they say it of. */
interface Evaluated {
  readonly situation: Situation;
  readonly evaluation: Evaluation;
}

/**
 * Evaluates a situation. Where an ID has two meanings in what others do not start from yet, what everybody starts from may decide: what is picked or
 * squashed from there is no merge, and yet it has its ID by right. It also tells which numbers nobody else can have drawn: a branch that was rebased, and
 * renumbered on the way, brings its own in another order.
 */
export async function evaluateBeside(
  repository: Repository,
  comparison: Publishing,
  situation: Situation,
  local: LocalSettings,
): Promise<Evaluated> {
  const evaluation = evaluate(situation);
  const known = await withPublished(repository, comparison, { situation, evaluation }, local);
  return { situation: known, evaluation: known === situation ? evaluation : evaluate(known) };
}

/** The same situation where nothing has to be decided. */
async function withPublished(
  repository: Repository,
  comparison: Publishing,
  { situation, evaluation }: Evaluated,
  local: LocalSettings,
): Promise<Situation> {
  const { publishedAt } = comparison;
  if (!publishedAt) return situation;
  const isBelow = evaluation.findings.some(({ rule }) => rule === 'id-below-mark');
  try {
    if (isReused(evaluation)) return await besidePublished(repository, comparison, situation, local);
    if (isBelow && publishedAt === 'as this clone knows it')
      return await fromPublished(repository, situation, local);
  } catch (error) {
    // What is cut off here cannot be compared with, and then the finding stays.
    if (!lacksHistory(error)) throw error;
  }
  return situation;
}

/** A situation that knows what everybody starts from, where all that is compared came from there. */
async function fromPublished(
  repository: Repository,
  situation: Situation,
  local: LocalSettings,
): Promise<Situation> {
  const point = await findPublished(repository);
  const isBehind = point && !(await cameFrom(repository, commitsIn(situation.bases), point)).includes(false);
  return isBehind ? { ...situation, start: await readBase(repository, point, local) } : situation;
}

/** A situation that also knows what everybody starts from; the same one where that is not known, or no news. */
async function besidePublished(
  repository: Repository,
  comparison: Publishing,
  situation: Situation,
  local: LocalSettings,
): Promise<Situation> {
  const point = await pointAt(repository, comparison, situation);
  if (!point) return situation;
  if (isSide(situation, point))
    return { ...situation, published: [...(situation.published ?? []), point.commit] };
  const beside = await readRelated(repository, situation, point, local);
  if (!beside) return situation;
  const { versions, unchecked } = await loadHistory(repository, { ...comparison, beside }, [], local);
  return unchecked.length > 0 ? situation : { ...situation, beside, versions };
}

function isReused({ findings }: Pick<Evaluation, 'findings'>): boolean {
  return findings.some(({ rule, severity }) => REUSES.has(rule) && severity === 'error');
}

const REUSES: ReadonlySet<RuleId> = new Set(['id-reused', 'change-dir-conflict', 'worklog-conflict']);

/** Without a remote nothing is others' for sure; there only a side of a merge counts. */
async function pointAt(
  repository: Repository,
  { publishedAt }: Publishing,
  situation: Situation,
): Promise<Point | undefined> {
  if (publishedAt !== 'as this clone knows it') return publishedAt;
  const found = await findPublished(repository);
  return found && (found.isRemote || isSide(situation, found)) ? found : undefined;
}

function isSide({ sides }: Situation, { commit }: Point): boolean {
  return sides.some(({ snapshot }) => snapshot.commit === commit);
}

/** Undefined if it is behind a base, and so no news. */
async function readRelated(
  repository: Repository,
  { bases }: Situation,
  point: Point,
  local: LocalSettings,
): Promise<Base | undefined> {
  const own = commitsIn(bases);
  if ((await cameFrom(repository, own, point)).includes(true)) return undefined;
  const sides = await readSides(repository, [...own.map(pointOf), point], local);
  return sides.find(({ snapshot }) => snapshot.commit === point.commit);
}

/** The commits of what is compared with. */
function commitsIn(bases: readonly Base[]): readonly string[] {
  return commitsOf(bases.map(({ snapshot, lent }) => ({ snapshot, lent, fork: undefined })));
}

/** Of each commit, whether it came from a point. */
async function cameFrom(
  repository: Repository,
  commits: readonly string[],
  { commit }: Point,
): Promise<readonly boolean[]> {
  return Promise.all(commits.map(async (one) => isAncestor(repository, commit, one)));
}
