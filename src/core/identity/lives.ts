import { broodsAmong, type Held } from './broods.ts';
import type { Claim, ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { groupBy } from '../ids/group-by.ts';
import type { ItemId } from '../ids/item-id.ts';
import { placedIn } from '../ledger/ledger-state.ts';
import { remember } from '../ids/remember.ts';
import { retitlesAmong } from './retitles.ts';
import { birthOf, claimsAgree, drawsAgree, isSameItem, itemsAgree, textOf } from '../ids/subject.ts';
import { isApart, timelineOf, type Scope, type Timeline, type Version } from './timeline.ts';
import { Union } from './union.ts';

/** A thing that somebody meant to do, whatever its ID and its title became. */
export interface Life {
  readonly stays: readonly Stay[];
  readonly titles: ReadonlySet<string>;
}

/** A life under one of its IDs. */
export interface Stay {
  readonly life: Life;
  readonly key: string;
  readonly id: ItemId;
  /** All that it was there, the newest first. */
  readonly entries: readonly [ItemClaim, ...ItemClaim[]];
  /** The versions that have it. */
  readonly holders: Scope;
}

export interface Lives {
  readonly timeline: Timeline;
  readonly all: readonly Stay[];
  /** The lives that ever had an ID. */
  readonly at: (key: string) => readonly Stay[];
  /** For an entry of any version. */
  readonly stayOf: (entry: ItemClaim) => Stay;
}

/**
 * Decides which entries of all versions are one life. Under one ID: those whose draws agree, those that look alike unless each was drawn
 * without the other, and those without a `created` that follow one another. Under several IDs: those that a program gave one moment, or that
 * say the very same.
 */
export const livesIn = remember((timeline: Timeline): Lives => {
  const all = holdersIn(timeline.versions);
  const lives = new Union<Held>();
  for (const group of groupBy(all, ({ entry }) => entry.key).values()) joinUnderOneId(lives, group);
  for (const group of groupBy(all, ({ entry }) => birthOf(entry)).values()) joinAcrossIds(lives, group);
  let found = indexOf(timeline, lives.groups(all));
  // A merge may give a third title to what its sides had under two.
  while (joinRetitled(lives, all, found)) found = indexOf(timeline, lives.groups(all));
  return found;
});

export function livesOf(facts: Facts): Lives {
  return livesIn(timelineOf(facts));
}

/** The entries of all versions: each value once. */
function holdersIn(versions: readonly Version[]): readonly Held[] {
  const found = new Map<ItemClaim, Version[]>();
  for (const version of versions) {
    for (const entry of version.state.entries) {
      const holders = found.get(entry);
      if (holders) holders.push(version);
      else found.set(entry, [version]);
    }
  }
  return [...found].map(([entry, holders]) => ({ entry, holders }));
}

function joinUnderOneId(lives: Union<Held>, group: readonly Held[]): void {
  const texts = [...groupBy(group, ({ entry }) => textOf(entry)).values()];
  for (const [first, ...rest] of texts) for (const other of rest) lives.join(first, other);
  for (const [[one], [other]] of pairsOf(texts))
    if (drawsAgree(one.entry, other.entry)) lives.join(one, other);
  if (texts.length < 2) return;
  for (const [ours, theirs] of pairsOf(lives.groups(group))) {
    const isAlike = ours.some(({ entry }) => theirs.some((other) => itemsAgree(entry, other.entry)));
    if (isAlike && !areTwo(holdersOfAll(ours), holdersOfAll(theirs))) lives.join(ours[0], theirs[0]);
  }
}

/** They are side by side, or neither came after the other. */
function areTwo(one: Scope, other: Scope): boolean {
  if ([...one].some((version) => other.has(version))) return true;
  return isApart(one, other) && isApart(other, one);
}

function joinAcrossIds(lives: Union<Held>, group: readonly [Held, ...Held[]]): void {
  const [first, ...rest] = group;
  if (rest.every(({ entry }) => entry.key === first.entry.key)) return;
  const broods = broodsAmong(group);
  for (const [one, other] of broods.length > 0
    ? pairsOf(group)
    : rest.map((next) => [first, next] as const)) {
    const areSiblings = broods.some((brood) => [one, other].every(({ entry }) => brood.has(entry.key)));
    const isSame = broods.length === 0 || one.entry.title === other.entry.title;
    if (isSame && !areSiblings) lives.join(one, other);
  }
}

/** Whether there were any. */
function joinRetitled(lives: Union<Held>, all: readonly Held[], { all: stays }: Lives): boolean {
  const retitles = [...groupBy(stays, ({ key }) => key).values()].flatMap((group) => retitlesAmong(group));
  if (retitles.length === 0) return false;
  const byEntry = new Map(all.map((held) => [held.entry, held]));
  for (const pair of retitles) {
    const [one, other] = pair.map(({ entries }) => byEntry.get(entries[0]));
    if (one && other) lives.join(one, other);
  }
  return true;
}

function pairsOf<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other] as const));
}

