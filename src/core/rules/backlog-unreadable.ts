import type { Problem } from '../findings/finding.ts';
import type { Facts } from '../ledger/facts.ts';
import type { Backlog } from '../ledger/snapshot.ts';
import { diffCommand, isMerging, RESOLVE } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';

export const backlogUnreadable: Rule = {
  id: 'backlog-unreadable',
  title: 'The backlog can be read',
  level: 'error',
  harm: 'It is unknown which IDs are taken, so the next one assigned may be in use already.',
  remedy:
    'In a conflict run `tidemark resolve`; else correct the text at the line shown, and look for items that lost their "- ".',
  turnOff: 'Never: without a readable backlog no rule about items or the mark can run.',
  *check(facts) {
    const { backlog } = facts.candidate.snapshot;
    if (backlog.state === 'readable') yield* remarksOn(backlog.backlog);
    if (backlog.state !== 'unreadable') return;
    for (const { message, place } of backlog.problems) {
      yield {
        id: null,
        message: `${backlog.path} cannot be read: ${message}`,
        place,
        related: [],
        ...(backlog.conflict || isMerging(facts) ? { remedy: RESOLVE } : wayOut(facts, backlog.path)),
        excuse: undefined,
        evidence: [`unreadable ${message}`],
      };
    }
  },
};

function wayOut(facts: Facts, path: string): Pick<Problem, 'remedy' | 'remedyKind'> {
  const remedy = diffCommand(facts, path);
  return facts.bases.length > 0 ? { remedy, remedyKind: 'see' } : { remedy };
}

/** A text that no ID depends on may be read in two ways, but hardly anybody wants that. */
function remarksOn({ path, remarks = [] }: Backlog): readonly Problem[] {
  return remarks.map(({ message, place }) => ({
    id: null,
    message: `${path} is read in two ways: ${message}`,
    place,
    related: [],
    remedy: 'write the text without that character, and check again',
    severity: 'warning',
    excuse: undefined,
    evidence: [`ambiguous ${message}`],
  }));
}
