import type { Claim, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { remember } from '../ids/remember.ts';
import { nameOf, subjectOf, subjectsAgree, type Agreement } from '../ids/subject.ts';
import type { Stay } from '../identity/life.ts';
import { isAbout } from '../identity/lives.ts';
import type { Scope, Version } from '../identity/timeline.ts';
import { spanOf, type Chronicle } from './chronicle.ts';

/** What an ID ever stood for: an item and what belongs to it; or a directory, or worklog entries, that are about no item of that ID. */
export interface Thing {
  readonly key: string;
  /** Its latest title; of a directory the slug. */
  readonly name: string;
  /** Undefined where no item ever was. */
  readonly stay: Stay | undefined;
  /** One for each slug, the newest first. */
  readonly directories: readonly SeenDirectory[];
  /** Those that are there now. */
  readonly headings: readonly HeadingClaim[];
  /** The versions that have the item; without one, a directory. */
  readonly holders: Scope;
}

/** A directory, and the versions that have it. */
interface SeenDirectory {
  readonly claim: DirectoryClaim;
  readonly holders: Scope;
}

/** All that an ID ever stood for: items first, in the order in which they came. */
export function thingsAt(chronicle: Chronicle, key: string): readonly Thing[] {
  const { lives, orderOf } = chronicle;
  const first = (stay: Stay): number => {
    const version = spanOf(chronicle, stay).first;
    return version ? orderOf(version) : 0;
  };
  const stays = lives.at(key).toSorted((one, other) => first(one) - first(other));
  const things: Growing[] = stays.map((stay) => growing(key, stay));
  for (const seen of directoriesIn(chronicle).get(key) ?? [])
    ownerOf(things, seen.claim, key).directories.push(seen);
  for (const heading of headingsIn(chronicle).get(key) ?? [])
    ownerOf(things, heading, key).headings.push(heading);
  return things.map(finished);
}

/** Every ID that ever was, by prefix and number. */
export function keysIn(chronicle: Chronicle): readonly string[] {
  const ids = new Map<string, Claim['id']>();
  for (const { key, id } of chronicle.lives.all) ids.set(key, id);
  for (const [key, [first]] of directoriesIn(chronicle)) if (first) ids.set(key, first.claim.id);
  for (const [key, [first]] of headingsIn(chronicle)) if (first) ids.set(key, first.id);
  const byNumber = [...ids].toSorted(([one, a], [other, b]) => a.number - b.number || compare(one, other));
  return byNumber.map(([key]) => key);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}

interface Growing {
  readonly key: string;
  readonly stay: Stay | undefined;
  readonly directories: SeenDirectory[];
  readonly headings: HeadingClaim[];
}

function growing(key: string, stay?: Stay): Growing {
  return { key, stay, directories: [], headings: [] };
}

/** What a directory or a heading is about: what agrees, else the only one that it does not contradict, else something of its own. */
function ownerOf(things: Growing[], claim: Claim, key: string): Growing {
  const told = things.map((thing) => ({ thing, verdict: agreement(thing, claim) }));
  const agreeing = told.find(({ verdict }) => verdict === 'agree');
  const unsure = told.filter(({ verdict }) => verdict === 'unknown');
  const [owner = unsure.length === 1 ? unsure[0] : undefined] = agreeing ? [agreeing] : [];
  if (owner) return owner.thing;
  const own = growing(key);
  things.push(own);
  return own;
}

function agreement({ stay, directories, headings }: Growing, claim: Claim): Agreement {
  if (stay && isAbout(stay, claim)) return 'agree';
  const known = [...(stay?.entries ?? []), ...directories.map((seen) => seen.claim), ...headings];
  const verdicts = known.map((one) => subjectsAgree(subjectOf(one), subjectOf(claim)));
  if (verdicts.includes('agree')) return 'agree';
  return verdicts.includes('disagree') ? 'disagree' : 'unknown';
}

function finished({ key, stay, directories, headings }: Growing): Thing {
  const [named] = [...(stay ? [stay.entries[0]] : []), ...directories.map(({ claim }) => claim), ...headings];
  const holders = stay?.holders ?? new Set(directories.flatMap((seen) => [...seen.holders]));
  return { key, name: named ? nameOf(named) : '', stay, directories, headings, holders };
}

const headingsIn = remember(({ headings, lives }: Chronicle) => {
  const isKnown = prefixTest({ headings, lives });
  const found = new Map<string, HeadingClaim[]>();
  for (const heading of headings)
    if (isKnown(heading)) found.set(heading.key, [...(found.get(heading.key) ?? []), heading]);
  return found;
});

/** Directories by ID, each slug once. */
const directoriesIn = remember(({ versions, headings, lives }: Chronicle) => {
  const isKnown = prefixTest({ headings, lives });
  const found = new Map<string, Map<string, { claim: DirectoryClaim; holders: Set<Version> }>>();
  for (const version of versions) {
    for (const [key, claims] of version.directories ?? []) {
      for (const claim of claims) {
        if (!isKnown(claim)) continue;
        const bySlug = found.get(key) ?? new Map<string, { claim: DirectoryClaim; holders: Set<Version> }>();
        found.set(key, bySlug);
        const seen = bySlug.get(claim.slug) ?? { claim, holders: new Set<Version>() };
        bySlug.set(claim.slug, { claim, holders: seen.holders.add(version) });
      }
    }
  }
  return new Map([...found].map(([key, bySlug]) => [key, [...bySlug.values()].toReversed()]));
});

/** Directories of other prefixes than those of items and worklog entries claim nothing, unless there are none of these. */
function prefixTest({ headings, lives }: Pick<Chronicle, 'headings' | 'lives'>): (claim: Claim) => boolean {
  const known = new Set([...lives.all, ...headings].map(({ id }) => id.prefix));
  return ({ id }) => known.size === 0 || known.has(id.prefix);
}
