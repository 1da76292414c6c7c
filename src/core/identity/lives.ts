import type { Claim, ItemClaim } from '../ids/claim.ts';
import { comparable } from '../ids/comparable.ts';
import { groupBy, runsOf, type Some } from '../ids/group-by.ts';
import { growingList } from '../ids/lookup.ts';
import { remember, rememberByName } from '../ids/remember.ts';
import { claimsAgree, textOf } from '../ids/subject.ts';
import type { Facts } from '../ledger/facts.ts';
import { placedIn } from '../ledger/ledger-state.ts';
import { joinKin } from './kinship.ts';
import type { Held, Life, Stay } from './life.ts';
import { retitlesAmong } from './retitles.ts';
import { timelineOf, type Scope, type Timeline, type Version } from './timeline.ts';
import { Union } from './union.ts';

export interface Lives {
  readonly timeline: Timeline;
  readonly all: readonly Stay[];
  /** The lives that ever had an ID. */
  readonly at: (key: string) => readonly Stay[];
  /** For an entry of any version. */
  readonly stayOf: (entry: ItemClaim) => Stay;
}

/** Decides which entries of all versions are one life: kin, and what was retitled. */
export const livesIn = remember((timeline: Timeline): Lives => {
  const all = holdersIn(timeline.versions);
  const lives = new Union<Held>();
  joinKin(lives, all);
  let found = indexOf(timeline, lives.groups(all));
  // A merge may give a third title to what its sides had under two titles.
  for (let pairs = retitlesAmong(found.all); pairs.length > 0; pairs = retitlesAmong(found.all)) {
    for (const [one, other] of pairs) lives.join([one.held[0], other.held[0]]);
    found = indexOf(timeline, lives.groups(all));
  }
  return found;
});

export function livesOf(facts: Facts): Lives {
  return livesIn(timelineOf(facts));
}

/** The entries of all versions, each value once. */
function holdersIn(versions: readonly Version[]): readonly Held[] {
  const found = new Map<ItemClaim, Version[]>();
  for (const alike of runsOf(versions, ({ state }) => state.entries)) {
    for (const entry of alike[0].state.entries) {
      const holders = growingList(found, entry);
      for (const version of alike) holders.push(version);
    }
  }
  return [...found].map(([entry, holders]) => ({ entry, holders }));
}

function indexOf(timeline: Timeline, groups: readonly Some<Held>[]): Lives {
  const all = groups.flatMap(staysIn);
  const byEntry = new Map(all.flatMap((stay) => stay.entries.map((entry) => [entry, stay] as const)));
  const byKey = groupBy(all, ({ key }) => key);
  const stayOf = (entry: ItemClaim): Stay => {
    // A copy with other places is the same entry.
    const stay = byEntry.get(entry) ?? byText(all).get(nameOf(entry));
    if (!stay) throw new Error(`No version has ${entry.key} “${entry.title}”.`);
    return stay;
  };
  return { timeline, all, at: (key) => byKey.get(key) ?? [], stayOf };
}

const byText = remember((all: readonly Stay[]) => {
  const named = all.flatMap((stay) => stay.entries.map((entry) => [nameOf(entry), stay] as const));
  return new Map(named);
});

function nameOf(entry: ItemClaim): string {
  return `${entry.key}\n${textOf(entry)}`;
}

function staysIn(group: Some<Held>): readonly Stay[] {
  const stays: Stay[] = [];
  const life: Life = { stays, titles: new Set(group.map(({ entry }) => entry.title)) };
  for (const held of groupBy(group, ({ entry }) => entry.key).values()) {
    const [{ entry: first }, ...rest] = held;
    const { key, id } = first;
    const entries: Some<ItemClaim> = [first, ...rest.map(({ entry }) => entry)];
    let holders: Scope | undefined;
    stays.push({
      life,
      key,
      id,
      entries,
      held,
      get holders() {
        return (holders ??= new Set(held.flatMap((one) => one.holders)));
      },
    });
  }
  return stays;
}

/** The versions that gave a life this ID. */
export function birthsOf({ holders }: Stay): readonly Version[] {
  return [...holders].filter(({ before }) => !before.some((parent) => holders.has(parent)));
}

/** The lives that a claim is about: an item's own; for a heading or a directory, those that had its ID and agree with it. */
export function staysOf(lives: Lives, claim: Claim): readonly Stay[] {
  if (claim.kind === 'item') return [lives.stayOf(claim)];
  const entries = comparable(entriesAt(lives, claim.key), claim);
  const agreeing = entries.filter((entry) => claimsAgree(entry, claim) === 'agree');
  return [...new Set(agreeing.map(lives.stayOf))];
}

const entriesAt = rememberByName(({ at }: Lives, key) => at(key).flatMap(({ entries }) => entries));

export function isAbout({ entries }: Stay, claim: Claim): boolean {
  return comparable(entries, claim).some((entry) => claimsAgree(entry, claim) === 'agree');
}

/** An entry, and the commit that has it, for people. */
interface Titled {
  readonly claim: ItemClaim;
  readonly seenIn: string;
}

/** A stay once for each of its titles, as the newest of these versions has it. */
export function titlesIn({ held }: Stay, scope: Scope): readonly Titled[] {
  const seen = held.flatMap(({ entry, holders }) => {
    const version = holders.find((one) => scope.has(one));
    return version ? { entry, version } : [];
  });
  const newestFirst = seen.toSorted((one, other) => one.version.position - other.version.position);
  return [...groupBy(newestFirst, ({ entry }) => entry.title).values()].map(([{ entry, version }]) => ({
    claim: placedIn(version.state, entry),
    seenIn: version.commit.slice(0, 10),
  }));
}
