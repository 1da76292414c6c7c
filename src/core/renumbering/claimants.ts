import type { Claim, DirectoryClaim, HeadingClaim, ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { spelled } from '../messages/spelled.ts';
import { livesOf, ownersOf, type Lives } from '../identity/lives.ts';
import { isMeantByTarget } from '../identity/meanings.ts';
import { standsElsewhere, standsIn, wentOn } from '../identity/past.ts';
import { nameOf, subjectOf, subjectsAgree, type Agreement } from '../ids/subject.ts';
import { tracesOf } from '../ledger/view.ts';
import { partiesOf, type Party } from './parties.ts';

/** One of the things that an ID stands for, with all that claims the ID for it. */
export interface Claimant {
  /** What people call it: its title, or the slug of its directory. */
  readonly name: string;
  readonly items: readonly Seen<ItemClaim>[];
  readonly headings: readonly Seen<HeadingClaim>[];
  readonly directories: readonly Seen<DirectoryClaim>[];
}

/** A claim, and who else has it. */
interface Seen<C extends Claim> {
  readonly claim: C;
  /** The candidate has it: then `claim` is the candidate's. */
  readonly present: boolean;
  readonly parties: readonly Party[];
}

/** Who claims an ID, the claims that nobody can be told to own, and who told. */
export interface Ownership {
  readonly key: string;
  /** The ID as the files have it. */
  readonly name: string;
  readonly claimants: readonly Claimant[];
  readonly unowned: readonly Seen<HeadingClaim | DirectoryClaim>[];
  readonly parties: readonly Party[];
}

/**
 * Sorts all claims on an ID by what they are about. Two items are two claimants unless they agree; headings and directories belong to
 * the item whose title they carry, else to the only item of the place they come from; what contradicts every item is a claimant by itself.
 */
export function ownershipOf(facts: Facts, key: string): Ownership {
  const parties = partiesOf(facts);
  // Outside of merges nothing follows from it: there every party is of the past.
  const drawnApart = !parties.some((party) => party.past && party.claims(key).length > 0);
  const claimants = gatherItems(facts, key, parties);
  const unowned: Seen<HeadingClaim | DirectoryClaim>[] = [];
  for (const seen of gatherTraces(facts, key, parties)) {
    const owner = ownerOf(seen, claimants, drawnApart);
    if (owner === 'unknown') unowned.push(seen);
    else if (owner) owner.take(seen);
    else claimants.push(growing(seen));
  }
  return { key, name: spelled(facts, key), claimants, unowned, parties };
}

/** The parties that know a claimant. */
export function knownTo({ items, headings, directories }: Claimant): ReadonlySet<Party> {
  return new Set([...items, ...headings, ...directories].flatMap(({ parties }) => parties));
}

/**
 * Whether what a claimant is about has left the ID. Where its item is here, a base has that under another one alone; where it is gone, it
 * went on under another one before a merge. Outside of merges nobody hands an ID on.
 */
export function hasLeft(facts: Facts, { items, headings, directories }: Claimant): boolean {
  const lives = livesOf(facts);
  const present = items.filter((seen) => seen.present).map(({ claim }) => lives.stayOf(claim));
  if (present.length > 0)
    return present.some((stay) =>
      facts.bases.some((base) => !standsIn(facts, base, stay) && standsElsewhere(facts, base, stay)),
    );
  if (facts.sides.length === 0) return false;
  const traces = [...headings, ...directories].flatMap(({ claim }) => ownersOf(lives, claim));
  return [...items.map(({ claim }) => lives.stayOf(claim)), ...traces].some((stay) => wentOn(facts, stay));
}

/** How much the target has the ID for a claimant: as an item, by what is left of it, not at all. */
export function publishedRank(facts: Facts, { items, headings, directories }: Claimant): number {
  const { target } = facts;
  if (!target) return 0;
  const lives = livesOf(facts);
  if (items.some(({ claim }) => standsIn(facts, target.view, lives.stayOf(claim)))) return 2;
  const isKept = ({ claim }: Seen<Claim>): boolean =>
    isMeantByTarget(facts, {
      claim,
      seenIn: '',
      stays: claim.kind === 'item' ? [lives.stayOf(claim)] : ownersOf(lives, claim),
    });
  return [...items, ...headings, ...directories].some(isKept) ? 1 : 0;
}

interface Growing extends Claimant {
  readonly items: Seen<ItemClaim>[];
  readonly take: (seen: Seen<Claim>) => void;
}

function growing(first: Seen<Claim>): Growing {
  const items: Seen<ItemClaim>[] = [];
  const headings: Seen<HeadingClaim>[] = [];
  const directories: Seen<DirectoryClaim>[] = [];
  const take = ({ claim, ...rest }: Seen<Claim>): void => {
    if (claim.kind === 'item') items.push({ claim, ...rest });
    else if (claim.kind === 'heading') headings.push({ claim, ...rest });
    else directories.push({ claim, ...rest });
  };
  take(first);
  return { name: nameOf(first.claim), items, headings, directories, take };
}

/** The candidate's items are one claimant each; an item that only a party has joins the one it agrees with. */
function gatherItems(facts: Facts, key: string, parties: readonly Party[]): Growing[] {
  const own = facts.candidate.items.get(key) ?? [];
  const claimants = own.map((claim) => growing({ claim, present: true, parties: [] }));
  for (const party of parties) {
    for (const claim of party.claims(key).filter((one) => one.kind === 'item')) {
      const claimant = findItem(livesOf(facts), claimants, claim);
      const seen = { claim, present: false, parties: [party] };
      if (claimant) claimant.take(seen);
      else claimants.push(growing(seen));
    }
  }
  return claimants;
}

function findItem(lives: Lives, claimants: readonly Growing[], wanted: ItemClaim): Growing | undefined {
  const { life } = lives.stayOf(wanted);
  return claimants.find(({ items }) => items.some(({ claim }) => lives.stayOf(claim).life === life));
}

type Trace = HeadingClaim | DirectoryClaim;

/** Headings and directories, each once, with everybody who has it; the candidate's first. */
function gatherTraces({ candidate }: Facts, key: string, parties: readonly Party[]): readonly Seen<Trace>[] {
  const own = tracesOf(candidate, key);
  const having = (trace: Trace): readonly Party[] =>
    parties.filter((party) => party.claims(key).some((claim) => isSameTrace(claim, trace)));
  const found: Seen<Trace>[] = own.map((claim) => ({ claim, present: true, parties: having(claim) }));
  for (const claim of parties.flatMap((party) => party.claims(key))) {
    if (claim.kind === 'item' || found.some((seen) => isSameTrace(seen.claim, claim))) continue;
    found.push({ claim, present: false, parties: having(claim) });
  }
  return found;
}

/** A heading is known by its timestamp, a directory by its slug, wherever they stand. */
function isSameTrace(left: Claim, right: Trace): boolean {
  if (left.kind === 'heading' && right.kind === 'heading') return left.timestamp === right.timestamp;
  return left.kind === 'directory' && right.kind === 'directory' && left.slug === right.slug;
}

/** `undefined`: nobody's so far, a claimant by itself. */
function ownerOf(
  { claim, parties }: Seen<Trace>,
  claimants: readonly Growing[],
  drawnApart: boolean,
): Growing | 'unknown' | undefined {
  const saying = (wanted: Agreement): readonly Growing[] =>
    claimants.filter((claimant) => agreement(claimant, claim) === wanted);
  const agreeing = saying('agree');
  if (agreeing.length === 1) return agreeing[0];
  // What stood beside an item from the start belongs to it, whatever it is called.
  const local = parties.filter(({ past }) => past || drawnApart);
  const neighbours = (agreeing.length > 0 ? agreeing : claimants).filter(({ items }) =>
    items.some((item) => item.parties.some((party) => local.includes(party))),
  );
  if (neighbours.length === 1) return neighbours[0];
  return saying('disagree').length === claimants.length ? undefined : 'unknown';
}

function agreement({ items, headings, directories }: Claimant, claim: Trace): Agreement {
  const subjects = items.length > 0 ? items : [...headings, ...directories];
  const verdicts = subjects.map((seen) => subjectsAgree(subjectOf(seen.claim), subjectOf(claim)));
  if (verdicts.includes('agree')) return 'agree';
  return verdicts.includes('disagree') ? 'disagree' : 'unknown';
}
