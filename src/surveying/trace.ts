import { readCommitInfos } from '../adapters/git/history/commit-infos.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { chronicleOf } from '../core/history/chronicle.ts';
import { toldTrace, traceOf } from '../core/history/trace.ts';
import type { Trace } from '../core/history/trace.ts';
import { formatItemId, parseItemId } from '../core/ids/item-id.ts';
import { enumerate } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';
import type { FileLedger } from '../formats/config/default-config.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { acceptanceIn, openNotes } from './history-notes.ts';
import { surveyedLedgers } from './ledgers/surveyed-ledgers.ts';
import { readsId, traceFiles } from './ledgers/trace-files.ts';
import { readHistory } from './read-history.ts';
import type { HistoryReading } from './read-history.ts';

/** What a trace may tell. */
export interface TraceOptions {
  /** Name authors, too. */
  readonly people?: boolean;
  /** What the configuration calls the ledger, `backlog` for the backlog; needless where only one has the ID. */
  readonly ledger?: string | undefined;
}

/**
 * Tells what became of all that ever had an ID, in the history of HEAD and of every ref: `id` in any spelling (`wrk-27`, `WRK-027`; `42`, `0042`). Undefined for
 * an ID that nothing ever had. Reads only. Throws `usage` for what is no ID, or the ID of several ledgers, `history-missing` in a partial clone that lacks a
 * version, `no-backlog` where there never was one, `unknown-revision` where nothing was committed yet.
 */
export async function trace(
  { cwd, configPath }: Pick<Where, 'cwd' | 'configPath'>,
  id: string,
  { people = false, ledger: name }: TraceOptions = {},
): Promise<Trace | undefined> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { oid } = await resolveCommit(repository, 'HEAD');
  const head = { commit: oid, label: 'HEAD' };
  const found = await readHistory(repository, head, ['--all'], local);
  const { settings } = found.reading;
  const all = await surveyedLedgers(repository, settings);
  const asked = askedIn(all, name);
  const parsed = asked.backlog ? parseItemId(id) : undefined;
  const files = asked.files.filter((ledger) => readsId(ledger, id));
  if (!parsed && files.length === 0) throw noId(id, all);
  const traces = [
    ...(parsed ? [await traceBacklog(repository, found, formatItemId(parsed), people)] : []),
    ...(await traceFiles(repository, files, { id, head: oid, people, policy: settings.policy })),
  ].filter((one) => one !== undefined);
  if (traces.length > 1) throw inSeveral(id, traces);
  return traces[0];
}

interface Asked {
  readonly backlog: boolean;
  readonly files: readonly FileLedger[];
}

function askedIn(ledgers: readonly FileLedger[], name: string | undefined): Asked {
  if (name === undefined) return { backlog: true, files: ledgers };
  const files = ledgers.filter(({ terms }) => terms.name === name);
  if (files.length > 0 || name === BACKLOG) return { backlog: files.length === 0, files };
  const names = [BACKLOG, ...ledgers.map(({ terms }) => terms.name)];
  throw new TidemarkError(
    'usage',
    `There is no ledger ${JSON.stringify(name)}.`,
    `Name one of these with --ledger: ${enumerate(names)}.`,
  );
}

/** What the backlog is called where ledgers have names. */
const BACKLOG = 'backlog';

async function traceBacklog(
  repository: Repository,
  { history, reading }: HistoryReading,
  key: string,
  people: boolean,
): Promise<Trace | undefined> {
  const chronicle = chronicleOf(history);
  const tracing = traceOf(chronicle, key);
  if (!tracing) return undefined;
  const commits = await readCommitInfos(repository.directory, tracing.commits);
  const told = toldTrace(chronicle, tracing, { commits, people, isAccepted: acceptanceIn(reading) });
  return { ...told, unchecked: openNotes(repository, reading, chronicle) };
}

function noId(id: string, ledgers: readonly FileLedger[]): TidemarkError {
  const [first] = ledgers;
  return new TidemarkError(
    'usage',
    `${JSON.stringify(id)} is not an ID.`,
    first
      ? `An ID is a prefix, a hyphen and a number, or a number of a ledger: \`tidemark trace 42 --ledger ${first.terms.name}\`.`
      : 'An ID is a prefix, a hyphen and a number: `tidemark trace WRK-027`.',
  );
}

function inSeveral(id: string, traces: readonly Trace[]): TidemarkError {
  const names = traces.map(({ ledger }) => ledger ?? BACKLOG);
  return new TidemarkError(
    'usage',
    `${JSON.stringify(id)} is an ID of several ledgers: ${enumerate(names)}.`,
    `Name the one that is meant: \`tidemark trace ${id} --ledger ${names[0] ?? ''}\`.`,
  );
}
