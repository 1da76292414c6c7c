import type { Claim, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import { listUnder } from '../ids/lookup.ts';
import { remember } from '../ids/remember.ts';
import { nameOf, subjectOf, subjectsAgree, type Agreement } from '../ids/subject.ts';
import { titleOf } from '../identity/files/things.ts';
import type { Stay } from '../identity/life.ts';
import { isAbout } from '../identity/lives.ts';
import type { Scope, Version } from '../identity/timeline.ts';
import { firstOf, type Chronicle } from './chronicle.ts';

/** Something that an ID ever meant: an item with what belongs to it; or a directory or worklog entries that belong to no item of that ID. */
export interface Thing {
  readonly key: string;
  /** Its latest title; of a directory the slug. */
  readonly name: string;
  /** The newest item, else the newest directory or entry. */
  readonly claim: Claim;
  /** Undefined if there never was an item. */
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

/** Everything that an ID ever meant: items first, in the order in which they appeared. */
export function thingsAt(chronicle: Chronicle, key: string): readonly Thing[] {
  const { lives } = chronicle;
  const stays = lives.at(key).toSorted((one, other) => firstOf(chronicle, one) - firstOf(chronicle, other));
  const things: Growing[] = stays.map((stay) => growing(stay.entries[0], stay));
  for (const seen of listUnder(directoriesIn(chronicle), key))
    ownerOf(things, seen.claim).directories.push(seen);
  for (const heading of listUnder(headingsIn(chronicle), key))
    ownerOf(things, heading).headings.push(heading);
  return things.map(finished);
}

/** Every ID that was ever used, by number; as the files write it. */
export function idsIn(chronicle: Chronicle): readonly Pick<Claim, 'key' | 'id' | 'written'>[] {
  const claims = [
    ...[...headingsIn(chronicle).values()].flat(),
    ...[...directoriesIn(chronicle).values()].flatMap((seen) => seen.map(({ claim }) => claim)),
    ...chronicle.lives.all.map(({ entries }) => entries[0]),
  ];
  const byKey = new Map(claims.map((claim) => [claim.key, claim]));
  return [...byKey.values()].toSorted(
    (one, other) => one.id.number - other.id.number || one.key.localeCompare(other.key, 'en'),
  );
}

interface Growing {
  readonly claim: Claim;
  readonly stay: Stay | undefined;
  readonly directories: SeenDirectory[];
  readonly headings: HeadingClaim[];
}

function growing(claim: Claim, stay?: Stay): Growing {
  return { claim, stay, directories: [], headings: [] };
}

/** The thing that a directory or a heading is about: one that agrees, else the only one that it does not contradict, else a thing of its own. */
function ownerOf(things: Growing[], claim: Claim): Growing {
  const saying = (verdict: Agreement): readonly Growing[] =>
    things.filter((thing) => agreement(thing, claim) === verdict);
  const [agreeing] = saying('agree');
  if (agreeing) return agreeing;
  const [unsure, ...others] = saying('unknown');
  if (unsure && others.length === 0) return unsure;
  const own = growing(claim);
  things.push(own);
  return own;
}

function agreement({ claim: first, stay, directories, headings }: Growing, claim: Claim): Agreement {
  if (stay && isAbout(stay, claim)) return 'agree';
  const known = [first, ...directories.map((seen) => seen.claim), ...headings];
  const verdicts = known.map((one) => subjectsAgree(subjectOf(one), subjectOf(claim)));
  return (['agree', 'disagree'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'unknown';
}

function finished({ claim, stay, directories, headings }: Growing): Thing {
  const holders = stay?.holders ?? new Set(directories.flatMap((seen) => [...seen.holders]));
  return {
    key: claim.key,
    name: claim.kind === 'item' ? titleOf(claim) : nameOf(claim),
    claim,
    stay,
    directories,
    headings,
    holders,
  };
}

const headingsIn = remember(({ headings }: Chronicle) => groupBy(headings, ({ key }) => key));

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
  return new Map([...found].map(([key, bySlug]) => [key, namedFirst([...bySlug.values()].toReversed())]));
});

/** A claim without a slug may be about anything. */
function namedFirst<S extends SeenDirectory>(directories: readonly S[]): readonly S[] {
  return directories.toSorted(
    (one, other) => Number(one.claim.slug === '') - Number(other.claim.slug === ''),
  );
}

/** Directories of other prefixes than those of items and worklog entries claim nothing, unless there are none of these. */
function prefixTest({ headings, lives }: Pick<Chronicle, 'headings' | 'lives'>): (claim: Claim) => boolean {
  const known = new Set([...lives.all, ...headings].map(({ id }) => id.prefix));
  return ({ id }) => known.size === 0 || known.has(id.prefix);
}
