import { drawNumber, peekNumber } from '../adapters/disk/drawn-numbers.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { stagePaths } from '../adapters/git/tracked-files.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Situation } from '../core/ledger/situation.ts';
import { meantMark } from '../core/ledger/view.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { rewriteRecorded } from '../writing/recorded-rewrite.ts';
import type { Draft } from './merging/draft.ts';
import type { Cases } from './planning/renumber-cases.ts';
import { rewritingOf } from './renumber-files.ts';
import type { Rewriting } from './renumber-files.ts';
import { surveyFor } from './planning/renumber-numbers.ts';
import { planAll } from './planning/renumber-plans.ts';

/** What becomes of a draft of the work tree. */
export interface Repair {
  readonly plans: readonly Renumbering[];
  readonly rewriting: Rewriting;
  /** What stays wrong because nothing is left that could carry a new ID. */
  readonly stuck: readonly Finding[];
  readonly notices: readonly string[];
  /** Keeps its numbers from everybody else, right before it is written. */
  readonly claim?: (() => Promise<void>) | undefined;
}

/** Nothing to do. */
export const NO_REPAIR: Repair = {
  plans: [],
  rewriting: { steps: [], changes: [] },
  stuck: [],
  notices: [],
};

export interface RepairTerms {
  /** The number to give, for a single collision. */
  readonly to?: number | undefined;
  /** The `created` of the item that stays, or the line of the backlog that it stands in. */
  readonly keep?: string | undefined;
  /** The label of a side that stays whatever it has. */
  readonly home?: string | undefined;
  /** A branch that one is about to merge into, for messages. */
  readonly against?: string | undefined;
  readonly dryRun: boolean;
}

/** Plans a new ID for whatever yields one, on top of a draft. Draws numbers, unless it is a dry run; writes no file. */
export async function planRepair(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  { situations, cases, findings }: Cases & { readonly situations: readonly Situation[] },
  terms: RepairTerms,
): Promise<Repair> {
  const numbers = await surveyFor(repository, local, draft.reading, situations, terms.to);
  const { plans, highest, notices } = await planAll(repository, draft, cases, {
    ...terms,
    floor: numbers.floor,
    onDisk: numbers.onDisk,
    draw: drawing(repository, terms.dryRun, numbers.everyMark, draft.reading.settings.name),
  });
  const stuck = plans.filter(({ parts }) => parts.some(({ to }) => to === undefined)).map(({ key }) => key);
  // What gets its number back draws none, and the mark may have gone down with the file.
  const marks = plans.length > 0 ? situations.flatMap(({ bases }) => bases.map(markOf)) : [];
  const mark = Math.max(highest, draft.backlog.mark, ...marks);
  return {
    plans,
    rewriting: await rewritingOf(rootOf(repository), plans, draft, mark),
    stuck: findings.filter(({ id }) => id !== null && stuck.includes(id)),
    notices: [...numbers.notices, ...notices],
  };
}

function markOf({ snapshot: { backlog } }: Situation['bases'][number]): number {
  return (backlog.state === 'readable' ? meantMark(backlog.backlog.mark) : undefined) ?? 0;
}

function drawing({ commonDir }: Repository, dryRun: boolean, everyMark: number, ledger?: string) {
  return async (above: number): Promise<number> =>
    dryRun
      ? peekNumber(commonDir, above, ledger)
      : (await drawNumber(commonDir, above, everyMark, ledger)).number;
}

/** Rewrites the work tree and stages `paths`, all or nothing. For the holder of the lock alone. */
export async function writeRepair(
  repository: Repository,
  { rewriting: { steps }, claim }: Pick<Repair, 'rewriting' | 'claim'>,
  paths: readonly string[],
): Promise<void> {
  await claim?.();
  const stage = async (): Promise<void> => stagePaths(repository.directory, paths);
  await (steps.length > 0 ? rewriteRecorded(repository, steps, stage) : stage());
}

/** Everything that changed, by its old and its new name; a directory stands for all that is in it. */
export function pathsOf({ steps, changes }: Rewriting): readonly string[] {
  const moves = steps.filter((step) => step.kind === 'move');
  const whole = moves.filter(({ from }) => !moves.some(({ to }) => from.startsWith(`${to}/`)));
  const isInside = (path: string): boolean =>
    whole.some(({ from, to }) => path.startsWith(`${from}/`) || path.startsWith(`${to}/`));
  const single = changes.flatMap(({ from, to }) => [from, to]).filter((path) => !isInside(path));
  return [...new Set([...single, ...whole.flatMap(({ from, to }) => [from, to])])];
}

/** Two repairs as one: all texts first, then all that moves. */
export function joined(one: Repair, other: Repair): Repair {
  const steps = [...one.rewriting.steps, ...other.rewriting.steps];
  return {
    plans: [...one.plans, ...other.plans],
    rewriting: {
      steps: [...steps.filter(({ kind }) => kind !== 'move'), ...steps.filter(({ kind }) => kind === 'move')],
      changes: [...one.rewriting.changes, ...other.rewriting.changes],
    },
    stuck: [...one.stuck, ...other.stuck],
    notices: [...one.notices, ...other.notices],
    claim: async () => {
      await one.claim?.();
      await other.claim?.();
    },
  };
}
