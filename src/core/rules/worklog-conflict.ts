import type { HeadingClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { contradictedUses, isAnythingKnown } from '../questions/traces.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { claimsAgree } from '../ids/subject.ts';
import { livesOf } from '../identity/lives.ts';
import { type Use } from '../identity/meanings.ts';
import { standsElsewhere } from '../identity/past.ts';
import { spelled } from '../messages/spelled.ts';
import { describeUse, evidenceOf, inQuotes, relateUses } from '../messages/wording.ts';

export const worklogConflict: Rule = {
  id: 'worklog-conflict',
  title: 'A new worklog entry belongs to the item its ID names',
  level: 'error',
  harm: "The log describes one item under another's ID, and later nobody can tell which was meant.",
  remedy: 'Correct the ID in the heading, or run `tidemark renumber ID`.',
  turnOff: 'In projects that write worklog titles freely.',
  *check(facts) {
    const firsts = new Map<string, HeadingClaim>();
    for (const heading of facts.newHeadings) {
      const earlier = firsts.get(heading.key) ?? heading;
      firsts.set(heading.key, earlier);
      const uses = isFarewell(facts, heading) ? [] : conflictingUses(facts, heading, earlier);
      const [first] = uses;
      if (!first) continue;
      const name = spelled(facts, heading.key);
      yield {
        id: heading.key,
        message: `the entry ${inQuotes(heading.title)} is logged under ${name}, but ${name} is ${describeUse(first)}`,
        place: heading.place,
        related: relateUses(uses),
        remedy: renumberCommand(facts),
        remedyKind: 'try',
        ...(facts.adopting ? { severity: 'warning' as const } : {}),
        excuse: { subject: heading.title },
        evidence: [evidenceOf(heading)],
      };
    }
  },
};

/** The last entry of an item that this change removes, whatever its title is. */
function isFarewell(facts: Facts, { key, terminal }: HeadingClaim): boolean {
  const { candidate, bases } = facts;
  if (!terminal || candidate.items.has(key)) return false;
  return bases.some((base) =>
    base.items.get(key)?.some((item) => !standsElsewhere(facts, candidate, livesOf(facts).stayOf(item))),
  );
}

function conflictingUses(facts: Facts, heading: HeadingClaim, earlier: HeadingClaim): readonly Use[] {
  if (isAnythingKnown(facts, heading)) return contradictedUses(facts, heading);
  if (claimsAgree(earlier, heading) !== 'disagree') return [];
  return [{ claim: earlier, seenIn: facts.candidate.snapshot.label }];
}
