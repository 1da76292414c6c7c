import type { Claim } from '../ids/claim.ts';
import { standingOf, type Facts } from '../ledger/facts.ts';
import type { Rule } from './engine/rule.ts';
import { highestOf, type Named } from '../ids/claim-groups.ts';
import { spelled } from '../messages/spelled.ts';
import { describe, relate, startOf } from '../messages/wording.ts';

export const markMissing: Rule = {
  id: 'mark-missing',
  title: 'A backlog with IDs has a mark',
  level: 'warning',
  harm: 'Without next_item_id the number of the last archived item is assigned again.',
  remedy:
    'Run `tidemark fix`: it adds next_item_id after the items, with the highest number that any commit ever had.',
  turnOff: 'While a program that writes the backlog does not know the field.',
  *check(facts) {
    const { candidate, bases, highest } = facts;
    if (candidate.backlog?.mark.state !== 'absent' || !highest) return;
    if (bases.some((base) => base.mark !== undefined)) return;
    const hidden = claimAboveItems(facts);
    const harm = hidden
      ? `, and ${describe(hidden)} is above every item: its number would be assigned again`
      : '';
    yield {
      id: null,
      message: `${candidate.backlog.path} has no next_item_id, though IDs up to ${spelled(facts, highest.claim.key)} are taken${harm}`,
      place: startOf(candidate.backlog.path),
      related: hidden ? [relate(hidden)] : [],
      remedy: 'tidemark fix',
      severity: hidden ? 'error' : 'warning',
      excuse: { mark: highest.number },
      evidence: [],
      standing: standingOf(facts),
    };
  },
};

function claimAboveItems({ candidate, leaping }: Facts): Claim | undefined {
  const top = highestOf(candidate.items)?.number ?? 0;
  const counts = ({ key }: Named): boolean => !leaping.has(key);
  const others = [highestOf(candidate.headings, counts), highestOf(candidate.directories, counts)];
  return others.find((row) => row !== undefined && row.number > top)?.claim;
}
