import { groupsUnlike } from '../ids/claim-groups.ts';
import type { Claim, ItemClaim, Place } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import type { Problem } from '../findings/finding.ts';
import { findDropped } from '../questions/dropped.ts';
import { findReusesInRange } from '../questions/range-reuse.ts';
import { findCollisions, otherMeanings } from '../questions/reuse.ts';
import { renumberCommand } from '../messages/remedy.ts';
import { isMeantAt, staysIn } from '../identity/past.ts';
import type { Rule } from './engine/rule.ts';
import { nameOf } from '../ids/subject.ts';
import { backlogPathOf, type View } from '../ledger/view.ts';
import { spelled } from '../messages/spelled.ts';
import { describeUse, evidenceOfAll, inQuotes, relateUses, startOf } from '../messages/wording.ts';

export const idReused: Rule = {
  id: 'id-reused',
  title: 'An ID never gets a second meaning',
  level: 'error',
  harm: "The first item's worklog entries, directories, commits and citations now seem to refer to the second.",
  remedy: 'Run `tidemark renumber ID`: the newer of the two gets the next number.',
  turnOff: 'Never: this is what Tidemark is for.',
  *check(facts) {
    const problems = problemsOf(facts);
    const { target } = facts;
    if (problems.length === 0 || !target) return yield* problems;
    // If the only reason is that the target keeps its IDs, the reuse may be settled on a branch that nobody starts from yet.
    const plain = new Set(problemsOf({ ...facts, target: undefined }).map(({ id }) => id));
    for (const problem of problems)
      yield plain.has(problem.id) || !isSettled(facts, target, problem.id)
        ? problem
        : { ...problem, severity: 'warning' };
  },
};

/** Each ID once. */
type Reused = Problem & { readonly id: string };

function problemsOf(facts: Facts): readonly Reused[] {
  // What commits of the range did counts, even if the last of them lost the file.
  if (!facts.candidate.backlog && !facts.versions.some(({ inRange }) => inRange)) return [];
  const start = startOf(backlogPathOf(facts.candidate.snapshot));
  const first = new Map<string, Reused>();
  for (const problem of [...inMerges(facts, start), ...ofItems(facts), ...inRange(facts, start)])
    if (!first.has(problem.id)) first.set(problem.id, problem);
  return [...first.values()];
}

/** The target is not a protected ref, or what takes the ID has it on the default branch already. */
function isSettled(facts: Facts, { level, published }: NonNullable<Facts['target']>, key: string): boolean {
  const takers = staysIn(facts, facts.candidate, key);
  return (
    level === 'warning' ||
    (published !== undefined && takers.some((stay) => isMeantAt(facts, stay, published)))
  );
}

function inMerges(facts: Facts, start: Place): readonly Reused[] {
  return findCollisions(facts).map(({ key, left, right, uses }) => ({
    id: key,
    message: `${spelled(facts, key)} was assigned on both sides of the merge: as ${describeUse(left)} and as ${describeUse(right)}`,
    place: claimOf(facts.candidate, key)?.place ?? start,
    related: relateUses(uses),
    remedy: renumberCommand(facts),
    excuse: { subject: nameOf(right.claim) },
    evidence: evidenceOfAll(uses.map(({ claim }) => claim)),
  }));
}

function ofItems(facts: Facts): readonly Reused[] {
  const doubtful = new Set([...facts.newItems, ...facts.otherItems].map(({ item }) => item.key));
  if (doubtful.size === 0) return [];
  const { candidate, bases } = facts;
  const [base, another] = bases;
  const groups = base && !another ? groupsUnlike(candidate.items, base.items) : candidate.items.values();
  return [...groups].flatMap((items) => (doubtful.has(items[0].key) ? (firstReuse(facts, items) ?? []) : []));
}

/** If several items have the ID, one is reported. */
function firstReuse(facts: Facts, items: readonly ItemClaim[]): Reused | undefined {
  for (const item of items) {
    const uses = facts.bases.flatMap((base) => otherMeanings(facts, item, base));
    const [first] = uses;
    if (!first) continue;
    return {
      id: item.key,
      message: `${spelled(facts, item.key)} ${inQuotes(item.title)} takes an ID that already means something else: ${describeUse(first)}`,
      place: item.place,
      related: relateUses(uses),
      remedy: renumberCommand(facts),
      excuse: { subject: item.title },
      evidence: evidenceOfAll([item, ...uses.map(({ claim }) => claim)]),
    };
  }
  return undefined;
}

function inRange(facts: Facts, start: Place): readonly Reused[] {
  const reuses = findReusesInRange(facts);
  const lost = new Set(reuses.length > 0 ? lostKeys(facts) : []);
  return reuses.map(({ key, left, right, uses }) => ({
    id: key,
    message: `${spelled(facts, key)} was given to two things on the way to ${facts.candidate.snapshot.label}: as ${describeUse(left)} and as ${describeUse(right)}`,
    place: claimOf(facts.candidate, key)?.place ?? start,
    related: relateUses(uses),
    // What a merge has lost comes back first. Otherwise the candidate no longer has one of the two, and there is nothing to separate.
    ...(lost.has(key)
      ? { remedy: renumberCommand(facts) }
      : { remedy: 'tidemark next --take', remedyKind: 'try' as const }),
    excuse: { subject: nameOf(left.claim) },
    evidence: evidenceOfAll(uses.map(({ claim }) => claim)),
  }));
}

function lostKeys(facts: Facts): readonly string[] {
  return findDropped(facts).flatMap(({ items }) => items.map(({ claim }) => claim.key));
}

/** The claim of the candidate at which a reuse is shown: its item, else a heading, else a directory. */
function claimOf(view: View, key: string): Claim | undefined {
  return view.items.get(key)?.[0] ?? view.headings.get(key)?.[0] ?? view.directories.get(key)?.[0];
}
