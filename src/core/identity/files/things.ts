import type { ItemClaim } from '../../ids/claim.ts';
import type { FileEntry } from '../../ledger/files/file-ledger.ts';

/** What an entry is about, whatever its number and name become. Two that turn out to be one have one root. */
export interface Thing {
  readonly id: number;
  above: Thing | undefined;
}

/** An entry as some versions have it. */
export interface Known {
  readonly entry: FileEntry;
  readonly thing: Thing;
  /** Made when it is first asked for, when all is known of which things are one; shared by versions that differ in the text alone. */
  readonly claim: { value: ItemClaim | undefined };
}

export function rootOf(thing: Thing): Thing {
  let root = thing;
  while (root.above) root = root.above;
  return root;
}

/** The older of the two is what both are. */
export function unite(one: Thing, other: Thing): void {
  const [left, right] = [rootOf(one), rootOf(other)];
  if (left === right) return;
  if (left.id < right.id) right.above = left;
  else left.above = right;
}

/** The entry as an item of a ledger: its slug is its title, and the thing is its fingerprint. What has no slug is nothing but a text. */
export function claimOf({ entry, thing, claim }: Known): ItemClaim {
  claim.value ??= {
    kind: 'item',
    id: entry.id,
    key: entry.key,
    written: entry.written,
    title: isNameless(entry) ? `${entry.slug}#${rootOf(thing).id}` : entry.slug,
    created: undefined,
    fingerprint: String(rootOf(thing).id),
    place: { path: entry.files[0].path, line: 1, column: 1 },
    status: entry.isArchived ? ARCHIVED : undefined,
    titlePlace: undefined,
    createdPlace: undefined,
  };
  return claim.value;
}

export const ARCHIVED = 'archived';

/** What people call an entry: its slug, else the name of its file. */
export function titleOf({
  title,
  fingerprint,
  place,
}: Pick<ItemClaim, 'title' | 'fingerprint' | 'place'>): string {
  const isText = fingerprint !== undefined && isNamelessTitle(title);
  return isText ? place.path.slice(place.path.lastIndexOf('/') + 1) : title;
}

/** The title of what has no slug. */
export function isNamelessTitle(title: string): boolean {
  return /^(?:\.\w+)?(?:@.*)?#\d+$/su.test(title);
}

/** A name that says a number and nothing else, but perhaps what kind of file it is, and where. */
export function isNameless({ slug }: Pick<FileEntry, 'slug'>): boolean {
  return slug === '' || /^[.@]/u.test(slug);
}
