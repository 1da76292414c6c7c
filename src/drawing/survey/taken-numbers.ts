import type { Repository } from '../../adapters/git/repository.ts';
import type { Spell } from '../../core/ids/spelling.ts';
import { writtenId } from '../../core/messages/spelled.ts';
import { planMark } from '../../core/numbers/mark-plan.ts';
import type { Mark } from '../../core/ledger/snapshot.ts';
import { markValue } from '../../core/ledger/view.ts';
import { gatherNumbers } from './known-numbers.ts';
import { readOtherNumbers } from './other-numbers.ts';
import { prefixesOf } from './prefix-choice.ts';
import type { Prefixes } from './prefix-choice.ts';
import { placesElsewhere } from '../../reading/settings.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import type { Reading } from '../../reading/snapshots.ts';

/** Which numbers of a clone are taken. */
export interface Numbers {
  /** No number at or below may be drawn. */
  readonly floor: number;
  /** The lowest mark of any local branch and worktree. */
  readonly everyMark: number;
  readonly prefixes: Prefixes;
  /** How IDs are written here. */
  readonly spell: Spell;
  /** Whether an ID, by its key, is claimed here, or in what was committed last. */
  readonly isClaimed: (key: string) => boolean;
  /** What was not counted, one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Surveys what may not be drawn: claims and marks of `worktree` (read with ignored files), index, HEAD and a merge under way, marks and items
 * of all local branches, remote-tracking branches and other worktrees, and where no mark is known those of all history. What leaps above all
 * of that is reported and not counted.
 */
export async function surveyNumbers(
  repository: Repository,
  local: LocalSettings,
  worktree: Reading,
): Promise<Numbers> {
  const { mark, path } = backlogOf(worktree);
  const { maxLeap } = worktree.settings.policy;
  const gathered = gatherNumbers(repository, worktree, { bases: [], history: false }, local);
  const [known, others] = await Promise.all([
    gathered,
    readOtherNumbers(repository, placesElsewhere(worktree.settings, path), gathered),
  ]);
  const claims = [...known.items, ...known.traces, ...known.past];
  const own = planMark({ mark, marks: known.marks, claims, maxLeap, allowLeap: false });
  const { floor, ignored } = climb(own.to ?? markValue(mark) ?? 0, others.taken, maxLeap);
  return {
    floor: aboveBare(floor, worktree, maxLeap),
    everyMark: Math.min(markValue(mark) ?? 0, ...others.marks),
    prefixes: prefixesOf(worktree, known),
    spell: known.spell,
    isClaimed: known.isClaimed,
    notices: [
      ...(own.leap
        ? [`${writtenId(own.leap.claim)} leaps far above every number before it, and was not counted.`]
        : []),
      ...ignored.map(
        (leap) => `The number ${leap} of another branch or worktree leaps, and was not counted.`,
      ),
      ...known.notices,
      ...others.notices,
    ],
  };
}

function backlogOf({ snapshot }: Reading): { readonly mark: Mark; readonly path: string } {
  const { backlog } = snapshot;
  return backlog.state === 'readable' ? backlog.backlog : { mark: { state: 'absent' }, path: backlog.path };
}

/**
 * Above IDs that are numbers alone, too: nothing guards them, but whoever gives them a prefix will keep the numbers. Where nothing else is
 * known, the lowest is believed.
 */
function aboveBare(floor: number, { snapshot: { backlog } }: Reading, maxLeap: number): number {
  const malformed = backlog.state === 'readable' ? backlog.backlog.malformed : [];
  const numbers = malformed.flatMap(({ text }) => (/^\d{1,9}$/u.test(text) ? [Number(text)] : []));
  const start = floor === 0 && numbers.length > 0 ? Math.min(...numbers) : floor;
  return start === 0 ? 0 : climb(start, numbers, maxLeap).floor;
}

/** Takes the numbers in order, as far as none leaps above all before it. Where nothing is known yet, nobody can tell a leap. */
function climb(
  own: number,
  marks: readonly number[],
  maxLeap: number,
): { floor: number; ignored: readonly number[] } {
  let floor = own;
  for (const mark of marks.toSorted((left, right) => left - right)) {
    if (own === 0 || mark <= floor + maxLeap) floor = Math.max(floor, mark);
  }
  return { floor, ignored: [...new Set(marks.filter((mark) => mark > floor))] };
}
