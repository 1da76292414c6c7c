import type { Problem } from '../../findings/finding.ts';
import type { Facts } from '../../ledger/facts.ts';
import { livesOf, staysOf } from '../../identity/lives.ts';
import {
  heldIn,
  isGone,
  isHeldIn,
  isMeantAt,
  isTaken,
  pastOf,
  standsAnywhere,
  standsElsewhere,
  standsIn,
  staysIn,
} from '../../identity/past.ts';
import type { Stay } from '../../identity/life.ts';
import type { Claim, ItemClaim } from '../../ids/claim.ts';
import { groupBy } from '../../ids/group-by.ts';
import { listUnder } from '../../ids/lookup.ts';
import { nameOf } from '../../ids/subject.ts';
import type { BaseView } from '../../ledger/view.ts';
import { isBackAt } from '../../questions/back.ts';
import { useOf, type Use } from '../../identity/meanings.ts';
import { writtenId } from '../../messages/spelled.ts';
import { evidenceOfAll, startOf } from '../../messages/wording.ts';
import { findReusesInRange } from '../../questions/range-reuse.ts';
import { findCollisions, otherMeanings } from '../../questions/reuse.ts';
import type { FileSetting } from './setting.ts';
import {
  describeFile,
  fileName,
  isNamelessClaim,
  relateFiles,
  renumberRemedy,
  subjectOf,
} from './wording.ts';

/** Numbers that mean another thing than they did. */
export function reusedNumbers(setting: FileSetting, facts: Facts): readonly Problem[] {
  const problems = problemsOf(setting, facts);
  const { target } = facts;
  if (problems.length === 0 || !target) return problems;
  const without = problemsOf(setting, { ...facts, target: undefined });
  const plain = new Set(without.filter(isWhole).map(({ id }) => id));
  return problems.map((problem) =>
    plain.has(problem.id) || !isSettledElsewhere(facts, target, problem)
      ? problem
      : { ...problem, severity: 'warning' },
  );
}

function problemsOf(setting: FileSetting, facts: Facts): readonly Problem[] {
  const all = [...inMerges(facts), ...ofEntries(setting, facts), ...inRange(setting, facts)];
  // A warning takes no error's place.
  const byId = groupBy([...all.filter(isWhole), ...all], ({ id }) => id);
  return [...byId.values()].map(([first]) => first);
}

/** It has the level of the rule. */
function isWhole({ severity }: Problem): boolean {
  return severity === undefined;
}

/** The target is no protected ref, or who takes the number has it on the default branch already. */
function isSettledElsewhere(
  facts: Facts,
  { level, published }: NonNullable<Facts['target']>,
  { id }: Problem,
): boolean {
  const takers = listUnder<ItemClaim, string | null>(facts.candidate.items, id).map(livesOf(facts).stayOf);
  return (
    level === 'warning' ||
    (published !== undefined && takers.some((stay) => isMeantAt(facts, stay, published)))
  );
}

/** Both sides drew it, and the merge lost one of the two. What it renumbered, or a side had settled before, is no news. */
function inMerges(facts: Facts): readonly Problem[] {
  if (!losesEntries(facts)) return [];
  return findCollisions(facts).flatMap(({ key, left, right, uses }) => {
    const [kept] = listUnder(facts.candidate.items, key);
    const isStanding = ({ claim }: Use): boolean =>
      facts.sides.some((side) => side.items.get(key)?.some(({ title }) => title === nameOf(claim)));
    const isLost = ({ claim }: Use): boolean => !isHere(facts, claim);
    const areTexts = [left, right].every(({ claim }) => isNamelessClaim(claim));
    if (areTexts || ![left, right].every(isStanding) || ![left, right].some(isLost)) return [];
    return {
      id: key,
      message: `${writtenId(right.claim)} was assigned on both sides of the merge: as ${describeFile(left)} and as ${describeFile(right)}`,
      place: kept?.place ?? startOf(right.claim.place.path),
      related: relateFiles(uses),
      remedy: 'bring back what the merge lost, under its own number',
      remedyKind: 'try',
      severity: 'warning',
      excuse: { subject: subjectOf(right.claim) },
      evidence: evidenceOfAll(uses.map(({ claim }) => claim)),
    };
  });
}

