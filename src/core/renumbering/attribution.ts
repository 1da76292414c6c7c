import type { Place } from '../ids/claim.ts';
import { knownTo, type Claimant, type Ownership } from './claimants.ts';
import { onlyOf } from '../ids/lookup.ts';
import { slugsAgree } from '../ids/subject.ts';
import type { Party } from './parties.ts';

/** A place in a tracked file that mentions an ID without claiming it. */
export interface Mention {
  readonly place: Place;
  /** The whole line, as people read it. */
  readonly text: string;
  /** A scalar of the backlog that points to an item; `prose` is everything else. */
  readonly role: 'dependency' | 'origin' | 'prose';
  /** What follows the ID in a name such as `WRK-027_retry-limits`. */
  readonly slug: string | undefined;
  /** Who has the same line in the same place. */
  readonly parties: readonly Party[];
}

/** What a mention means, and why. Undefined if that is not known. */
export interface Reference extends Mention {
  readonly meaning: Claimant | undefined;
  readonly because: string;
}

/**
 * Decides which of the claimants a mention means: by its place, by the name it uses, by the side that introduced it. Never guesses.
 * `brought`: everything that no party has arrived together, as with a cherry-picked commit, so a new reference means the new item.
 */
export function attribute(ownership: Ownership, mention: Mention, brought = false): Reference {
  const { meaning, because } =
    byDirectory(ownership, mention) ??
    bySlug(ownership, mention) ??
    (brought ? byNewness(ownership, mention) : undefined) ??
    byOrigin(ownership, mention);
  return { ...mention, meaning, because };
}

/** The only claimant that the parties with this line know: so the line means it. */
export function soleClaimant(ownership: Ownership, parties: readonly Party[]): Claimant | undefined {
  return onlyOf(claimantsIn(ownership, earliest(parties)));
}

type Meaning = Pick<Reference, 'meaning' | 'because'>;

function byDirectory({ claimants }: Ownership, { place }: Mention): Meaning | undefined {
  const holds = ({ directories }: Claimant): boolean =>
    directories.some(({ claim, present }) => present && place.path.startsWith(`${claim.place.path}/`));
  const owner = claimants.find(holds);
  return owner && { meaning: owner, because: `it is in the directory of “${owner.name}”` };
}

function bySlug({ claimants }: Ownership, { slug }: Mention): Meaning | undefined {
  if (slug === undefined || slug === '') return undefined;
  const isNamed = ({ directories }: Claimant): boolean =>
    directories.some(({ claim }) => slugsAgree(claim.slug, slug));
  const only = onlyOf(claimants.filter(isNamed));
  return only && { meaning: only, because: `it names the directory of “${only.name}”` };
}

function byNewness({ claimants }: Ownership, { role, parties }: Mention): Meaning | undefined {
  if (role === 'prose' || parties.length > 0) return undefined;
  const only = onlyOf(claimants.filter((claimant) => knownTo(claimant).size === 0));
  return only && { meaning: only, because: `it is new, and so is “${only.name}”` };
}

function byOrigin(ownership: Ownership, mention: Mention): Meaning {
  const { name } = ownership;
  const local = earliest(mention.parties);
  if (local.length === 0) return byElimination(ownership, mention);
  const labels = local.map(({ label }) => label).join(' and ');
  const both = local.length > 1 ? `it is in ${labels}` : `${labels} has ${name} for both`;
  const known = claimantsIn(ownership, local);
  const only = onlyOf(known);
  if (only) return { meaning: only, because: `it came with ${labels}, where ${name} is “${only.name}”` };
  const reason = known.length === 0 ? `no ${name} was known in ${labels}` : both;
  return { meaning: undefined, because: reason };
}

/** A line that existed before the fork was not introduced by a side. */
function earliest(parties: readonly Party[]): readonly Party[] {
  const past = parties.filter((party) => party.past);
  return past.length > 0 ? past : parties;
}

function claimantsIn({ claimants }: Ownership, parties: readonly Party[]): readonly Claimant[] {
  return claimants.filter((claimant) => parties.some((party) => knownTo(claimant).has(party)));
}

/** No party has the line. A dependency on something that has left the backlog makes no sense, so it means the item that is there. */
function byElimination({ claimants }: Ownership, { role }: Mention): Meaning {
  const only = onlyOf(claimants.filter(({ items }) => items.some(({ present }) => present)));
  if (role === 'dependency' && only)
    return { meaning: only, because: `it is a dependency, and only “${only.name}” is in the backlog` };
  return { meaning: undefined, because: 'it is as new as the collision' };
}
