import { fix as fixMark } from '../drawing/fix.ts';
import type { FixResult } from '../drawing/fix.ts';
import { renumber as renumberIds } from '../renumbering/renumber.ts';
import type { RenumberReport } from '../renumbering/renumber.ts';
import { resolveConflicts } from '../renumbering/resolve.ts';
import type { ResolveReport } from '../renumbering/resolve.ts';
import { FLAG, listOf, NUMBER, optional, onlyKeys, refuseMisuse, TEXT } from './arguments/kinds.ts';
import {
  LOCKED_SURROUNDINGS,
  OF_BACKLOG,
  placed,
  placedWithLock,
  SURROUNDINGS,
} from './arguments/surroundings.ts';
import type { LockedSurroundings, OfBacklog, Surroundings } from './arguments/surroundings.ts';

/** Options of {@link fix}. */
export interface FixOptions extends LockedSurroundings, OfBacklog {
  /** Revisions whose mark and claims count too, besides those of work tree, index, HEAD and MERGE_HEAD. By default none. */
  readonly bases?: readonly string[] | undefined;
  /** Count every version of the backlog in every commit as well. By default `false`; without a mark they are counted anyway. */
  readonly history?: boolean | undefined;
  /** Raise the mark also by more than `maxLeap`. By default `false`. */
  readonly allowLeap?: boolean | undefined;
  /** Give a `created` to every item that has none, from the commit that introduced it. By default `false`. */
  readonly created?: boolean | undefined;
  /** Change nothing, but report everything. By default `false`. */
  readonly dryRun?: boolean | undefined;
}

/** Options of {@link renumber}. */
export interface RenumberOptions extends LockedSurroundings {
  /** The IDs of the backlog or numbers of ledgers to separate, in any spelling. By default every collision that is found. */
  readonly ids?: readonly string[] | undefined;
  /** The ledger or backlog that is meant, and nothing else. */
  readonly ledger?: string | undefined;
  /** The item number to give, where `ids` names one ID. By default the next one that is free everywhere. */
  readonly to?: number | undefined;
  /** The `created` of the item that keeps the ID, or its line number in the backlog, as text; of a ledger the file that keeps its number. */
  readonly keep?: string | undefined;
  /** The branch that will be merged into: what is there keeps its ID. */
  readonly against?: string | undefined;
  /** Stage what was changed, and nothing else. By default `false`. */
  readonly stage?: boolean | undefined;
  /** Also change files that have unstaged changes. By default `false`. */
  readonly force?: boolean | undefined;
  /** Change nothing, but report everything. By default `false`. */
  readonly dryRun?: boolean | undefined;
}

/** Options of {@link resolve}. */
export interface ResolveOptions extends Surroundings {
  /** Change nothing, but report everything. By default `false`. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Raises `next_item_id` in the work tree to the highest number in use, and checks again. It never lowers it; every other byte of the file stays, and
 * a file that is right is not written.
 *
 * @throws TidemarkError as {@link check} does, and `cannot-write`, `changed-meanwhile` or `locked`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example After somebody added WRK-004 by hand
 * ```ts
 * import { fix } from 'tidemark';
 *
 * const { from, to, changed } = await fix();
 * console.log(from, to, changed); // 3 4 true
 * ```
 */
export async function fix(options: FixOptions = {}): Promise<FixResult> {
  refuseMisuse('fix(options)', { options }, { options: FIX });
  const { bases = [], history = false, allowLeap = false, created = false, dryRun = false } = options;
  return fixMark({
    ...placedWithLock(options),
    ledger: options.ledger,
    bases,
    history,
    allowLeap,
    created,
    dryRun,
  });
}

/**
 * Gives one of two items that share an ID a new one: in the backlog, in what depends on it, in `changes/`, in documents and in the worklog. Everything
 * is changed, or nothing. What is published keeps its ID, then what came first.
 *
 * `report.stuck` lists collisions that nothing is left of that could be renumbered.
 *
 * @throws TidemarkError with the code `refused`, `usage`, `no-backlog`, `changed-meanwhile`, `cannot-write` or `locked`, and as {@link check} does;
 * work tree and index are then as before.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example On a branch, before it is merged
 * ```ts
 * import { renumber } from 'tidemark';
 *
 * const report = await renumber({ against: 'main', stage: true });
 * for (const { name, parts } of report.renumberings)
 *   for (const part of parts) console.log(name, '->', part.name); // WRK-003 -> WRK-004
 * ```
 */
export async function renumber(options: RenumberOptions = {}): Promise<RenumberReport> {
  refuseMisuse('renumber(options)', { options }, { options: RENUMBER });
  const { ids = [], ledger, to, keep, against, dryRun = false, stage = false, force = false } = options;
  return renumberIds({ ...placedWithLock(options), ids, ledger, to, keep, against, dryRun, stage, force });
}

/**
 * Resolves the conflicts that a merge, rebase, cherry-pick, revert, `am -3`, stash pop or squash merge left in the backlog, the worklog or `changes/`: by
 * items and entries. It brings back what was lost, renumbers what collides, and stages the result; it never commits. `report.open` lists what both sides
 * changed and somebody has to decide; `report.next` is the command of git to run next.
 *
 * @throws TidemarkError as {@link renumber} does; work tree and index are then as before.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example While a merge of main is in conflict
 * ```ts
 * import { resolve } from 'tidemark';
 *
 * const { operation, open, staged, next } = await resolve();
 * console.log(operation, open.length, staged.join(' '), next); // merge 0 BACKLOG.yaml git commit
 * ```
 */
export async function resolve(options: ResolveOptions = {}): Promise<ResolveReport> {
  refuseMisuse('resolve(options)', { options }, { options: RESOLVE });
  return resolveConflicts({ ...placed(options), dryRun: options.dryRun ?? false });
}

const FIX = onlyKeys<FixOptions>({
  ...LOCKED_SURROUNDINGS,
  ...OF_BACKLOG,
  bases: optional(listOf(TEXT, 'revisions')),
  history: optional(FLAG),
  allowLeap: optional(FLAG),
  created: optional(FLAG),
  dryRun: optional(FLAG),
});
const RENUMBER = onlyKeys<RenumberOptions>({
  ...LOCKED_SURROUNDINGS,
  ids: optional(listOf(TEXT, 'IDs')),
  ledger: optional(TEXT),
  to: optional(NUMBER),
  keep: optional(TEXT),
  against: optional(TEXT),
  stage: optional(FLAG),
  force: optional(FLAG),
  dryRun: optional(FLAG),
});
const RESOLVE = onlyKeys<ResolveOptions>({ ...SURROUNDINGS, dryRun: optional(FLAG) });
