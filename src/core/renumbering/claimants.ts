import type { Claim, DirectoryClaim, HeadingClaim, ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { spelled } from '../messages/spelled.ts';
import { livesOf, staysOf } from '../identity/lives.ts';
import { isMeantBy, lifeOf } from '../identity/meanings.ts';
import { standsElsewhere, standsIn, wentOn } from '../identity/past.ts';
import { claimsAgree, nameOf, type Agreement } from '../ids/subject.ts';
import { onlyOf } from '../ids/lookup.ts';
import { hasHeading } from '../ledger/known-claims.ts';
import { tracesOf } from '../ledger/view.ts';
import { partiesOf, type Holder, type Party } from './parties.ts';

/** One of the things that an ID means, with all its claims. */
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
  /** Whether the candidate has it; then `claim` is the candidate's. */
  readonly present: boolean;
  readonly parties: readonly Holder[];
  /** A last entry that others do not have, whatever commit has it here: it is known what they have. */
  readonly unpublished?: boolean;
}

/** Who claims an ID, the claims that belong to no known claimant, and the parties that were asked. */
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
 * the item whose title they carry, else to the only item of the place they come from; what contradicts every item is a claimant of its own.
 */
export function ownershipOf(facts: Facts, key: string): Ownership {
  const parties = partiesOf(facts);
  // Not so outside of merges, where every party is in the past.
  const drawnApart = !parties.some((party) => party.past && party.claims(key).length > 0);
  const groups = gatherItems(facts, key, parties);
  const unowned: Seen<Trace>[] = [];
  for (const seen of gatherTraces(facts, key, parties)) {
    const owner = ownerOf(seen, groups, drawnApart);
    if (owner === 'unknown') unowned.push(seen);
    else if (owner) owner.push(seen);
    else groups.push([seen]);
  }
  const claimants = groups.map((group) => claimantOf(nameOf(group[0].claim), group));
  return { key, name: spelled(facts, key), claimants, unowned, parties };
}

/** All claims of a claimant: its items first. */
export function claimsOf({ items, headings, directories }: Claimant): readonly Seen<Claim>[] {
  return [...items, ...headings, ...directories];
}

/** The parties that know a claimant. */
export function knownTo(claimant: Claimant): ReadonlySet<Holder> {
  return new Set(claimsOf(claimant).flatMap(({ parties }) => parties));
}

/**
 * Whether what a claimant is about has left the ID. If its item is here, a base has the item only under another ID; if it is gone, it
 * got another ID before a merge. Outside of merges an ID is not passed on.
 */
export function hasLeft(facts: Facts, claimant: Claimant): boolean {
  const lives = livesOf(facts);
  const present = claimant.items.filter((seen) => seen.present).map(({ claim }) => lives.stayOf(claim));
  if (present.length > 0)
    return present.some((stay) =>
      facts.bases.some((base) => !standsIn(facts, base, stay) && standsElsewhere(facts, base, stay)),
    );
  const isMerging = facts.sides.length > 0;
  const stays = isMerging ? claimsOf(claimant).flatMap(({ claim }) => staysOf(lives, claim)) : [];
  return stays.some((stay) => wentOn(facts, stay));
}

/** How strongly a view, usually the target, has the ID for a claimant: as an item, as a trace, or not at all. */
export function publishedRank(facts: Facts, claimant: Claimant, view = facts.target?.view): number {
  if (!view) return 0;
  const { stayOf } = livesOf(facts);
  if (claimant.items.some(({ claim }) => standsIn(facts, view, stayOf(claim)))) return 2;
  return claimsOf(claimant).some(({ claim }) => isMeantBy(facts, view, claim)) ? 1 : 0;
}

/** A claimant in the making. */
type Group = [Seen<Claim>, ...Seen<Claim>[]];

