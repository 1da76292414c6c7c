import type { ItemClaim, Place } from '../claim.ts';
import type { Facts } from '../facts.ts';
import type { Problem } from '../finding.ts';
import { claimOf, findCollisions, type Collision } from '../merge-reuse.ts';
import { isRepaired } from '../repair.ts';
import type { Rule } from '../rule.ts';
import { itemsAgree, nameOf } from '../subject.ts';
import { judgeNewItem } from '../uses.ts';
import type { Use } from '../versions.ts';
import type { BaseView } from '../view.ts';
import { describeUse, evidenceOfAll, inQuotes, relateUses, startOf } from '../wording.ts';

export const idReused: Rule = {
  id: 'id-reused',
  title: 'An ID never means a second thing',
  level: 'error',
  harm: 'Worklog, directories, commits and citations of the first item now name the second.',
  remedy: 'Run `tidemark renumber ID`: the newer of the two gets the next number.',
  turnOff: 'Never: this is what Tidemark is for.',
  *check(facts) {
    if (!facts.candidate.backlog) return;
    const told = new Set<string>();
    for (const problem of [...collisions(facts), ...reusedItems(facts)]) {
      if (problem.id !== null && !told.has(problem.id)) yield problem;
      told.add(problem.id ?? '');
    }
  },
};

function* collisions(facts: Facts): Iterable<Problem> {
  for (const collision of findCollisions(facts)) {
    const { key, left, right } = collision;
    const [one, two] = [left[0], right[0]];
    if (!one || !two) continue;
    yield {
      id: key,
      message: `${key} was drawn on both sides of the merge: as ${describeUse(one)} and as ${describeUse(two)}`,
      place: placeOf(facts, collision),
      related: relateUses([...left, ...right]),
      remedy: `tidemark renumber ${key}`,
      excuse: { subject: nameOf(two.claim) },
      evidence: evidenceOfAll([...left, ...right].map(({ claim }) => claim)),
    };
  }
}

function placeOf({ candidate }: Facts, { key, right }: Collision): Place {
  const claim = claimOf(candidate, key);
  return claim?.place ?? candidate.backlog?.items[0]?.place ?? startOf(right[0]?.claim.place.path ?? '');
}

function* reusedItems(facts: Facts): Iterable<Problem> {
  for (const [, items] of facts.candidate.items) {
    for (const item of items) {
      const uses = facts.bases.flatMap((base) => otherMeanings(facts, item, base));
      const [first] = uses;
      if (!first) continue;
      yield {
        id: item.key,
        message: `${item.key} ${inQuotes(item.title)} takes an ID that already means something else: ${describeUse(first)}`,
        place: item.place,
        related: relateUses(uses),
        remedy: `tidemark renumber ${item.key}`,
        excuse: { subject: item.title },
        evidence: evidenceOfAll([item, ...uses.map(({ claim }) => claim)]),
      };
    }
  }
}

/** What the ID means in a base, where that is not what the item says. */
function otherMeanings(facts: Facts, item: ItemClaim, base: BaseView): readonly Use[] {
  const known = base.items.get(item.key);
  if (!known) {
    const verdict = base.backlog ? judgeNewItem(facts, item, base) : undefined;
    return verdict?.kind === 'reused' ? verdict.uses : [];
  }
  if (known.some((other) => itemsAgree(item, other))) return [];
  return known
    .filter((other) => !isRepaired(facts, base, other))
    .map((claim) => ({ claim, seenIn: base.snapshot.label }));
}
