import type { Repository } from '../../adapters/git/repository.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import { parseItemId } from '../../core/ids/item-id.ts';
import type { ItemId } from '../../core/ids/item-id.ts';
import type { BaseId } from '../../core/renumbering/returns.ts';
import { destinationOf } from '../../core/renumbering/destination.ts';
import { backlogCounter } from '../../core/ledger/counters.ts';
import type { Claimant } from '../../core/renumbering/claimants.ts';
import type { Situation } from '../../core/ledger/situation.ts';
import { TidemarkError } from '../../errors.ts';
import { seenCounter } from '../../drawing/shared/sharing.ts';
import { surveyNumbers } from '../../drawing/survey/taken-numbers.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { readSnapshot } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';

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
  const [shared = 0] = await seenCounter(repository, backlogCounter(settled.settings.name), [0]);
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
  highest = Math.max(highest, shared);
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
    `${to} may be taken: numbers up to ${highest} were assigned somewhere in this clone.`,
    `Choose a number above ${highest}, or leave --to out.`,
  );
}

/** Where numbers come from. */
export interface NumberTerms {
  /** The number to give, for a single thing. */
  readonly to?: number | undefined;
  readonly floor: number;
  /** IDs that have a directory, be it one that git ignores. */
  readonly onDisk: readonly ItemId[];
  /** Draws a number above another. */
  readonly draw: (above: number) => Promise<number>;
}

/** What leaves an ID, and the one that a base has for it. */
export interface Leaving {
  readonly claimant: Claimant;
  readonly known: BaseId | undefined;
}

/**
 * An ID for each that leaves `key`: the one that was asked for, that a base has for it, or that its item has now, else one that is drawn.
 * Throws `usage`.
 */
export async function giveNumbers(
  facts: Facts,
  key: string,
  leaving: readonly Leaving[],
  given: readonly ItemId[],
  { to, floor, onDisk, draw }: NumberTerms,
): Promise<readonly ItemId[]> {
  const prefix = parseItemId(key)?.prefix ?? '';
  if (to !== undefined) {
    if (leaving.length + given.length > 1) throw oneNumber(to);
    return Promise.all(leaving.map(async () => ({ prefix, number: await drawThis(to, floor, draw) })));
  }
  const ids: ItemId[] = [];
  for (const { claimant, known } of leaving) {
    const id = known?.stay.id ?? destinationOf(facts, claimant, [...onDisk, ...given, ...ids]);
    ids.push(id ?? { prefix, number: await draw(Math.max(floor, highestOf([...given, ...ids]))) });
  }
  return ids;
}

async function drawThis(to: number, floor: number, draw: NumberTerms['draw']): Promise<number> {
  const number = await draw(floor);
  if (number !== to) throw drawnAlready(to);
  return number;
}

/** 0 without any. */
export function highestOf(ids: readonly ItemId[]): number {
  return ids.reduce((highest, { number }) => Math.max(highest, number), 0);
}

function oneNumber(to: number): TidemarkError {
  return new TidemarkError(
    'usage',
    `--to ${to} gives one number, and more than one is needed.`,
    'Name one ID, or leave --to out.',
  );
}

function drawnAlready(to: number): TidemarkError {
  return new TidemarkError(
    'usage',
    `${to} has already been taken in this clone: by another process, or for a change that was undone.`,
    'Choose a higher number, or leave --to out. `tidemark next --drawn` lists the numbers that were taken and are not in use.',
  );
}
