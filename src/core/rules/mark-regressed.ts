import type { Place } from '../ids/claim.ts';
import { idOfMark, standingOf } from '../ledger/facts.ts';
import { fixCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import type { BaseView } from '../ledger/view.ts';
import { startOf } from '../messages/wording.ts';

export const markRegressed: Rule = {
  id: 'mark-regressed',
  title: 'The mark never goes down',
  level: 'error',
  harm: 'Numbers of archived items, which are recorded nowhere else, are assigned again.',
  remedy:
    'Run `tidemark fix`, with `--base` for a base other than HEAD: it raises next_item_id to the highest mark.',
  turnOff: 'Never. If the mark itself was a typo, accept the correction once in .tidemark.yaml.',
  *check(facts) {
    const { backlog, mark } = facts.candidate;
    const top = highestMarked(facts.bases);
    if (!backlog || !top || backlog.mark.state === 'invalid' || (mark ?? -1) >= top.value) return;
    const { base, value } = top;
    const label = base.backlogSeenIn;
    yield {
      id: idOfMark(facts, value),
      message: `next_item_id ${mark === undefined ? 'is gone' : `is ${mark}`}, but was ${value} in ${label}: it never goes down`,
      place: backlog.mark.state === 'valid' ? backlog.mark.place : startOf(backlog.path),
      related: [{ ...top.place, message: `next_item_id is ${value} in ${label}` }],
      remedy: fixCommand(base.snapshot),
      excuse: { mark: value },
      evidence: [],
      standing: standingOf(facts, value),
    };
  },
};

interface Marked {
  readonly base: BaseView;
  readonly value: number;
  readonly place: Place;
}

function highestMarked(bases: readonly BaseView[]): Marked | undefined {
  let top: Marked | undefined;
  for (const base of bases) {
    const { backlog, mark: value } = base;
    const isMarked = backlog && backlog.mark.state !== 'absent' && value !== undefined;
    if (isMarked && (!top || value > top.value)) top = { base, value, place: backlog.mark.place };
  }
  return top;
}
