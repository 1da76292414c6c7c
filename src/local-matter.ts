import { isDeepStrictEqual } from 'node:util';

import { findCommit, readMergeHeads } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import type { BacklogState, Snapshot } from './core/snapshot.ts';
import { readSides, shortName } from './grounds.ts';
import type { Point } from './grounds.ts';
import type { Matter } from './judge.ts';
import { matterOfRevision } from './revision-matter.ts';
import type { LocalSettings } from './settings.ts';
import { readSnapshot } from './snapshots.ts';

/**
 * The work tree against HEAD and the other parents of a merge under way; when it guards just what HEAD does, HEAD against its parents.
 * `edited` stands in for the backlog that is on disk.
 */
export async function matterOfWorkTree(
  repository: Repository,
  local: LocalSettings,
  edited?: BacklogState,
): Promise<Matter> {
  const source = { kind: 'worktree', ignored: false } as const;
  const [reading, sides] = await Promise.all([
    readSnapshot(repository, source, { label: 'work tree', role: 'candidate' }, local),
    readParents(repository, local),
  ]);
  const snapshot = { ...reading.snapshot, ...(edited && { backlog: edited }) };
  const candidate = { ...reading, snapshot };
  const [head, ...merging] = sides;
  const same = head && merging.length === 0 && guardSame(candidate.snapshot, head.snapshot);
  if (same) return { ...(await matterOfRevision(repository, 'HEAD', [], local)), notes: reading.notes };
  return { kind: 'worktree', candidate, bases: sides, sides, notes: [] };
}

/** The index against HEAD and the other parents of a merge under way; `merging` names them (full hex) where git has not noted them yet. */
export async function matterOfIndex(
  repository: Repository,
  local: LocalSettings,
  merging?: readonly string[],
): Promise<Matter> {
  const [candidate, sides] = await Promise.all([
    readSnapshot(repository, { kind: 'index' }, { label: 'index', role: 'candidate' }, local),
    readParents(repository, local, merging),
  ]);
  return { kind: 'index', candidate, bases: sides, sides, notes: [] };
}

async function readParents(
  repository: Repository,
  local: LocalSettings,
  merging?: readonly string[],
): ReturnType<typeof readSides> {
  return readSides(repository, await nextParents(repository, merging), local);
}

/** The parents that a commit made now would have. CHERRY_PICK_HEAD and REVERT_HEAD would be none. */
async function nextParents(repository: Repository, known?: readonly string[]): Promise<readonly Point[]> {
  const [head, merging] = await Promise.all([
    findCommit(repository, 'HEAD'),
    known ?? readMergeHeads(repository),
  ]);
  if (!head) return [];
  const label = (commit: string) => (merging.length > 1 ? shortName(commit) : 'MERGE_HEAD');
  return [
    { commit: head.oid, label: 'HEAD' },
    ...merging.map((commit) => ({ commit, label: label(commit) })),
  ];
}

function guardSame(one: Snapshot, other: Snapshot): boolean {
  const guarded = ({ backlog, headings, directories }: Snapshot) => ({ backlog, headings, directories });
  return isDeepStrictEqual(guarded(one), guarded(other));
}
