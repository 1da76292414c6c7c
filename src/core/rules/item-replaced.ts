import type { RemedyKind } from '../findings/finding.ts';
import type { ItemClaim, Place } from '../ids/claim.ts';
import { groupsUnlike } from '../ids/claim-groups.ts';
import type { Some } from '../ids/group-by.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf } from '../identity/lives.ts';
import { itemsIn } from '../identity/past.ts';
import type { Rule } from './engine/rule.ts';
import { isProven, saysAnyTheSame, sharesWord } from '../ids/subject.ts';
import { isSameMoment } from '../ids/timestamp.ts';
import { labelFor } from '../ledger/view.ts';
import { spelled } from '../messages/spelled.ts';
import { inQuotes, relateUses } from '../messages/wording.ts';

export const itemReplaced: Rule = {
  id: 'item-replaced',
  title: 'An item is not replaced under its ID',
  level: 'warning',
  harm: 'One item may have been typed over another: what cites the first then names the second.',
  remedy:
    'If it is another item, bring the old one back and give the new one the next ID. `tidemark fix --created` lets all later titles change freely.',
  turnOff: 'In projects that keep no `created` and often give items entirely new titles.',
  *check(facts) {
    for (const items of unlikeAnyBase(facts)) {
      for (const item of items) {
        const change = changeOf(facts, item);
        if (!change) continue;
        const { before, seenIn, ...told } = change;
        yield {
          id: item.key,
          ...told,
          related: relateUses([{ claim: before, seenIn }]),
          excuse: { subject: item.title },
          evidence: [`replaced ${item.key} ${before.title} by ${item.title}`],
        };
      }
    }
  },
};

/** What some base has as it is was not replaced. */
function unlikeAnyBase({ candidate, bases: [base] }: Facts): readonly Some<ItemClaim>[] {
  return base ? groupsUnlike(candidate.items, base.items) : [];
}

interface Change {
  readonly before: ItemClaim;
  readonly seenIn: string;
  readonly message: string;
  readonly place: Place;
  readonly remedy: string;
  readonly remedyKind?: RemedyKind;
}

/** Undefined if some base has the item as it is: it was reported there. */
function changeOf(facts: Facts, item: ItemClaim): Change | undefined {
  let isKnown = false;
  for (const { items } of facts.bases) {
    const known = items.get(item.key);
    if (known && saysAnyTheSame(known, item)) return undefined;
    isKnown ||= known !== undefined;
  }
  if (!isKnown) return undefined;
  const stay = livesOf(facts).stayOf(item);
  for (const base of facts.bases) {
    for (const before of itemsIn(facts, base, stay)) {
      const seenIn = labelFor(base, before);
      const change = createdChange(facts, before, item, seenIn) ?? titleChange(facts, before, item, seenIn);
      if (change) return { before, seenIn, ...change };
    }
  }
  return undefined;
}

type Told = Pick<Change, 'message' | 'place' | 'remedy' | 'remedyKind'>;

function createdChange(facts: Facts, before: ItemClaim, item: ItemClaim, seenIn: string): Told | undefined {
  if (!isProven(before)) return undefined;
  if (item.created !== undefined && isSameMoment(before.created, item.created)) return undefined;
  const now = item.created === undefined ? 'has none now' : `is of ${item.created} now`;
  return {
    message: `${spelled(facts, item.key)} ${inQuotes(item.title)} was created ${before.created} in ${seenIn} and ${now}: \`created\` identifies an item`,
    place: item.createdPlace ?? item.place,
    remedy: `write the old one back: created: ${before.created}`,
  };
}

function titleChange(facts: Facts, before: ItemClaim, item: ItemClaim, seenIn: string): Told | undefined {
  if ((isProven(before) && isProven(item)) || sharesWord(before.title, item.title)) return undefined;
  return {
    message: `${spelled(facts, item.key)} was ${inQuotes(before.title)} in ${seenIn} and is ${inQuotes(item.title)} now: without \`created\` nothing shows that it is the same item`,
    place: item.titlePlace ?? item.place,
    remedy:
      'if it is another item, bring the old one back and add this one under the next ID: `tidemark next`',
    remedyKind: 'try',
  };
}
