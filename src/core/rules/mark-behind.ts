import { standingOf, type Facts } from '../facts.ts';
import type { Claim } from '../claim.ts';
import type { Rule } from '../rule.ts';
import { highestOf } from '../view.ts';
import { relate, whereIs } from '../wording.ts';

export const markBehind: Rule = {
  id: 'mark-behind',
  title: 'The mark is not below any ID in use',
  level: 'error',
  harm: 'The next number drawn is one that already means something.',
  remedy: 'Run `tidemark fix`: it raises next_item_id to the highest number in use.',
  turnOff: 'Never: this is what the mark is for.',
  *check(facts) {
    const mark = facts.candidate.backlog?.mark;
    const { highestOnDisk: highest } = facts;
    if (mark?.state !== 'valid' || !highest || highest.id.number <= mark.value) return;
    yield {
      id: highest.key,
      message: `next_item_id is ${mark.value}, but ${highest.key} is taken by ${whereIs(highest)}`,
      place: mark.place,
      related: highestOfEach(facts, mark.value).map((claim) => relate(claim)),
      remedy: 'tidemark fix',
      excuse: { mark: highest.id.number },
      evidence: [],
      standing: { ...standingOf(facts), highest: highest.id.number },
    };
  },
};

function highestOfEach({ candidate, leaps }: Facts, mark: number): readonly Claim[] {
  const leaping = new Set(leaps.map(({ key }) => key));
  const counts = (claim: Claim): boolean => !leaping.has(claim.key) && claim.id.number > mark;
  return [candidate.items, candidate.headings, candidate.directories]
    .map((claims) => highestOf<Claim>(claims, counts))
    .filter((claim) => claim !== undefined);
}
