import type { Repository } from '../adapters/git/repository.ts';
import { factsOf } from '../core/ledger/facts.ts';
import type { ItemId } from '../core/ids/item-id.ts';
import type { Situation } from '../core/ledger/situation.ts';
import { TidemarkError } from '../errors.ts';
import { surveyNumbers } from '../drawing/survey/taken-numbers.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';

/** What a new number has to be above. */
export interface RenumberFloor {
  readonly floor: number;
  /** The lowest mark of any local branch and worktree. */
  readonly everyMark: number;
  /** IDs that have a directory, be it one that git ignores. */
  readonly onDisk: readonly ItemId[];
  readonly notices: readonly string[];
}

/** Surveys every claim and mark anywhere. `to` is the number that was asked for; `usage` if it may be taken. */
export async function surveyFor(
  repository: Repository,
  local: LocalSettings,
  settled: Reading,
  situations: readonly Situation[],
  to: number | undefined,
): Promise<RenumberFloor> {
  const about = { label: 'work tree', role: 'candidate' } as const;
  const worktree = await readSnapshot(repository, { kind: 'worktree', ignored: true }, about, local);
  const { floor, everyMark, notices } = await surveyNumbers(repository, local, worktree);
  const views = situations.flatMap((situation) => {
    const { candidate, bases, sides } = factsOf(situation);
    return [candidate, ...bases, ...sides];
  });
  const { maxLeap } = settled.settings.policy;
  let highest = floor;
  const ignored = new Set<string>();
  for (const { line, snapshot } of views.toSorted((one, other) => one.line - other.line)) {
    if (highest === 0 || line <= highest + maxLeap) highest = Math.max(highest, line);
    else
      ignored.add(
        `${line} in ${snapshot.label} leaps far above every number before it, and was not counted.`,
      );
  }
  if (to !== undefined && to <= highest) throw taken(to, highest);
  return {
    floor: to === undefined ? highest : to - 1,
    everyMark,
    onDisk: worktree.snapshot.directories.map(({ id }) => id),
    notices: [...notices, ...ignored],
  };
}

function taken(to: number, highest: number): TidemarkError {
  return new TidemarkError(
    'usage',
    `${to} may be taken: numbers up to ${highest} were handed out somewhere in this clone.`,
    `Choose a number above ${highest}, or leave --to out.`,
  );
}
