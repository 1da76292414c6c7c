import type { Operation } from '../adapters/git/conflict/operation.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { TidemarkError } from '../errors.ts';
import { aboutLedger } from '../core/messages/of-ledger.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Asked } from './ledgers/asked-numbers.ts';
import type { BacklogDrafts } from './backlog-drafts.ts';
import type { MovesOf } from './rebase/rebase-memory.ts';
import type { Draft } from './merging/draft.ts';
import { isChanged } from './merging/unsettled-file.ts';
import { casesOf, keyOf } from './planning/renumber-cases.ts';
import { noticeInherited } from './renumber-notices.ts';
import { groundOf } from './planning/renumber-situations.ts';
import { joined, NO_REPAIR, planRepair } from './repair.ts';
import type { Repair, RepairTerms } from './repair.ts';

/** Backlogs and ledgers in one. */
export async function repairOf(
  repository: Repository,
  drafts: BacklogDrafts,
  asked: Asked,
  { options, operation }: Pick<Terms, 'options' | 'operation'>,
): Promise<{ readonly repair: Repair; readonly remembered: readonly MovesOf[] }> {
  const remembered: MovesOf[] = [];
  let repair = NO_REPAIR;
  for (const { name, ids } of asked.backlogs) {
    const meant = drafts.filter(({ draft }) => draft.reading.settings.name === name);
    for (const { draft, local } of meant) {
      const own = await repairBacklog(repository, draft, ids, { options, operation, local });
      repair = repair === NO_REPAIR ? own : joined(repair, own);
      remembered.push({ plans: own.plans, settings: draft.reading.settings });
    }
  }
  if (asked.ledgers.length === 0) return { repair, remembered };
  const [{ draft, local }] = drafts;
  const { repairLedgers } = await import('./ledgers/renumber-ledgers.ts');
  const ledgers = await repairLedgers(repository, local, draft, asked, { ...options, operation });
  return { repair: joined(repair, ledgers), remembered };
}

interface Terms {
  readonly options: RepairTerms;
  readonly operation: Operation;
  readonly local: LocalSettings;
}

async function repairBacklog(
  repository: Repository,
  draft: Draft,
  ids: readonly string[],
  { options, operation, local }: Terms,
): Promise<Repair> {
  await refuseOpen(repository, draft, operation.kind !== 'none');
  const { against } = options;
  const { situations, scenes, home } = await groundOf(repository, local, draft, { operation, against });
  const cases = casesOf(situations, ids.map(keyOf), scenes);
  const terms = { ...options, home };
  const repair = await planRepair(repository, local, draft, { ...cases, situations }, terms);
  return {
    ...repair,
    notices: [...settlement(draft), ...repair.notices, ...noticeInherited(cases.left)].map((notice) =>
      aboutLedger(notice, draft.reading.settings.name),
    ),
  };
}

/** What is to be renumbered has to be readable first. */
async function refuseOpen(
  repository: Repository,
  { reading, backlog: { path } }: Draft,
  midway: boolean,
): Promise<void> {
  const { backlog } = reading.snapshot;
  if (backlog.state === 'missing') throw await noBacklog(repository, backlog);
  if (backlog.state === 'readable') return;
  const [first] = backlog.problems;
  const where = first ? `${path}:${first.place.line}:${first.place.column}: ${first.message}` : path;
  throw new TidemarkError(
    'refused',
    where,
    backlog.conflict || midway ? 'Run `tidemark resolve`.' : 'Correct it by hand, and run the command again.',
  );
}

function settlement({ files }: Draft): readonly string[] {
  return files.flatMap((file) => [
    ...file.notices,
    ...(file.how === 'merged' && isChanged(file)
      ? [`${file.path} was in conflict: both sides are merged item by item.`]
      : []),
    ...file.restored.map((name) => `${name} was lost in the merge, and is back in ${file.path}.`),
  ]);
}
