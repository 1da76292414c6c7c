import type { Operation } from '../adapters/git/conflict/operation.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { BacklogDrafts } from './backlog-drafts.ts';
import type { ResolvedLedgers } from './ledgers/resolve-ledgers.ts';
import type { Draft } from './merging/draft.ts';
import { isOpen } from './merging/unsettled-file.ts';
import { casesOf } from './planning/renumber-cases.ts';
import { groundOf } from './planning/renumber-situations.ts';
import type { MovesOf } from './rebase/rebase-memory.ts';
import { rewritingOf } from './renumber-files.ts';
import { joined, NO_REPAIR, planRepair } from './repair.ts';
import type { Repair } from './repair.ts';

interface RepairTerms {
  readonly operation: Operation;
  /** What a rebase put HEAD on that left something to do. */
  readonly since: string | undefined;
  readonly dryRun: boolean;
}

/** Repairs what collides in each backlog. Writes no file. */
export async function repairBacklogs(
  repository: Repository,
  drafts: BacklogDrafts,
  terms: RepairTerms,
): Promise<{ readonly repair: Repair; readonly moves: readonly MovesOf[] }> {
  let repair: Repair | undefined;
  const moves: MovesOf[] = [];
  for (const { draft, local } of drafts) {
    const own = await repairOf(repository, local, draft, terms);
    repair = repair ? joined(repair, own) : own;
    moves.push({ plans: own.plans, settings: draft.reading.settings });
  }
  return { repair: repair ?? NO_REPAIR, moves };
}

/** As long as people have something to decide, nobody can tell what collides. */
async function repairOf(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  { operation, since, dryRun }: RepairTerms,
): Promise<Repair> {
  const { survey, files } = draft;
  const isIdle =
    operation.kind === 'none' && since === undefined && survey.files.length === 0 && files.length === 0;
  if (isIdle) return NO_REPAIR;
  const isReadable = draft.reading.snapshot.backlog.state === 'readable';
  if (files.some(isOpen) || !isReadable)
    return { ...NOTHING, rewriting: await rewritingOf(rootOf(repository), [], draft, 0) };
  const { situations, scenes, home } = await groundOf(repository, local, draft, {
    operation,
    since,
  });
  const cases = { ...casesOf(situations, [], scenes), situations };
  return planRepair(repository, local, draft, cases, { home, dryRun });
}

const NOTHING = { plans: [], stuck: [], notices: [] };

/** The same for ledgers of files; `others` are unmerged paths of no backlog. */
export async function repairFiles(
  repository: Repository,
  [{ draft, local }]: BacklogDrafts,
  others: readonly string[],
  terms: Pick<RepairTerms, 'operation' | 'since'>,
): Promise<ResolvedLedgers> {
  if (draft.reading.settings.ledgers.length === 0) return { repair: NO_REPAIR, settled: new Set() };
  const { resolveLedgers } = await import('./ledgers/resolve-ledgers.ts');
  return resolveLedgers(repository, local, { ...draft, survey: { ...draft.survey, others } }, terms);
}

/** Unmerged paths that are of no backlog. */
export function othersOf([top, ...named]: BacklogDrafts): readonly string[] {
  return top.draft.survey.others.filter((path) =>
    named.every(({ draft }) => draft.survey.others.includes(path)),
  );
}
