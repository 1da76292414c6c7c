import type { Claim, DirectoryClaim, HeadingClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { subjectOf, subjectsAgree } from './subject.ts';
import { itemVersions, type Use } from './uses.ts';

/**
 * The known uses of a claim's ID that it contradicts: all of those that can be compared with it, or none if one agrees.
 * Earlier versions of the backlog have their say before anything is held against the claim.
 */
export function contradictedUses(facts: Facts, claim: HeadingClaim | DirectoryClaim): readonly Use[] {
  if (agreesToday(facts, claim)) return [];
  const uses = [
    ...knownUses(facts, claim),
    ...facts.bases.flatMap((base) => itemVersions(base, claim.key, false)),
  ];
  if (uses.some((use) => agreement(use, claim) === 'agree')) return [];
  return uses.filter((use) => agreement(use, claim) === 'disagree');
}

/** Whether what the candidate and its bases know of the ID already agrees, so that no history is needed. */
export function agreesToday(facts: Facts, claim: HeadingClaim | DirectoryClaim): boolean {
  return knownUses(facts, claim).some((use) => agreement(use, claim) === 'agree');
}

/** Whether anything at all, earlier versions included, tells what the ID means. */
export function isAnythingKnown(facts: Facts, claim: HeadingClaim | DirectoryClaim): boolean {
  return (
    knownUses(facts, claim).length > 0 ||
    facts.bases.some((base) => itemVersions(base, claim.key, false).length > 0)
  );
}

/**
 * Items of the candidate and the bases and headings of the bases; for a heading also directories of the bases. What the
 * candidate itself adds to worklog or changes is no witness, except where nobody had a backlog before.
 */
function knownUses(facts: Facts, claim: HeadingClaim | DirectoryClaim): readonly Use[] {
  const { candidate, bases, adopting } = facts;
  const isHeading = claim.kind === 'heading';
  const items = [candidate, ...bases].flatMap((view) => seen(view.items.get(claim.key), view.snapshot.label));
  const witnesses = adopting ? [candidate] : bases;
  const headings =
    adopting && isHeading
      ? []
      : witnesses.flatMap((view) => seen(view.headings.get(claim.key), view.snapshot.label));
  const directories = isHeading
    ? witnesses.flatMap((view) => seen(view.directories.get(claim.key), view.snapshot.label))
    : [];
  return [...items, ...headings, ...directories];
}

function seen(claims: readonly Claim[] | undefined, seenIn: string): readonly Use[] {
  return (claims ?? []).map((claim) => ({ claim, seenIn }));
}

function agreement(use: Use, claim: Claim): ReturnType<typeof subjectsAgree> {
  return subjectsAgree(subjectOf(use.claim), subjectOf(claim));
}
