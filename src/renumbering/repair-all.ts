import type { Operation } from '../adapters/git/conflict/operation.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { TidemarkError } from '../errors.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Asked } from './ledgers/asked-numbers.ts';
import type { Draft } from './merging/draft.ts';
import { isChanged } from './merging/unsettled-file.ts';
import { casesOf, keyOf } from './planning/renumber-cases.ts';
import { noticeInherited } from './renumber-notices.ts';
import { groundOf } from './planning/renumber-situations.ts';
import { joined, NO_REPAIR, planRepair } from './repair.ts';
import type { Repair, RepairTerms } from './repair.ts';

/** Backlog and ledgers in one. */
export async function repairOf(
  repository: Repository,
  draft: Draft,
  asked: Asked,
  terms: Terms,
): Promise<Repair & { readonly remembered: Repair['plans'] }> {
  const { options, operation, local } = terms;
  const backlog = asked.backlog ? await repairBacklog(repository, draft, asked.backlog, terms) : NO_REPAIR;
  if (asked.ledgers.length === 0) return { ...backlog, remembered: backlog.plans };
  const { repairLedgers } = await import('./ledgers/renumber-ledgers.ts');
  const ledgers = await repairLedgers(repository, local, draft, asked, { ...options, operation });
  return { ...joined(backlog, ledgers), remembered: backlog.plans };
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
    notices: [...settlement(draft), ...repair.notices, ...noticeInherited(cases.left)],
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