function holdersOfAll(group: readonly Held[]): Scope {
  return new Set(group.flatMap(({ holders }) => holders));
}

function indexOf(timeline: Timeline, groups: readonly (readonly [Held, ...Held[]])[]): Lives {
  const all = groups.flatMap(staysOf);
  const byEntry = new Map(all.flatMap((stay) => stay.entries.map((entry) => [entry, stay] as const)));
  const byKey = groupBy(all, ({ key }) => key);
  const at = (key: string): readonly Stay[] => byKey.get(key) ?? [];
  // A copy with other places is the same entry.
  const twinOf = (entry: ItemClaim) =>
    at(entry.key).find(({ entries }) => entries.some((one) => isSameItem(one, entry)));
  const stayOf = (entry: ItemClaim): Stay => {
    const stay = byEntry.get(entry) ?? twinOf(entry);
    if (!stay) throw new Error(`No version has ${entry.key} “${entry.title}”.`);
    return stay;
  };
  return { timeline, all, at, stayOf };
}

function staysOf(group: readonly Held[]): readonly Stay[] {
  const stays: Stay[] = [];
  const life: Life = { stays, titles: new Set(group.map(({ entry }) => entry.title)) };
  for (const own of groupBy(group, ({ entry }) => entry.key).values()) {
    const [{ entry: first }, ...rest] = own;
    let holders: Scope | undefined;
    stays.push({
      life,
      key: first.key,
      id: first.id,
      entries: [first, ...rest.map(({ entry }) => entry)],
      get holders() {
        return (holders ??= holdersOfAll(own));
      },
    });
  }
  return stays;
}

/** The versions that gave a life this ID. */
export function birthsOf({ holders }: Stay): readonly Version[] {
  return [...holders].filter(({ before }) => !before.some((parent) => holders.has(parent)));
}

/** The lives that had the ID of a heading or a directory, and that it may be about. */
export function ownersOf(lives: Lives, claim: Claim): readonly Stay[] {
  return lives.at(claim.key).filter((stay) => isAbout(stay, claim));
}

export function isAbout({ entries }: Stay, claim: Claim): boolean {
  return entries.some((entry) => claimsAgree(entry, claim) === 'agree');
}

/** An entry, and the commit that has it, for people. */
interface Titled {
  readonly claim: ItemClaim;
  readonly seenIn: string;
}

/** A stay by each of its titles, as the newest of some versions have it. */
export function titlesIn({ timeline }: Lives, { holders, entries }: Stay, scope: Scope): readonly Titled[] {
  const found = new Map<string, Titled>();
  for (const version of timeline.versions) {
    if (!scope.has(version) || !holders.has(version)) continue;
    for (const entry of version.state.entries) {
      if (entries.includes(entry) && !found.has(entry.title))
        found.set(entry.title, {
          claim: placedIn(version.state, entry),
          seenIn: version.commit.slice(0, 10),
        });
    }
  }
  return [...found.values()];
}
