import { readCommitInfos } from '../adapters/git/history/commit-infos.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import { chronicleOf } from '../core/history/chronicle.ts';
import { toldTrace, traceOf } from '../core/history/trace.ts';
import type { Trace } from '../core/history/trace.ts';
import { formatItemId, parseItemId } from '../core/ids/item-id.ts';
import { TidemarkError } from '../errors.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { acceptanceIn, openNotes } from './history-notes.ts';
import { readHistory } from './read-history.ts';

/** What a trace may tell. */
export interface TraceOptions {
  /** Name authors, too. */
  readonly people?: boolean;
}

/**
 * Tells what became of all that ever had an ID, in the history of HEAD and of every ref: `id` in any spelling (`wrk-27`, `WRK-027`). Undefined for
 * an ID that nothing ever had. Reads only. Throws `usage` for what is no ID, `history-missing` in a partial clone that lacks a version, `no-backlog` where there never was one, `unknown-revision`
 * where nothing was committed yet.
 */
export async function trace(
  { cwd, configPath }: Pick<Where, 'cwd' | 'configPath'>,
  id: string,
  { people = false }: TraceOptions = {},
): Promise<Trace | undefined> {
  const parsed = parseItemId(id);
  if (!parsed) throw noId(id);
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { oid } = await resolveCommit(repository, 'HEAD');
  const { history, reading } = await readHistory(
    repository,
    { commit: oid, label: 'HEAD' },
    ['--all'],
    local,
  );
  const chronicle = chronicleOf(history);
  const tracing = traceOf(chronicle, formatItemId(parsed));
  if (!tracing) return undefined;
  const commits = await readCommitInfos(repository.directory, tracing.commits);
  const told = toldTrace(chronicle, tracing, { commits, people, isAccepted: acceptanceIn(reading) });
  return { ...told, unchecked: openNotes(repository, reading, chronicle) };
}

function noId(id: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `${JSON.stringify(id)} is not an ID.`,
    'An ID is a prefix, a hyphen and a number: `tidemark trace WRK-027`.',
  );
}
