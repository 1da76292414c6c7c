import { groupBy, type Some } from '../ids/group-by.ts';
import { growingList, listUnder } from '../ids/lookup.ts';
import { remember } from '../ids/remember.ts';
import { birthOf, drawsOf, foldTitle, looksOf, textOf } from '../ids/subject.ts';
import { broodsAmong } from './broods.ts';
import type { Held } from './life.ts';
import { after, type Scope } from './timeline.ts';
import type { Union } from './union.ts';

// A file can hold ten thousand entries of one ID, or of one moment. So nothing is compared pair by pair; entries that have something in common are looked up.

/**
 * Joins entries that are one life. Under one ID: those whose draws agree, and those that look alike unless they were drawn independently.
 * Under several IDs: those with the same moment, written by a program, or with the same text.
 */
export function joinKin(lives: Union<Held>, all: readonly Held[]): void {
  for (const group of groupBy(all, ({ entry }) => entry.key).values()) joinUnderOneId(lives, group);
  for (const group of groupBy(all, ({ entry }) => birthOf(entry)).values()) joinAcrossIds(lives, group);
}

function joinUnderOneId(lives: Union<Held>, group: Some<Held>): void {
  const texts = groupBy(group, ({ entry }) => textOf(entry));
  for (const same of texts.values()) lives.join(same);
  if (texts.size < 2) return;
  for (const same of groupBy(group, ({ entry }) => birthOf(entry)).values()) lives.join(same);
  const undated = group.filter(({ entry }) => entry.created === undefined);
  const titles = new Set(undated.map(({ entry }) => foldTitle(entry.title)));
  for (const same of sharing(group, ({ entry }) => drawsOf(entry, titles))) lives.join(same);
  const kins = lives.groups(group).map(kinOf);
  for (const alike of sharing(kins, ({ members }) => members.flatMap(({ entry }) => looksOf(entry))))
    if (alike.length > 1) joinUnlessTwo(lives, alike);
}

/** Entries that are known to be one, and the versions that have any of them. */
interface Kin {
  readonly members: Some<Held>;
  readonly holders: Scope;
}

/** Thousands of branches may have an entry, and most entries look like no other. */
function kinOf(members: Some<Held>): Kin {
  let holders: Scope | undefined;
  return {
    members,
    get holders() {
      return (holders ??= new Set(members.flatMap((one) => one.holders)));
    },
  };
}

/** Two kins that exactly the same versions have are two lives; the others are compared once for each set of versions, neighbours first. */
function joinUnlessTwo(lives: Union<Held>, alike: Some<Kin>): void {
  const places = groupBy(alike, ({ holders }) => [...holders].map(({ commit }) => commit).join(' '));
  for (const [ours, theirs] of pairsOf([...places.values()])) {
    const [one, other] = [ours[0], theirs[0]];
    if (areTwo(one.holders, other.holders)) continue;
    lives.join([one.members[0], ...[...ours, ...theirs].map(({ members: [member] }) => member)]);
  }
}

/** They exist side by side, or neither came after the other. */
function areTwo(one: Scope, other: Scope): boolean {
  if ([...one].some((version) => other.has(version))) return true;
  return !cameOf(one, other) && !cameOf(other, one);
}

function cameOf(own: Scope, others: Scope): boolean {
  const later = laterThan(others);
  return [...own].every((version) => later.has(version));
}

const laterThan = remember((scope: Scope) => after(scope));

/** The moment of a brood proves nothing: its entries are one if they share a title and are never in one brood together. */
function joinAcrossIds(lives: Union<Held>, group: Some<Held>): void {
  const [first, ...rest] = group;
  if (rest.every(({ entry }) => entry.key === first.entry.key)) return;
  const broods = broodsAmong(group);
  if (broods.length === 0) return lives.join(group);
  const broodsOf = new Map<string, number[]>();
  for (const [at, keys] of broods.entries()) for (const key of keys) growingList(broodsOf, key).push(at);
  for (const same of groupBy(group, ({ entry }) => entry.title).values())
    joinStrangers(lives, same, ({ entry }) => listUnder(broodsOf, entry.key));
}

/** Those that are siblings in no brood; entries of exactly the same broods are treated together. */
function joinStrangers(
  lives: Union<Held>,
  same: Some<Held>,
  broodsOf: (held: Held) => readonly number[],
): void {
  const classes = [...groupBy(same, (held) => broodsOf(held).join(' ')).values()];
  for (const [one, other] of pairsOf(classes)) {
    const others = new Set(broodsOf(other[0]));
    if (!broodsOf(one[0]).some((brood) => others.has(brood))) lives.join([...one, ...other]);
  }
}

/** The values that have a name in common, for each name. */
function sharing<T>(values: readonly T[], namesOf: (value: T) => readonly string[]): readonly Some<T>[] {
  const named = values.flatMap((value) => [...new Set(namesOf(value))].map((name) => ({ name, value })));
  return [...groupBy(named, ({ name }) => name).values()].map(([first, ...rest]) => [
    first.value,
    ...rest.map(({ value }) => value),
  ]);
}

/** Each with those before it, and with itself. */
function* pairsOf<T>(list: readonly T[]): Generator<readonly [T, T]> {
  for (const [at, other] of list.entries()) for (const one of list.slice(0, at + 1)) yield [one, other];
}
