import type { Problem } from '../findings/finding.ts';
import { writtenId } from '../messages/spelled.ts';
import {
  describeUse,
  enumerate,
  evidenceOf,
  inQuotes,
  relateUses,
  revisionOf,
  startOf,
} from '../messages/wording.ts';
import type { Facts } from '../ledger/facts.ts';
import { renumberCommand } from '../messages/remedy.ts';
import { findDropped, type DroppingMerge } from '../questions/dropped.ts';
import { findForgotten } from '../questions/forgotten.ts';
import type { Place } from '../ids/claim.ts';
import type { Rule } from './engine/rule.ts';

export const itemDropped: Rule = {
  id: 'item-dropped',
  title: 'A merge loses no item',
  level: 'error',
  harm: 'Planned work is gone, and nobody decided that: a conflict was resolved by taking one side.',
  remedy:
    'Run `tidemark resolve` while the merge is under way or is HEAD, else `tidemark renumber`: it brings the item back, under a new ID if its own is taken.',
  turnOff: 'In projects whose merges remove items on purpose.',
  *check(facts) {
    const { backlog, snapshot } = facts.candidate;
    if (!backlog) return;
    const place = startOf(backlog.path);
    for (const merge of findDropped(facts)) {
      const name = merge.commit === '' ? snapshot.label : merge.commit.slice(0, 10);
      if (facts.keepsFirst.has(merge.commit)) yield keepingOne(merge, name, place);
      else yield* losing(facts, merge, name, place);
    }
    yield* forgetting(facts, place);
  },
};

function losing(facts: Facts, { items }: DroppingMerge, name: string, place: Place): readonly Problem[] {
  return items.map((use) => ({
    id: use.claim.key,
    message: `the merge ${name} has lost ${writtenId(use.claim)}, ${describeUse(use)}: no ID has it now, and no worklog entry says that it left`,
    place,
    related: relateUses([use]),
    remedy: renumberCommand(facts),
    excuse: { subject: use.claim.title },
    evidence: [`dropped ${evidenceOf(use.claim)}`],
  }));
}

function forgetting(facts: Facts, place: Place): readonly Problem[] {
  const { target, candidate } = facts;
  if (!target) return [];
  return findForgotten(facts).map((use) => ({
    id: use.claim.key,
    message: `${candidate.snapshot.label} would forget ${writtenId(use.claim)}, ${describeUse(use)}: its new history has nothing of it, so the number could be given away again`,
    place,
    related: relateUses([use]),
    remedy: `git merge -s ours ${revisionOf(target.view.snapshot)}`,
    remedyKind: 'try',
    excuse: { subject: use.claim.title },
    evidence: [`forgotten ${evidenceOf(use.claim)}`],
  }));
}

/** `git merge -s ours` drops items on purpose. */
function keepingOne({ items }: DroppingMerge, name: string, place: Place): Problem {
  const titles = items.map(({ claim }) => inQuotes(claim.title));
  const [first, another] = items;
  return {
    id: another ? null : first.claim.key,
    message: `the merge ${name} keeps its first parent as it was, without ${another ? `${items.length} items` : 'an item'} of the other side: ${enumerate(titles)}`,
    place,
    related: relateUses(items),
    remedy: 'bring it back, or if it is gone on purpose: `tidemark check --format accept`',
    remedyKind: 'try',
    severity: 'warning',
    excuse: { subject: first.claim.title },
    evidence: items.map(({ claim }) => `dropped ${evidenceOf(claim)}`),
  };
}
