import { drawNumber, peekNumber } from '../adapters/disk/drawn-numbers.ts';
import type { BacklogFile } from '../core/numbers/backlog-file.ts';
import type { Spell } from '../core/ids/spelling.ts';
import { highestNumber } from '../core/numbers/high-water-mark.ts';
import { formatTimestamp } from '../core/ids/timestamp.ts';
import { choosePrefix } from './survey/prefix-choice.ts';
import { surveyNumbers } from './survey/taken-numbers.ts';
import type { Workbench } from '../writing/workbench.ts';

/** A way to get numbers for new items, for one command. */
export interface Draw {
  /** Upper-case. */
  readonly prefix: string;
  /** How IDs are written here. */
  readonly spell: Spell;
  /** The keys of all IDs that are claimed here, or in what was committed last. */
  readonly keys: ReadonlySet<string>;
  /** What was not counted, a sentence each. */
  readonly notices: readonly string[];
  /** Draws a number that is free here and in every worktree; `now` is when, as RFC 3339 text. */
  readonly take: (backlog: BacklogFile) => Promise<{ readonly number: number; readonly now: string }>;
}

export interface DrawOptions {
  /** Instead of the prefix in use. */
  readonly prefix?: string | undefined;
  /** Only looks: the same number is there for the next one who asks. */
  readonly dryRun: boolean;
}

/** Surveys the clone and gets ready to draw. Throws `usage` where no prefix is known, or the given one is none. */
export async function prepareDraw(bench: Workbench, { prefix: given, dryRun }: DrawOptions): Promise<Draw> {
  const { commonDir } = bench.repository;
  const survey = await surveyNumbers(bench.repository, bench.local, bench.worktree);
  const { prefix, notices } = choosePrefix(given, survey.prefixes);
  return {
    prefix,
    spell: survey.spell,
    keys: survey.keys,
    notices: [...bench.worktree.notes, ...notices, ...survey.notices],
    take: async ({ items, next_item_id: mark }) => {
      const above = Math.max(survey.floor, mark, highestNumber(items, prefix));
      if (!dryRun) {
        const { number, at } = await drawNumber(commonDir, above, survey.everyMark);
        return { number, now: formatTimestamp(at) };
      }
      const now = formatTimestamp(BigInt(Date.now()) * 1_000_000n);
      return { number: await peekNumber(commonDir, above), now };
    },
  };
}
