import type { Claim, DirectoryClaim, HeadingClaim, ItemClaim } from './claim.ts';
import { formerOwners, wentElsewhere } from './elsewhere.ts';
import type { Facts } from './facts.ts';
import { gaveWay, withoutRenumbered } from './lineage.ts';
import type { BacklogVersion } from './situation.ts';
import { claimsAgree } from './subject.ts';
import { itemVersions, type Use } from './versions.ts';
import { labelFor, type View } from './view.ts';

/**
 * The known uses of a claim's ID that it contradicts: all of those that can be compared with it, or none if one agrees.
 * Earlier versions of the backlog have their say before anything is held against the claim.
 */
export function contradictedUses(facts: Facts, claim: HeadingClaim | DirectoryClaim): readonly Use[] {
  if (agreesToday(facts, claim)) return [];
  const known = [...usesToday(facts, claim), ...usesBehind(facts, claim)];
  const brought = earlierUses(facts.range, claim);
  // A directory goes with its item, by whatever way that came to another number; an entry stays where it was written.
  const left = claim.kind === 'directory' && areOwnersGone(facts, claim);
  const agrees = [...known, ...brought].some((use) => claimsAgree(use.claim, claim) === 'agree');
  if (agrees && !left) return [];
  // What a merge on the way took the ID from has it no more.
  const standing = brought.filter((use) => !gaveWay(facts.range, use.claim));
  return [...known, ...standing].filter((use) => claimsAgree(use.claim, claim) === 'disagree');
}

/** All items that had a directory's ID for what it is about went on under another one. */
function areOwnersGone(facts: Facts, claim: DirectoryClaim): boolean {
  const owners = formerOwners(facts, claim);
  return owners.length > 0 && owners.every((item) => wentElsewhere(facts, item));
}

/**
 * Whether what the candidate and its bases know of the ID already agrees, so that no history is needed. Entries agree with a directory only
 * where no item says otherwise.
 */
export function agreesToday(facts: Facts, claim: HeadingClaim | DirectoryClaim): boolean {
  const told = [...usesToday(facts, claim)].map((use) => ({
    isItem: use.claim.kind === 'item',
    verdict: claimsAgree(use.claim, claim),
  }));
  const isContested =
    claim.kind === 'directory' && told.some(({ isItem, verdict }) => isItem && verdict === 'disagree');
  return told.some(({ isItem, verdict }) => verdict === 'agree' && (isItem || !isContested));
}

/** Whether anything at all, earlier versions included, tells what the ID means. */
export function isAnythingKnown(facts: Facts, claim: HeadingClaim | DirectoryClaim): boolean {
  const { done } = usesToday(facts, claim).next();
  return done !== true || usesBehind(facts, claim).length > 0 || earlierUses(facts.range, claim).length > 0;
}

/**
 * Items of the candidate and the bases and headings of the bases; for a heading also directories of the bases. What the
 * candidate itself adds to worklog or changes is no witness, except where nobody had a backlog before.
 */
function* usesToday(
  { candidate, bases, adopting }: Facts,
  { kind, key }: HeadingClaim | DirectoryClaim,
): Generator<Use> {
  for (const view of [candidate, ...bases]) yield* seen(view, view.items.get(key));
  for (const view of adopting ? [candidate] : bases) {
    if (kind === 'heading') yield* seen(view, view.directories.get(key));
    if (kind === 'directory' || !adopting) yield* seen(view, view.headings.get(key));
  }
}

function usesBehind({ bases }: Facts, claim: Claim): readonly Use<ItemClaim>[] {
  return bases.flatMap(({ versions }) => earlierUses(versions, claim));
}

/** An entry stays where it was written, a directory goes with its item. */
function earlierUses(versions: readonly BacklogVersion[], { kind, key }: Claim): readonly Use<ItemClaim>[] {
  const uses = itemVersions({ versions }, key);
  return kind === 'heading' ? uses : withoutRenumbered(versions, uses);
}

function* seen(view: View, claims: readonly Claim[] = []): Generator<Use> {
  for (const claim of claims) yield { claim, seenIn: labelFor(view, claim) };
}
