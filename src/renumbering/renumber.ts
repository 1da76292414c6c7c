import { readOperation } from '../adapters/git/conflict/operation.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import { shellWord } from '../core/messages/wording.ts';
import { readLocalSettings } from '../reading/settings.ts';
import { lockWorkTree } from '../writing/work-tree-lock.ts';
import { askedOf } from './ledgers/asked-numbers.ts';
import { draftBacklogs, redraft } from './backlog-drafts.ts';
import { restoreSince } from './merging/restore-since.ts';
import { rememberMoves } from './rebase/rebase-memory.ts';
import { refuseUnsaved } from './renumber-files.ts';
import type { FileChange } from './renumber-files.ts';
import { repairOf } from './repair-all.ts';
import { pathsOf, writeRepair } from './repair.ts';

export interface RenumberOptions {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
  /** As in `Where`. */
  readonly breakLock?: boolean | undefined;
  /** IDs of the backlog or numbers of ledgers; empty: every collision that is found. */
  readonly ids: readonly string[];
  /** The ledger or backlog that is meant, and nothing else. */
  readonly ledger?: string | undefined;
  /** The number to give, for a single collision. */
  readonly to?: number | undefined;
  /** The `created` of the item that stays, or the line of the backlog that it stands in; of a ledger the file that stays. */
  readonly keep?: string | undefined;
  /** A branch that one is about to merge into: what is there stays. */
  readonly against?: string | undefined;
  readonly dryRun: boolean;
  readonly stage: boolean;
  /** Also change files that have unstaged changes. */
  readonly force: boolean;
}

/** What was renumbered. */
export interface RenumberReport {
  readonly renumberings: readonly Renumbering[];
  readonly changes: readonly FileChange[];
  /** Paths to `git add`: those that were touched and not staged. */
  readonly unstaged: readonly string[];
  /** Whether the caller stands where such paths hold as they are. */
  readonly atRoot: boolean;
  readonly applied: boolean;
  /** What stays wrong because nothing is left that could carry a new ID. */
  readonly stuck: readonly Finding[];
  readonly notices: readonly string[];
}

/**
 * Gives one of two claimants of an ID a new one, everywhere or nowhere. Throws where that cannot be done: `refused`, `changed-meanwhile`,
 * `cannot-write`, `usage`; then tree, index and files are as before.
 */
export async function renumber(options: RenumberOptions): Promise<RenumberReport> {
  const repository = await openRepository(options.cwd);
  rootOf(repository);
  if (options.dryRun) return work(repository, options);
  const lock = await lockWorkTree(repository, options.breakLock);
  try {
    const report = await work(repository, options);
    return { ...report, notices: [...lock.notices, ...report.notices] };
  } finally {
    lock.release();
  }
}

async function work(repository: Repository, options: RenumberOptions): Promise<RenumberReport> {
  const { dryRun, stage, force, against } = options;
  const local = await readLocalSettings(repository, options.configPath);
  const operation = await readOperation(repository);
  const given = await draftBacklogs(repository, local, { operation, all: false, dryRun });
  const isAhead = operation.kind === 'none' && against !== undefined;
  const drafts = isAhead
    ? await redraft(given, async (draft, own) => restoreSince(repository, own, draft, against))
    : given;
  const [top, ...named] = drafts;
  const readings = named.map(({ draft }) => draft.reading);
  const asked = await askedOf([top.draft.reading, ...readings], options.ids, options.ledger);
  const { repair, remembered } = await repairOf(repository, drafts, asked, { options, operation });
  const { rewriting, plans, stuck, notices } = repair;
  if (!dryRun) {
    const again = withStage(options);
    const paths = drafts.map(({ draft }) => draft.backlog.path);
    await refuseUnsaved(repository, rewriting, paths, { force, stage, again });
    await writeRepair(repository, repair, stage ? pathsOf(rewriting) : []);
    await rememberMoves(operation.rebaseDirectory, remembered);
  }
  return {
    renumberings: plans,
    changes: rewriting.changes,
    unstaged: stage ? [] : pathsOf(rewriting),
    atRoot: repository.atRoot,
    applied: !dryRun && rewriting.steps.length > 0,
    stuck,
    notices: [
      ...new Set([...drafts.flatMap(({ draft }) => draft.reading.notes), ...orNothing(plans, notices)]),
    ],
  };
}

function orNothing(plans: readonly Renumbering[], notices: readonly string[]): readonly string[] {
  return plans.length === 0 && notices.length === 0 ? ['No ID is used twice.'] : notices;
}

/** The same command, so that nothing is left but to commit. */
function withStage({ ids, ledger, to, keep, against }: RenumberOptions): string {
  const named = Object.entries({ ledger, to, keep, against }).flatMap(([name, value]) =>
    value === undefined ? [] : `--${name} ${shellWord(String(value))}`,
  );
  return ['tidemark renumber', ...ids.map(shellWord), ...named, '--stage'].join(' ');
}
