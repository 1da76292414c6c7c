import type { ItemClaim } from '../../ids/claim.ts';
import { numberUnder } from '../../ids/lookup.ts';
import { livesOf } from '../../identity/lives.ts';
import type { Facts } from '../../ledger/facts.ts';
import { fileName } from '../../rules/files/wording.ts';
import { hasLeft, ownershipOf, publishedRank, type Claimant, type Ownership } from '../claimants.ts';
import { decideKeeper } from '../keeper.ts';

/** What decides between the entries of one number besides themselves. */
export interface FileTerms {
  /** The path of the entry that the user wants to stay, or the name of its file. */
  readonly wanted: string | undefined;
  /** When each commit was made, as RFC 3339 text, by its full hex name. */
  readonly dates: ReadonlyMap<string, string>;
  /** What everybody starts from may have run somewhere: it never moves. */
  readonly isFirm: boolean;
  /** The number was shared before, and nobody knows what others have. */
  readonly isOld: boolean;
}

/** Who keeps a number of a ledger of files, and who leaves it. */
export interface FileSuccession {
  readonly ownership: Ownership;
  readonly keeper: Claimant;
  readonly yielding: readonly FileYielding[];
  /** What the facts know of a claimant, which is described by its files here. */
  readonly originals: ReadonlyMap<Claimant, Claimant>;
}

interface FileYielding {
  readonly claimant: Claimant;
  readonly because: string;
  /** Why it may not move, where it may not. */
  readonly stays: string | undefined;
}

/** The commits whose dates tell which of the entries of a number is older, by their full hex names. */
export function commitsBehind(facts: Facts, key: string): readonly string[] {
  const { claimants } = ownershipOf(facts, key);
  return [
    ...new Set(claimants.flatMap(({ items }) => items.flatMap(({ claim }) => holdersOf(facts, claim)))),
  ];
}

/**
 * Decides by the rules that hold for a backlog: what is published stays, else what was there before, else the older. Undefined where not more than
 * one thing has the number, or `wanted` names none of them.
 */
export function succeedFile(facts: Facts, key: string, terms: FileTerms): FileSuccession | undefined {
  const found = ownershipOf(facts, key);
  const pairs = found.claimants.map((claimant) => [described(facts, claimant, terms), claimant] as const);
  const ownership = { ...found, claimants: pairs.map(([own]) => own) };
  if (pairs.length < 2) return undefined;
  const wanted = ownership.claimants.find((claimant) => isNamed(claimant, terms.wanted));
  if (terms.wanted !== undefined && !wanted) return undefined;
  const { target } = facts;
  const ranks = new Map(pairs.map(([own, claimant]) => [own, rankOf(facts, claimant)]));
  const left = new Map(pairs.map(([own, claimant]) => [own, hasLeft(facts, claimant)]));
  const rank = (claimant: Claimant): number => numberUnder(ranks, claimant);
  const { keeper, yielding } = decideKeeper(ownership, {
    wanted,
    published: target && { label: target.view.snapshot.label, rank },
    hasLeft: (claimant) => left.get(claimant) === true,
    references: () => 0,
  });
  const whyFirm = (claimant: Claimant): string | undefined => {
    if (!terms.isFirm) return undefined;
    if (target?.level === 'error')
      return rank(claimant) > 0 ? `it is on ${target.view.snapshot.label}` : undefined;
    return terms.isOld ? 'it was there before' : undefined;
  };
  return {
    ownership,
    keeper,
    originals: new Map(pairs),
    yielding: yielding.map(({ claimant, because }) => ({
      claimant,
      because: because.startsWith('neither') ? 'nothing tells which of the two is older' : because,
      stays: staying(whyFirm(claimant)),
    })),
  };
}

/** Texts that are nearly alike are one thing to the model, and of two that are there now the published one has its name there. */
function rankOf(facts: Facts, claimant: Claimant): number {
  const isNamed = claimant.items.some(
    ({ claim, present }) =>
      present && facts.target?.view.items.get(claim.key)?.some(({ title }) => title === claim.title),
  );
  return publishedRank(facts, claimant) + Number(isNamed);
}

function staying(why: string | undefined): string | undefined {
  return why === undefined
    ? undefined
    : `${why}, and has run somewhere: what is ordered by its number never moves once others have it`;
}

/** By the name of its file, and as old as the first commit that has it under this number. */
function described(facts: Facts, claimant: Claimant, { dates }: FileTerms): Claimant {
  const items = claimant.items.map(({ claim, ...rest }) => {
    const moments = holdersOf(facts, claim).flatMap((commit) => dates.get(commit) ?? []);
    return { claim: { ...claim, created: moments.toSorted(byMoment)[0] }, ...rest };
  });
  const [name = claimant.name] = items.map(({ claim }) => fileName(claim.place.path));
  return { ...claimant, name, items };
}

function byMoment(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}

function holdersOf(facts: Facts, claim: ItemClaim): readonly string[] {
  const holders = [...livesOf(facts).stayOf(claim).holders];
  // The candidate is no commit yet.
  return holders.map(({ commit }) => commit).filter((commit) => commit !== '');
}

function isNamed({ items }: Claimant, wanted: string | undefined): boolean {
  return items.some(({ claim: { place } }) => place.path === wanted || fileName(place.path) === wanted);
}
