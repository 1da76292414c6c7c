import { listNewCommits, newWorkIn } from '../../adapters/git/history/new-commits.ts';
import type { NewWork } from '../../adapters/git/history/new-commits.ts';
import { unpublishedRange } from '../../adapters/git/publication.ts';
import type { Branch, Published } from '../../adapters/git/publication.ts';
import { findCommit, isAncestor } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import type { Severity } from '../../core/findings/finding.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { FETCH_HISTORY, TidemarkError } from '../../errors.ts';
import type { PushedRef } from '../../formats/pushed-refs.ts';
import { pointOf, readBase } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import type { Comparison } from '../comparison.ts';
import type { PushTarget } from './push-target.ts';
import { compareAsItIs, compareCommit } from './revision-comparison.ts';
import type { Range } from '../../reading/history/range.ts';
import type { Move } from '../../reading/history/own-versions.ts';
import type { LocalSettings } from '../../reading/settings.ts';

/** What one pushed ref puts up for a check, and which commit everybody starts from; undefined where it brings nothing new, and for a tag of something that is no commit. Throws `history-missing`. */
export async function comparePush(
  repository: Repository,
  { ref, tip, old }: PushedRef,
  pushTarget: PushTarget,
  local: LocalSettings,
  workOf?: WorkOf,
): Promise<Comparison | undefined> {
  const commit = await peel(repository, tip);
  if (commit === undefined) return undefined;
  const head = { commit, label: ref.replace(/^refs\/(?:heads|tags)\//u, '') };
  const before = old === undefined ? undefined : await findCommit(repository, old);
  const base = before && pointOf(before.oid);
  const isProtected = pushTarget.isProtected(ref);
  const comparison = isProtected
    ? await compareProtected(repository, head, base, pushTarget, local)
    : await compareOther(repository, head, base, pushTarget, local, workOf);
  if (!comparison || !base || !ref.startsWith('refs/heads/')) return comparison;
  const level = isProtected ? 'error' : 'warning';
  return withTarget(repository, comparison, base, level, pushTarget.defaultBranch, local);
}

/** What a commit (full hex) brings that nobody has whom the target of the push knows; undefined if nothing. */
export type WorkOf = (commit: string) => NewWork | undefined;

/** Asks once what all refs of a push introduce. Undefined if that is not known for all, so that each has to be asked about separately. */
export async function readNewWork(
  repository: Repository,
  refs: readonly PushedRef[],
  { published, isProtected }: PushTarget,
): Promise<WorkOf | undefined> {
  // Where a shallow clone ends is no root.
  if (repository.shallow) return undefined;
  const tips = refs.filter(({ ref }) => !isProtected(ref)).map(({ tip }) => tip);
  try {
    const commits = await Promise.all(tips.map(async (tip) => (await findCommit(repository, tip))?.oid));
    const known = new Set(commits.filter((commit) => commit !== undefined));
    return newWorkIn(await listNewCommits(repository, [...known], published));
  } catch (error) {
    if (error instanceof TidemarkError) return undefined;
    throw error;
  }
}

/** Refs that put up something of their own: of those that bring the same to the same place, the first. */
export function distinctRefs(refs: readonly PushedRef[], { isProtected }: PushTarget): readonly PushedRef[] {
  const byChange = groupBy(refs, ({ ref, tip, old }) =>
    [tip, old, isProtected(ref), ref.startsWith('refs/heads/')].join(' '),
  );
  return [...byChange.values()].map(([first]) => first);
}

/** The whole way from where the ref is, also where that is rewritten. Exempt is what the default branch has; whatever other refs have was compared with something else. */
async function compareProtected(
  repository: Repository,
  head: Point,
  base: Point | undefined,
  { defaultBranch, published }: PushTarget,
  local: LocalSettings,
): Promise<Comparison | undefined> {
  const commit = defaultBranch?.commit;
  const known: Published = commit === undefined ? published : { kind: 'commits', commits: [commit] };
  if (!base) return compareNewWork(repository, head, known, local);
  if (base.commit === head.commit) return undefined;
  const comparison = await compareAsItIs(repository, head, [base], local, known);
  return { ...comparison, move: await moveOf(repository, comparison, head, base, commit) };
}

/** How a protected branch moves, where it could forget what it had and the commit `published` has not; undefined where it just goes on. */
export async function moveOf(
  repository: Repository,
  { range }: Comparison,
  head: Point,
  base: Point,
  published?: string,
): Promise<Move | undefined> {
  // A merge may treat all that was there as a stranger's.
  const hasMerge = [...(range?.graph.values() ?? [])].some((parents) => parents.length > 1);
  if (!hasMerge && (await isAncestor(repository, base.commit, head.commit))) return undefined;
  const isOther = published !== undefined && published !== base.commit;
  return { from: base.commit, to: head.commit, kept: isOther ? [published] : [] };
}

async function compareOther(
  repository: Repository,
  head: Point,
  base: Point | undefined,
  pushTarget: PushTarget,
  local: LocalSettings,
  workOf?: WorkOf,
): Promise<Comparison | undefined> {
  const work = workOf?.(head.commit);
  if (workOf && !work && !base) return undefined;
  const comparison = await compareItsWork(repository, head, base, pushTarget.published, local, work);
  return comparison && { ...comparison, publishedAt: tipOf(pushTarget.defaultBranch) };
}

/** Where a branch is, if anything was committed to it. */
export function tipOf(branch: Branch | undefined): Point | undefined {
  return branch?.commit === undefined ? undefined : pointOf(branch.commit);
}

async function compareItsWork(
  repository: Repository,
  head: Point,
  base: Point | undefined,
  published: Published,
  local: LocalSettings,
  work: NewWork | undefined,
): Promise<Comparison | undefined> {
  const way = work && wayOf(work, base);
  if (way) return compareAsItIs(repository, head, way.bases.map(pointOf), local, published, way);
  if (base && (await isAncestor(repository, base.commit, head.commit)))
    return compareCommit(repository, head, [base], local, published);
  return compareNewWork(repository, head, published, local);
}

/** Mostly all that is new stands on one commit, and then nothing else has to be asked. */
function wayOf({ graph, onto }: NewWork, base: Point | undefined): Range | undefined {
  const isPlain = onto.length === 1 && (!base || onto.includes(base.commit));
  return isPlain ? { bases: onto, graph, unpublished: new Set(graph.keys()) } : undefined;
}

/** A comparison that knows what keeps its meaning: the tip `before` the change, and what the default branch has. */
export async function withTarget(
  repository: Repository,
  comparison: Comparison,
  before: Point,
  level: Severity,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<Comparison> {
  const known = [...comparison.bases, ...comparison.sides];
  const baseAt = async (point: Point): Promise<Base> =>
    known.find(({ snapshot }) => snapshot.commit === point.commit) ?? readBase(repository, point, local);
  const commit = defaultBranch?.commit;
  const published =
    commit === undefined || commit === before.commit ? undefined : await baseAt(pointOf(commit));
  return { ...comparison, target: { base: await baseAt(before), level, published } };
}

/** Against the commits that its new ones stand on: a ref that is new, rewritten, or moved from a commit that this clone never saw. */
export async function compareNewWork(
  repository: Repository,
  head: Point,
  published: Published,
  local: LocalSettings,
): Promise<Comparison | undefined> {
  const range = await unpublishedRange(repository, head.commit, published);
  if (range.empty) return undefined;
  // Where a shallow clone ends is no root.
  if (range.onto.length === 0 && repository.shallow) throw cutOff(head);
  const bases = range.onto.map(pointOf);
  return compareAsItIs(repository, head, bases, local, published);
}

/** The commit behind a tip; undefined where a tag names something else. Throws `history-missing` where the tip itself is not there. */
async function peel(repository: Repository, tip: string): Promise<string | undefined> {
  await readExisting(repository.read, tip);
  return (await findCommit(repository, tip))?.oid;
}

function cutOff({ label }: Point): TidemarkError {
  return new TidemarkError(
    'history-missing',
    `This clone is shallow and lacks the history of ${label}.`,
    FETCH_HISTORY,
  );
}
