import type { ItemClaim } from '../claim.ts';
import type { Facts } from '../facts.ts';
import { claimOf, findCollisions } from '../merge-reuse.ts';
import { isRepaired } from '../repair.ts';
import { renumberCommand } from '../remedy.ts';
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
    const { backlog } = facts.candidate;
    if (!backlog) return;
    const told = new Set<string>();
    for (const { key, left, right, uses } of findCollisions(facts)) {
      told.add(key);
      yield {
        id: key,
        message: `${key} was drawn on both sides of the merge: as ${describeUse(left)} and as ${describeUse(right)}`,
        place: claimOf(facts.candidate, key)?.place ?? startOf(backlog.path),
        related: relateUses(uses),
        remedy: renumberCommand(facts, key),
        excuse: { subject: nameOf(right.claim) },
        evidence: evidenceOfAll(uses.map(({ claim }) => claim)),
      };
    }
    for (const item of [...facts.candidate.items.values()].flat()) {
      const uses = facts.bases.flatMap((base) => otherMeanings(facts, item, base));
      const [first] = uses;
      if (!first || told.has(item.key)) continue;
      told.add(item.key);
      yield {
        id: item.key,
        message: `${item.key} ${inQuotes(item.title)} takes an ID that already means something else: ${describeUse(first)}`,
        place: item.place,
        related: relateUses(uses),
        remedy: renumberCommand(facts, item.key),
        excuse: { subject: item.title },
        evidence: evidenceOfAll([item, ...uses.map(({ claim }) => claim)]),
      };
    }
  },
};

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
    .map((claim) => ({ claim, seenIn: base.backlogSeenIn }));
}
