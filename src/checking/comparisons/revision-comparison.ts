import type { Published } from '../../adapters/git/publication.ts';
import { findCommit, isAncestor, mergeTrees, resolveCommit } from '../../adapters/git/repository.ts';
import type { Merging, Repository } from '../../adapters/git/repository.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { enumerate, shellWord } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import { knownAs, labelOf, pointOf, readBase, readSides } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import type { Comparison } from '../comparison.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { readSnapshot } from '../../reading/snapshots.ts';
import { findRange, otherSidesIn } from '../../reading/history/range.ts';
import type { Range } from '../../reading/history/range.ts';

/**
 * A commit against `bases`, or without any against its parents. A base that the commit does not descend from is merged with it first,
 * and the outcome checked; that goes with one base alone. Throws `unknown-revision`, `history-missing`, `usage`.
 */
export async function compareRevision(
  repository: Repository,
  revision: string,
  bases: readonly string[],
  local: LocalSettings,
): Promise<Comparison> {
  const head = await pointAt(repository, revision);
  const given = await Promise.all(bases.map(async (base) => pointAt(repository, base)));
  if (given.length === 0) return againstParents(repository, head, local);
  return compareCommit(repository, head, given, local);
}

/** The same for commits that are known by name, and with at least one base. `published` tells what was checked when it came to others. */
export async function compareCommit(
  repository: Repository,
  head: Point,
  bases: readonly Point[],
  local: LocalSettings,
  published?: Published,
): Promise<Comparison> {
  const descends = await Promise.all(
    bases.map(async (base) => isAncestor(repository, base.commit, head.commit)),
  );
  const foreign = bases.filter((_base, index) => !descends[index]);
  const [first] = foreign;
  if (!first) return compareAsItIs(repository, head, bases, local, published);
  if (bases.length > 1) throw oneAtATime(foreign, head);
  return mergedInto(repository, first, head, local);
}

/**
 * A commit against `bases` without merging them, be they ancestors or not; against nothing, where there are none. Where others were merged between the bases and it, those are the other sides.
 */
export async function compareAsItIs(
  repository: Repository,
  head: Point,
  given: readonly Point[],
  local: LocalSettings,
  published?: Published,
  way?: Range,
): Promise<Comparison> {
  const commits = given.map(({ commit }) => commit);
  const range = way ?? (await rangeTo(repository, head, commits, published));
  const points = [...given, ...(range ? otherSidesIn(range) : []).map(pointOf)];
  const [candidate, sides] = await Promise.all([
    readCandidate(repository, head, local),
    points.length > 1 ? readSides(repository, points, local) : [],
  ]);
  const known = new Map(sides.map((side) => [side.snapshot.commit, side]));
  const bases = await Promise.all(
    given.map(async (base) => known.get(base.commit) ?? readBase(repository, base, local)),
  );
  return { kind: 'commit', candidate, bases, sides, range, notes: [] };
}

async function rangeTo(
  repository: Repository,
  head: Point,
  bases: readonly string[],
  published: Published | undefined,
): Promise<Range | undefined> {
  // A base that is not in this clone is reported when it is read.
  const present = await Promise.all(bases.map(async (commit) => findCommit(repository, commit)));
  if (bases.length === 0 || present.includes(undefined)) return undefined;
  return findRange(repository, head.commit, bases, published);
}

async function pointAt(repository: Repository, revision: string): Promise<Point> {
  return { commit: (await resolveCommit(repository, revision)).oid, label: labelOf(revision) };
}

async function againstParents(
  repository: Repository,
  head: Point,
  local: LocalSettings,
): Promise<Comparison> {
  const { parents } = await resolveCommit(repository, head.commit);
  const [candidate, sides] = await Promise.all([
    readCandidate(repository, head, local),
    readSides(repository, parents.map(pointOf), local),
  ]);
  return {
    kind: 'commit',
    candidate,
    bases: sides,
    sides,
    isMerged: true,
    publishedAt: 'as this clone knows it',
    atHand: head.label === 'HEAD',
    notes: [],
  };
}

async function mergedInto(
  repository: Repository,
  base: Point,
  head: Point,
  local: LocalSettings,
): Promise<Comparison> {
  const sides = await readSides(repository, [base, head], local);
  const [target, tip] = sides;
  if (!target || !tip) throw unrelated(base, head);
  const [merging, range] = await Promise.all([
    mergeTrees(repository, base.commit, head.commit),
    findRange(repository, head.commit, [base.commit]),
  ]);
  if (typeof merging === 'string')
    return { ...(await unmerged(repository, [target, tip], head, local, merging)), range };
  const label = `${tip.snapshot.label} merged into ${target.snapshot.label}`;
  const merged = { commit: merging.tree, label };
  const candidate = await readCandidate(repository, merged, local);
  return {
    kind: 'merge',
    candidate: { ...candidate, snapshot: { ...candidate.snapshot, commit: undefined } },
    bases: [target],
    sides,
    isMerged: true,
    range,
    notes: [],
  };
}

/** Two branches that drew numbers usually conflict as text, and an old git makes no merge. What they mean can be compared all the same. */
async function unmerged(
  repository: Repository,
  sides: readonly [target: Base, tip: Base],
  head: Point,
  local: LocalSettings,
  why: keyof typeof UNMERGED,
): Promise<Comparison> {
  const [target, tip] = sides;
  const fork = target.fork ?? target;
  const { label } = tip.snapshot;
  const both = `${target.snapshot.label} and ${label}`;
  return {
    kind: 'commit',
    candidate: await readCandidate(repository, head, local),
    bases: [{ ...fork, fork: undefined }],
    sides,
    notes: [
      `${UNMERGED[why](both)}; ${label} was checked against their merge base ${fork.snapshot.label}, and the two were compared.`,
    ],
  };
}

const UNMERGED = {
  conflict: (both) => `${both} conflict, so the merge itself could not be checked`,
  unable: (both) => `git before 2.38 cannot try how ${both} merge`,
} satisfies Record<Exclude<Merging, object>, (both: string) => string>;

async function readCandidate(
  repository: Repository,
  point: Point,
  local: LocalSettings,
): ReturnType<typeof readSnapshot> {
  const { commit } = point;
  const source = { kind: 'commit', revision: commit, strict: true } as const;
  const label = await knownAs(repository, point);
  return readSnapshot(repository, source, { label, commit, role: 'candidate' }, local);
}

/** Each merge would be another commit to check, with a report of its own. */
function oneAtATime(foreign: readonly Point[], head: Point): TidemarkError {
  const [rev, ...bases] = [head, ...foreign].map(({ label }) => shellWord(label));
  const lines = bases.map((base) => `\`tidemark check --rev ${rev} --base ${base}\``);
  return new TidemarkError(
    'usage',
    `${head.label} does not descend from ${enumerate(foreign.map(({ label }) => label))}: it would have to be merged first, and that goes with one base at a time.`,
    `Run ${lines.join(', then ')}.`,
  );
}

function unrelated(base: Point, { label }: Point): TidemarkError {
  return new TidemarkError(
    'usage',
    `${label} and ${base.label} have no history in common, so they cannot be checked as merged.`,
    'Name a base that shares history with it.',
  );
}
