import { readSymbolicRef, unpublishedRange } from '../adapters/git/publication.ts';
import type { Published } from '../adapters/git/publication.ts';
import { findCommit, isAncestor } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { readExisting } from '../adapters/git/tree.ts';
import { FETCH_HISTORY, TidemarkError } from '../errors.ts';
import type { PushedRef } from '../formats/pushed-refs.ts';
import { shortName } from '../reading/bases.ts';
import type { Point } from '../reading/bases.ts';
import type { Comparison } from './comparison.ts';
import { compareAsItIs, compareCommit } from './revision-comparison.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** Where a push goes to. */
export interface PushTarget {
  readonly published: Published;
  /** The full name of the branch that everyone starts from; undefined where nobody knows. */
  readonly defaultBranch: string | undefined;
}

/**
 * What one pushed ref puts up for a check; undefined where it brings nothing new, and for a tag of something that is no commit.
 * Throws `history-missing`.
 */
export async function comparePush(
  repository: Repository,
  { ref, tip, old }: PushedRef,
  { published, defaultBranch }: PushTarget,
  local: LocalSettings,
): Promise<Comparison | undefined> {
  const commit = await peel(repository, tip);
  if (commit === undefined) return undefined;
  const head = { commit, label: ref.replace(/^refs\/(?:heads|tags)\//u, '') };
  const before = old === undefined ? undefined : await findCommit(repository, old);
  if (before) {
    const base = { commit: before.oid, label: shortName(before.oid) };
    if (await isAncestor(repository, before.oid, commit))
      return compareCommit(repository, head, [base], local, published);
    // What everyone has already counts, even where it is about to be rewritten.
    if (ref === defaultBranch) return compareAsItIs(repository, head, [base], local, published);
  }
  return compareNewWork(repository, head, published, local);
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
  const bases = range.onto.map((commit) => ({ commit, label: shortName(commit) }));
  return compareAsItIs(repository, head, bases, local, published);
}

/** Where `git push` goes: to a remote by its name, or to a URL of which nothing is known. */
export async function readPushTarget(repository: Repository, remote: string): Promise<PushTarget> {
  const head = await readSymbolicRef(repository, `refs/remotes/${remote}/HEAD`);
  const defaultBranch = head?.replace(`refs/remotes/${remote}/`, 'refs/heads/');
  return { published: { kind: 'remote', remote }, defaultBranch };
}

/** The repository itself, as a server sees it. */
export async function readOwnPushTarget(repository: Repository): Promise<PushTarget> {
  return { published: { kind: 'refs' }, defaultBranch: await readSymbolicRef(repository, 'HEAD') };
}

/** The commit behind a tip; undefined where a tag names something else. Throws `history-missing` where the tip itself is not there. */
async function peel(repository: Repository, tip: string): Promise<string | undefined> {
  await readExisting(repository.read, tip);
  return (await findCommit(repository, tip))?.oid;
}

function cutOff({ label }: Point): TidemarkError {
  return new TidemarkError(
    'history-missing',
    `This clone is shallow, and what ${label} stands on is cut off.`,
    FETCH_HISTORY,
  );
}
