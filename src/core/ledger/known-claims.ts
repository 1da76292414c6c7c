import type { ByKey, Claim, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { remember } from '../ids/remember.ts';
import type { View } from './view.ts';

/** The claims that nobody knows. */
export function newClaims<C extends Claim>(claims: ByKey<C>, isKnown: (claim: C) => boolean): readonly C[] {
  const found: C[] = [];
  for (const list of claims.values()) {
    for (const claim of list) if (!isKnown(claim)) found.push(claim);
  }
  return found;
}

/** Whether a view has a heading. It is identified by its timestamp, wherever it is. */
export function hasHeading({ snapshot, headings }: View, heading: HeadingClaim): boolean {
  // A worklog that did not change is the very same, however long it is.
  if (asSet(snapshot.headings).has(heading)) return true;
  const known = headings.get(heading.key);
  return known !== undefined && timestampsOf(known).has(heading.timestamp);
}

/** Whether a view has a directory, which is known by its slug. */
export function hasDirectory({ snapshot, directories }: View, directory: DirectoryClaim): boolean {
  if (asSet(snapshot.directories).has(directory)) return true;
  const known = directories.get(directory.key);
  return known !== undefined && slugsOf(known).has(directory.slug);
}

const asSet = remember((claims: readonly unknown[]) => new Set(claims));

const timestampsOf = remember(
  (headings: readonly HeadingClaim[]) => new Set(headings.map(({ timestamp }) => timestamp)),
);

const slugsOf = remember(
  (directories: readonly DirectoryClaim[]) => new Set(directories.map(({ slug }) => slug)),
);