/** Sorts the claims of a claimant by their kinds. */
export function claimantOf(name: string, group: readonly Seen<Claim>[]): Claimant {
  return {
    name,
    items: group.flatMap(({ claim, ...rest }) => (claim.kind === 'item' ? { claim, ...rest } : [])),
    headings: group.flatMap(({ claim, ...rest }) => (claim.kind === 'heading' ? { claim, ...rest } : [])),
    directories: group.flatMap(({ claim, ...rest }) =>
      claim.kind === 'directory' ? { claim, ...rest } : [],
    ),
  };
}

/** The candidate's items are one claimant each; an item that only a party has joins its life. */
function gatherItems(facts: Facts, key: string, parties: readonly Party[]): Group[] {
  const own = facts.candidate.items.get(key) ?? [];
  const groups = own.map((claim): Group => [{ claim, present: true, parties: [] }]);
  for (const party of parties) {
    for (const claim of party.claims(key).filter((one) => one.kind === 'item')) {
      const { life } = livesOf(facts).stayOf(claim);
      const group = groups.find((others) => others.some((seen) => lifeOf(facts, seen.claim)?.life === life));
      const seen = { claim, present: false, parties: [party] };
      if (group) group.push(seen);
      else groups.push([seen]);
    }
  }
  return groups;
}

type Trace = HeadingClaim | DirectoryClaim;

/** Headings and directories, each once, with the parties that have it; the candidate's first. */
function gatherTraces(facts: Facts, key: string, parties: readonly Party[]): readonly Seen<Trace>[] {
  const own = tracesOf(facts.candidate, key);
  const having = (trace: Trace): readonly Party[] =>
    parties.filter((party) => party.claims(key).some((claim) => isSameTrace(claim, trace)));
  const found: Seen<Trace>[] = own.map((claim) => ({
    claim,
    present: true,
    parties: having(claim),
    unpublished: isUnpublished(facts, claim),
  }));
  for (const claim of parties.flatMap((party) => party.claims(key))) {
    if (claim.kind === 'item' || found.some((seen) => isSameTrace(seen.claim, claim))) continue;
    found.push({ claim, present: false, parties: having(claim) });
  }
  return found;
}

function isUnpublished({ target }: Facts, trace: Trace): boolean {
  const isLast = trace.kind === 'heading' && trace.terminal;
  return isLast && target?.level === 'error' && !hasHeading(target.view, trace);
}

/** A heading is identified by its timestamp, a directory by its slug, wherever they are. */
function isSameTrace(left: Claim, right: Trace): boolean {
  if (left.kind === 'heading' && right.kind === 'heading') return left.timestamp === right.timestamp;
  return left.kind === 'directory' && right.kind === 'directory' && left.slug === right.slug;
}

/** `undefined`: it belongs to no claimant so far, and becomes one. */
function ownerOf(
  { claim, parties }: Seen<Trace>,
  groups: readonly Group[],
  drawnApart: boolean,
): Group | 'unknown' | undefined {
  const saying = (wanted: Agreement): readonly Group[] =>
    groups.filter((group) => agreement(group, claim) === wanted);
  const agreeing = saying('agree');
  const only = onlyOf(agreeing);
  if (only) return only;
  // A trace that appeared together with an item belongs to it, whatever it is called.
  const local = parties.filter(({ past }) => past || drawnApart);
  const neighbours = (agreeing.length > 0 ? agreeing : groups).filter((group) =>
    group.some((seen) => isItem(seen) && seen.parties.some((party) => local.includes(party))),
  );
  if (neighbours.length === 1) return neighbours[0];
  return saying('disagree').length === groups.length ? undefined : 'unknown';
}

/** A claimant with items is named after them, whatever else belongs to it. */
function agreement(group: Group, claim: Trace): Agreement {
  const subjects = group.some(isItem) ? group.filter(isItem) : group;
  const verdicts = subjects.map((seen) => claimsAgree(seen.claim, claim));
  if (verdicts.includes('agree')) return 'agree';
  return verdicts.includes('disagree') ? 'disagree' : 'unknown';
}

function isItem({ claim }: Seen<Claim>): boolean {
  return claim.kind === 'item';
}
