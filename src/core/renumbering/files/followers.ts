import type { ItemClaim } from '../../ids/claim.ts';
import type { Facts } from '../../ledger/facts.ts';
import { nameOf, type FileEntry } from '../../ledger/files/file-ledger.ts';
import type { View } from '../../ledger/view.ts';
import type { Claimant } from '../claimants.ts';
import type { FileSuccession } from './file-succession.ts';

/** An entry that comes after one that leaves its number, where the order counts: it has to leave its own, too. */
export interface Follower {
  readonly claim: ItemClaim;
  readonly files: FileEntry['files'];
}

/** What has the one that keeps a number, and not those that leave it: what stands there stays there. Full hex of their commits. */
export function commitsOfKeeper(facts: Facts, { keeper, yielding }: FileSuccession): readonly string[] {
  const { target } = facts;
  const views = [...(target ? [target.view] : []), ...facts.bases, ...facts.sides];
  const firm = target?.level === 'error' ? [target.view] : [];
  const keeping = views.filter(
    (view) => stands(view, keeper) && !yielding.some(({ claimant }) => stands(view, claimant)),
  );
  if (keeping.length === 0) return [];
  const commits = [...keeping, ...firm].map(({ snapshot }) => snapshot.commit);
  return [...new Set(commits)].filter((commit) => commit !== undefined);
}

function stands({ items }: View, claimant: Claimant): boolean {
  return claimant.items.some(({ claim }) => items.get(claim.key)?.some(({ title }) => title === claim.title));
}

/** The entries of a work tree that come after some number and stand in none of some others, in their order. Shared numbers are left to those who settle them. */
export function followersOf(
  entries: readonly FileEntry[],
  { id }: Pick<ItemClaim, 'id'>,
  elsewhere: ReadonlySet<string>,
): readonly Follower[] {
  return entries
    .filter(({ isCounted, id: own }) => isCounted && own.prefix === id.prefix && own.number > id.number)
    .filter((entry) => !elsewhere.has(nameOf(entry)))
    .filter((entry) => entries.every((other) => other === entry || other.key !== entry.key))
    .map((entry) => ({ claim: claimOf(entry), files: entry.files }));
}

function claimOf({ id, key, written, slug, files: [{ path }] }: FileEntry): ItemClaim {
  return {
    kind: 'item',
    id,
    key,
    written,
    title: slug,
    created: undefined,
    status: undefined,
    place: { path, line: 1, column: 1 },
    titlePlace: undefined,
    createdPlace: undefined,
  };
}
