import type { Claim } from '../ids/claim.ts';
import { listUnder } from '../ids/lookup.ts';
import { remember } from '../ids/remember.ts';
import { slugOf, subjectOf, subjectsAgree } from '../ids/subject.ts';
import type { Stay } from '../identity/life.ts';
import { birthsOf } from '../identity/lives.ts';
import { bySlug, collide, hasLeft } from '../identity/moves.ts';
import { after, behind, ownLine, type Scope, type Version } from '../identity/timeline.ts';
import type { Chronicle } from './chronicle.ts';
import { fileCollisionOf, isEntry } from './file-collisions.ts';
import type { Collision, Ending } from './collision.ts';
import { isTakenOver } from './taken-over.ts';
import { thingsAt, type Thing } from './things.ts';

/** The collisions of an ID, including those that were fixed since. Two things that a merge brought together and separated are not a collision. */
export function collisionsAt(
  chronicle: Chronicle,
  key: string,
  things: readonly Thing[] = thingsAt(chronicle, key),
): readonly Collision[] {
  const pairs = things.flatMap((one, at) => things.slice(at + 1).map((other) => [one, other] as const));
  return pairs.flatMap(([one, other]) => collisionOf(chronicle, one, other) ?? []);
}

function collisionOf(chronicle: Chronicle, one: Thing, other: Thing): Collision | undefined {
  const { key } = one;
  if (chronicle.isOfFiles && isEntry(one) && isEntry(other)) return fileCollisionOf(chronicle, one, other);
  if (!contradict(one, other)) return undefined;
  const met = metIn(chronicle, one, other);
  if (met.length === 0) return { key, one, other, since: undefined, state: 'apart', ending: undefined };
  const isStanding = (version: Version): boolean => standsAt(chronicle, one, other, version);
  const since = met.find(isStanding);
  if (!since) return undefined;
  const { head } = chronicle;
  const shared = { key, one, other, since };
  if (!met.includes(head)) return { ...shared, state: 'apart', ending: undefined };
  if (isStanding(head)) return { ...shared, state: 'open', ending: undefined };
  return { ...shared, state: 'fixed', ending: endingOf(chronicle, since, head, [one, other]) };
}

/** Two items collide if they are two lives; anything else is compared by its subject. */
function contradict(one: Thing, other: Thing): boolean {
  if (one.stay && other.stay) return one.stay.life !== other.stay.life;
  const verdicts = claimsOf(one).flatMap((left) =>
    claimsOf(other).map((right) => subjectsAgree(subjectOf(left), subjectOf(right))),
  );
  return verdicts.includes('disagree') && !verdicts.includes('agree');
}

function claimsOf({ stay, directories, headings }: Thing): readonly Claim[] {
  return stay ? stay.entries : [...directories.map(({ claim }) => claim), ...headings];
}

/** The versions that descend from both, oldest first. */
function metIn(chronicle: Chronicle, one: Thing, other: Thing): readonly Version[] {
  const [left, right] = [one, other].map((thing) => {
    const held = holdersOf(chronicle, thing);
    return new Set([...held, ...after(held)]);
  });
  return chronicle.versions.filter((version) => left?.has(version) && right?.has(version));
}

/** Worklog entries are known as they are now. */
function holdersOf({ head }: Chronicle, { holders, headings }: Thing): Scope {
  return holders.size === 0 && headings.length > 0 ? new Set([head]) : holders;
}

function standsAt(chronicle: Chronicle, one: Thing, other: Thing, version: Version): boolean {
  const scope = scopeOf(version);
  if (one.stay && other.stay) {
    const { lives, published } = chronicle;
    const doCollide = collide(lives, one.stay, other.stay, scope);
    return doCollide && !(published && isTakenOver(published, one.stay, other.stay, version));
  }
  const pair = [one, other];
  // Directories are quickly compared.
  return (
    pair.every((thing) => thing.stay || isShownAt(chronicle, thing, version)) &&
    pair.every(({ stay }) => !stay || !hasLeft(chronicle.lives, stay, scope))
  );
}

const scopeOf = remember((version: Version) => behind(version));

function isShownAt({ head }: Chronicle, { holders, headings }: Thing, version: Version): boolean {
  return holders.has(version) || (version === head && headings.length > 0);
}

function endingOf(
  chronicle: Chronicle,
  since: Version,
  head: Version,
  [one, other]: readonly [Thing, Thing],
): Ending {
  const { lives, past } = chronicle;
  const isGone = ({ stay, holders }: Thing): boolean =>
    stay ? hasLeft(lives, stay, past) : !holders.has(head);
  const thing = isGone(one) ? one : other;
  const move = thing.stay && moveOf(chronicle, thing.stay, since);
  if (move) return { ...move, thing };
  const version = turnOf(chronicle, since, head, [one, other]);
  return {
    version,
    thing,
    to: thing.stay && (otherIdOf(thing.stay, version) ?? directoryOf(thing.stay, version)),
  };
}

/** The ID that a life had by then already. */
function otherIdOf({ key, life }: Stay, version: Version): string | undefined {
  return life.stays.find((other) => other.key !== key && other.holders.has(version))?.key;
}

/** Where a life got the ID that it has afterwards. */
function moveOf(
  { past, orderOf }: Chronicle,
  stay: Stay,
  since: Version,
): { readonly version: Version; readonly to: string } | undefined {
  const later = after([since]);
  const births = stay.life.stays
    .filter((other) => other !== stay)
    .flatMap((other) => birthsOf(other).map((version) => ({ version, to: other.key })));
  const moves = births.filter(({ version }) => past.has(version) && later.has(version));
  return moves.toSorted((left, right) => orderOf(left.version) - orderOf(right.version))[0];
}

/** The ID of a directory that is all that is left of a life. */
function directoryOf({ id, life }: Stay, { directories = new Map() }: Version): string | undefined {
  const slugs = [...life.titles].map(slugOf);
  const left = slugs.flatMap((slug) => listUnder(bySlug(directories), slug));
  return left.find((directory) => directory.id.number > id.number)?.key;
}

/** The first version of the head's first-parent history without the collision. */
function turnOf(
  chronicle: Chronicle,
  since: Version,
  head: Version,
  [one, other]: readonly [Thing, Thing],
): Version {
  const later = after([since]);
  let turn = head;
  for (const version of ownLine(head)) {
    if (!later.has(version) || standsAt(chronicle, one, other, version)) break;
    turn = version;
  }
  return turn;
}
