import { remember } from '../ids/remember.ts';
import { spellingOf, writtenBy } from '../ids/spelling.ts';
import type { BranchTip, RadarGround } from './branch-draws.ts';
import type { Found } from './contest.ts';

/** Gives out IDs that are free on all refs, written as those of a contest; another one each time. */
export function newNumbers(ground: RadarGround): (found: Pick<Found, 'things'>) => string | undefined {
  const following = ground.files?.newNumbers() ?? afterHighest(ground);
  return ({ things: [thing] }) => following(thing.holders[0].claims[0].id.prefix);
}

function afterHighest(ground: RadarGround): (prefix: string) => string {
  let number = highestOf(ground);
  return (prefix) => spellingIn(ground)({ prefix, number: (number += 1) });
}

/** The highest number on any ref, those left out that look like a typo. */
function highestOf({ bases, tips, maxLeap }: RadarGround): number {
  const line = Math.max(0, ...bases.map(lineOf));
  return tips.map(lineOf).reduce((best, own) => (own > line + maxLeap ? best : Math.max(best, own)), line);
}

function lineOf({ state, headings, directories }: BranchTip): number {
  return [...headings, ...directories].reduce((highest, { id }) => Math.max(highest, id.number), state.line);
}

/** As the bases write their IDs; where they have none, as the branches do. */
const spellingIn = remember(({ bases, tips }: RadarGround) => {
  const entriesOf = (all: readonly BranchTip[]) => all.flatMap(({ state }) => state.entries.map(writtenBy));
  const own = entriesOf(bases);
  return spellingOf(own.length > 0 ? own : entriesOf(tips));
});
