import type { Place } from '../ids/claim.ts';
import { knownTo, type Claimant, type Ownership } from './claimants.ts';
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

/** What a mention means, and how that can be told. Without a claimant it cannot. */
export interface Reference extends Mention {
  readonly meaning: Claimant | undefined;
  readonly because: string;
}

/**
 * Tells which of the claimants a mention means: by where it stands, by the name it uses, by whom it came with. Never guesses.
 * `brought`: whatever no party has came in one go, as with a commit that is picked, so that a new pointer means what is new.
 */
export function attribute(ownership: Ownership, mention: Mention, brought = false): Reference {
  const { meaning, because } =
    byDirectory(ownership, mention) ??
    bySlug(ownership, mention) ??
    (brought ? byNewness(ownership, mention) : undefined) ??
    byOrigin(ownership, mention);
  return { ...mention, meaning, because };
}

/** The only claimant that those who have a thing know of: so it is theirs. */
export function soleClaimant(ownership: Ownership, parties: readonly Party[]): Claimant | undefined {
  const known = claimantsIn(ownership, earliest(parties));
  return known.length === 1 ? known[0] : undefined;
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
  const named = claimants.filter(({ directories }) =>
    directories.some(({ claim }) => slugsAgree(claim.slug, slug)),
  );
  const [only] = named;
  return only && named.length === 1
    ? { meaning: only, because: `it names the directory of “${only.name}”` }
    : undefined;
}

function byNewness({ claimants }: Ownership, { role, parties }: Mention): Meaning | undefined {
  if (role === 'prose' || parties.length > 0) return undefined;
  const news = claimants.filter((claimant) => knownTo(claimant).size === 0);
  const [only] = news;
  return only && news.length === 1
    ? { meaning: only, because: `it is new, and so is “${only.name}”` }
    : undefined;
}

function byOrigin(ownership: Ownership, mention: Mention): Meaning {
  const { name } = ownership;
  const local = earliest(mention.parties);
  if (local.length === 0) return byElimination(ownership, mention);
  const labels = local.map(({ label }) => label).join(' and ');
  const both = local.length > 1 ? `it is in ${labels}` : `${labels} has ${name} for both`;
  const known = claimantsIn(ownership, local);
  const [only] = known;
  if (only && known.length === 1) {
    return { meaning: only, because: `it came with ${labels}, where ${name} is “${only.name}”` };
  }
  const reason = known.length === 0 ? `no ${name} was known in ${labels}` : both;
  return { meaning: undefined, because: reason };
}

/** What everybody had seen before did not come with a side. */
function earliest(parties: readonly Party[]): readonly Party[] {
  const past = parties.filter((party) => party.past);
  return past.length > 0 ? past : parties;
}

function claimantsIn({ claimants }: Ownership, parties: readonly Party[]): readonly Claimant[] {
  return claimants.filter((claimant) => parties.some((party) => knownTo(claimant).has(party)));
}

/** Nobody else has the line. A dependency on what has left the backlog makes no sense, so it means what is there. */
function byElimination({ claimants }: Ownership, { role }: Mention): Meaning {
  const there = claimants.filter(({ items }) => items.some(({ present }) => present));
  const [only] = there;
  if (role === 'dependency' && only && there.length === 1) {
    return { meaning: only, because: `it is a dependency, and only “${only.name}” is in the backlog` };
  }
  return { meaning: undefined, because: 'it is as new as the collision' };
}