/** Two sides have a number, and the candidate has not all of that: mostly it has, and nobody has to ask on. */
function losesEntries({ candidate, sides }: Facts): boolean {
  const [first, ...others] = sides;
  if (!first) return false;
  return [...first.items].some(([key, items]) => {
    const theirs = others.flatMap((side) => side.items.get(key) ?? []);
    const kept = new Set(listUnder(candidate.items, key).map(({ title }) => title));
    return theirs.length > 0 && [...items, ...theirs].some(({ title }) => !kept.has(title));
  });
}

/** The candidate has the thing, under whatever number. */
function isHere(facts: Facts, claim: Claim): boolean {
  const stays = staysOf(livesOf(facts), claim);
  return stays.some(({ life }) => standsAnywhere(facts, facts.candidate, life));
}

function ofEntries(setting: FileSetting, facts: Facts): readonly Problem[] {
  const doubtful = new Set([...facts.newItems, ...facts.otherItems].map(({ item }) => item.key));
  const items = [...facts.candidate.items].flatMap(([key, own]) => (doubtful.has(key) ? own : []));
  return items.flatMap((item) => {
    // What stands beside it shares the number: `duplicate-id` knows whether that is right.
    const uses = newMeanings(setting, facts, item).filter(
      ({ claim }) => claim.kind !== 'item' || !standsIn(facts, facts.candidate, livesOf(facts).stayOf(claim)),
    );
    const [first] = uses;
    if (!first) return [];
    return {
      id: item.key,
      message: `${fileName(item.place.path)} takes a number that already was another entry's: ${describeFile(first)}`,
      place: item.place,
      related: relateFiles(uses),
      remedy: renumberRemedy(setting, facts, item),
      excuse: { subject: subjectOf(item) },
      evidence: evidenceOfAll([item, ...uses.map(({ claim }) => claim)]),
    };
  });
}

/**
 * What a number already means to those whom its entry is compared with. What a side brings into a merge is compared with the branch that the merge
 * is made on, and there with what did not leave the number for another one: a number that is given up by moving is free for the other side.
 */
function newMeanings(setting: FileSetting, facts: Facts, item: ItemClaim): readonly Use[] {
  const { bases, sides, target } = facts;
  const { stayOf } = livesOf(facts);
  const own = stayOf(item);
  const asked = bases.filter((base) => !isBackAt(facts, own, base));
  const isBrought = sides.length > 1 && sides.some((side) => standsIn(facts, side, own));
  if (!isBrought || target) return asked.flatMap((base) => otherMeanings(facts, item, base));
  const [first] = bases;
  if (!first || !asked.includes(first) || standsIn(facts, first, own) || isNamelessClaim(item)) return [];
  const bringing = sides.filter((side) => standsIn(facts, side, own)).map((side) => pastOf(facts, side));
  // Where the side itself took the number from another one, that was told there.
  if (bringing.some((past) => isTaken(facts, own, past))) return [];
  const isMet = (stay: Stay): boolean => bringing.some((past) => isHeldIn(stay, past));
  return [...otherMeanings(facts, item, first), ...formerMeanings(facts, item, first)].filter(
    ({ claim }) =>
      claim.kind === 'item' &&
      !isMet(stayOf(claim)) &&
      !setting.mayHaveMoved(claim) &&
      ![first, facts.candidate].some((view) => standsElsewhere(facts, view, stayOf(claim))),
  );
}

/** What a number meant before what has it last, where that leaves it to whoever comes. */
function formerMeanings(facts: Facts, { key }: ItemClaim, base: BaseView): readonly Use[] {
  const last = staysIn(facts, base, key);
  if (last.length === 0 || last.some((stay) => !isGone(facts, stay))) return [];
  const past = pastOf(facts, base);
  const former = heldIn(facts, key, past).filter(
    (stay) => !last.includes(stay) && !isGone(facts, stay, base),
  );
  return former.map((stay) => useOf(facts, stay, past));
}

function inRange(setting: FileSetting, facts: Facts): readonly Problem[] {
  return findReusesInRange(facts).map(({ key, left, right, uses }) => {
    const [kept] = listUnder(facts.candidate.items, key);
    const number = writtenId(left.claim);
    return {
      id: key,
      message: `${number} was given to two entries on the way to ${facts.candidate.snapshot.label}: ${describeFile(left)} and ${describeFile(right)}`,
      place: kept?.place ?? startOf(left.claim.place.path),
      related: relateFiles(uses),
      remedy: kept ? renumberRemedy(setting, facts, kept) : `give neither of them ${number} again`,
      remedyKind: 'try',
      excuse: { subject: subjectOf(left.claim) },
      evidence: evidenceOfAll(uses.map(({ claim }) => claim)),
    };
  });
}
