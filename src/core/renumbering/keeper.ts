import { knownTo, type Claimant, type Ownership } from './claimants.ts';
import { momentsApart } from '../messages/moments.ts';
import { isNotLater } from '../ids/timestamp.ts';
import type { Holder } from './parties.ts';

/** What else decides, besides the claims. */
export interface KeeperTerms {
  /** The claimant that the user wants to keep the ID. */
  readonly wanted?: Claimant | undefined;
  /** The published state, and how strongly it has the ID for a claimant: 2 as an item, 1 as a trace, 0 not at all. */
  readonly published?: { readonly label: string; readonly rank: (claimant: Claimant) => number } | undefined;
  /** The label of a side that something is applied to, as in a rebase: what it has was there before. */
  readonly home?: string | undefined;
  /** Whether what a claimant is about has another ID now. */
  readonly hasLeft: (claimant: Claimant) => boolean;
  /** How many references mean a claimant. */
  readonly references: (claimant: Claimant) => number;
}

/** Who keeps an ID, and for each of the others why it does not. */
export interface Succession {
  readonly keeper: Claimant;
  readonly yielding: readonly { readonly claimant: Claimant; readonly because: string }[];
}

/**
 * Decides who keeps an ID: what is published, else what has no other ID, else what was there first, else what is done, else the older,
 * else what is referred to more. There has to be a claimant.
 */
export function decideKeeper({ claimants }: Pick<Ownership, 'claimants'>, terms: KeeperTerms): Succession {
  const criteria = criteriaOf(terms);
  const keeper = claimants.reduce((best, other) => (compare(best, other, criteria).sign >= 0 ? best : other));
  const yielding = claimants
    .filter((claimant) => claimant !== keeper)
    .map((claimant) => ({ claimant, because: compare(keeper, claimant, criteria).because }));
  return { keeper, yielding };
}

/** Positive if the left one is to keep the ID. */
interface Criterion {
  readonly compare: (left: Claimant, right: Claimant) => number;
  readonly because: (keeper: Claimant, yielding: Claimant) => string;
}

function criteriaOf(terms: KeeperTerms): readonly Criterion[] {
  const { wanted, published, home, hasLeft, references: count } = terms;
  return [
    {
      compare: byYesNo((claimant) => claimant === wanted),
      because: (keeper) => `${quote(keeper)} was asked to stay`,
    },
    {
      compare: (left, right) =>
        published ? Math.sign(published.rank(left) - published.rank(right)) || 0 : 0,
      because: (keeper) => `${quote(keeper)} is in ${published?.label} already`,
    },
    {
      compare: byYesNo((claimant) => !hasLeft(claimant)),
      because: (_keeper, other) => `${quote(other)} has another ID now`,
    },
    {
      compare: (left, right) => rootedness(left, home) - rootedness(right, home),
      because: (keeper) => `${quote(keeper)} was in ${homesOf(keeper, home).join(' and ')} before`,
    },
    {
      compare: byYesNo(isFinished),
      because: (keeper) => `${quote(keeper)} is done, and what is done is cited`,
    },
    {
      compare: (left, right) => byAge(bornAt(left), bornAt(right)),
      because: (keeper, other) => {
        const [born, later] = momentsApart(bornAt(keeper), bornAt(other));
        return `${quote(keeper)} is older (created ${born}; the other ${later})`;
      },
    },
    {
      compare: (left, right) => count(left) - count(right),
      because: (keeper, other) =>
        `more places refer to ${quote(keeper)}: ${count(keeper)}, to the other ${count(other)}`,
    },
  ];
}

function compare(
  left: Claimant,
  right: Claimant,
  criteria: readonly Criterion[],
): { readonly sign: number; readonly because: string } {
  for (const criterion of criteria) {
    const sign = criterion.compare(left, right);
    if (sign !== 0) return { sign, because: criterion.because(left, right) };
  }
  return { sign: 0, because: `neither is older, and ${quote(left)} comes first in the file` };
}

function byYesNo(holds: (claimant: Claimant) => boolean) {
  return (left: Claimant, right: Claimant): number => Number(holds(left)) - Number(holds(right));
}

function byAge(left: string, right: string): number {
  return Number(isNotLater(left, right) === true) - Number(isNotLater(right, left) === true);
}

/** An item that was there before comes before something that only has traces there. */
function rootedness(claimant: Claimant, home: string | undefined): number {
  if (homesOf(claimant, home).length === 0) return 0;
  const holders = claimant.items.flatMap(({ claim, parties }) =>
    parties.filter((party) => isHome(party, home) && !party.lost(claim.key)),
  );
  return holders.length > 0 ? 2 : 1;
}

function isHome({ past, label }: Holder, home: string | undefined): boolean {
  return past || label === home;
}

/** The parties of the past that have the claimant. */
function homesOf(claimant: Claimant, home: string | undefined): readonly string[] {
  const homes = [...knownTo(claimant)].filter((party) => isHome(party, home));
  return [...new Set(homes.map(({ label }) => label))];
}

/** Done, or gone from the backlog where it was known. */
function isFinished({ items, headings }: Claimant): boolean {
  if (items.some(({ claim }) => claim.status === 'done') || headings.some(({ claim }) => claim.terminal))
    return true;
  const holders = items.flatMap(({ claim, parties }) => parties.map((party) => party.lost(claim.key)));
  return holders.length > 0 && !items.some(({ present }) => present) && holders.every(Boolean);
}

/** The earliest `created` of its items, without items its earliest worklog entry; empty where neither tells. */
function bornAt({ items, headings }: Claimant): string {
  const created = items.flatMap(({ claim }) => claim.created ?? []);
  const moments = created.length > 0 ? created : headings.map(({ claim }) => claim.timestamp);
  const [first = '', ...rest] = moments;
  return rest.reduce((oldest, moment) => (byAge(moment, oldest) > 0 ? moment : oldest), first);
}

function quote({ name }: Claimant): string {
  return `“${name}”`;
}
