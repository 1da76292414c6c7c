import type { NamedId } from '../../core/ids/claim.ts';
import type { Base } from '../../core/ledger/situation.ts';
import type { ChangeFile, Snapshot } from '../../core/ledger/snapshot.ts';
import { withFields } from '../../core/ledger/rows/trace-rows.ts';
import { lacksHistory } from '../../errors.ts';
import { readDocumentIds } from '../../formats/mentions/document-ids.ts';
import type { Reading } from '../../reading/snapshots.ts';

/** A candidate with the IDs that its new documents say are theirs. No other document is read. */
export async function withNamedIds(candidate: Reading, bases: readonly Base[]): Promise<Reading> {
  const { snapshot } = candidate;
  // The first commit of all brings nothing new, as there was nothing before.
  const others = bases.map((base) => base.snapshot);
  const documents = others.length === 0 ? [] : newDocuments(snapshot, others);
  if (documents.length === 0) return candidate;
  const named = await Promise.all(documents.map(async ({ path }) => namedIn(candidate, path)));
  const isLost = named.includes(undefined);
  return {
    ...candidate,
    snapshot: withFields(snapshot, { named: named.flatMap((ids) => ids ?? []) }),
    notes: isLost ? [...candidate.notes, NOT_READ] : candidate.notes,
  };
}

const NOT_READ =
  'Documents of changes that are not in this clone were not read: what ID they say is theirs is not known.';

/** Undefined where a partial clone has no content: that is not worth stopping for. */
async function namedIn({ read }: Reading, path: string): Promise<readonly NamedId[] | undefined> {
  try {
    const bytes = await read(path);
    return bytes ? readDocumentIds(path, bytes) : [];
  } catch (error) {
    if (lacksHistory(error)) return undefined;
    throw error;
  }
}

/** The documents in directories of changes that none of some other snapshots has just so. */
export function newDocuments(snapshot: Snapshot, others: readonly Snapshot[]): readonly ChangeFile[] {
  const { files = [] } = snapshot;
  const changed = others.reduce((left, other) => differing(left, other.files ?? []), files);
  if (changed.length === 0) return [];
  const claiming = new Set(snapshot.directories.map(({ place }) => place.path));
  return changed.filter(
    ({ path }) => path.endsWith('.md') && claiming.has(path.slice(0, path.lastIndexOf('/'))),
  );
}

/** There may be very many files, nearly all of them the same: only what is between the first and the last difference is compared by path. */
function differing(files: readonly ChangeFile[], others: readonly ChangeFile[]): readonly ChangeFile[] {
  const shorter = Math.min(files.length, others.length);
  let start = 0;
  while (start < shorter && isSame(files[start], others[start])) start += 1;
  let tail = 0;
  while (tail < shorter - start && isSame(files.at(-1 - tail), others.at(-1 - tail))) tail += 1;
  const left = files.slice(start, files.length - tail);
  if (left.length === 0) return [];
  const known = new Map(others.slice(start, others.length - tail).map((file) => [file.path, objectOf(file)]));
  return left.filter((file) => objectOf(file) === undefined || known.get(file.path) !== objectOf(file));
}

function isSame(one: ChangeFile | undefined, other: ChangeFile | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || one.path !== other.path) return false;
  return objectOf(one) !== undefined && objectOf(one) === objectOf(other);
}

/** What is on disk counts as what the index has in its place. */
function objectOf({ oid, indexed }: ChangeFile): string | undefined {
  return oid ?? indexed;
}
