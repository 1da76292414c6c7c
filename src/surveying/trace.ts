import { readCommitInfos } from '../adapters/git/history/commit-infos.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { chronicleOf } from '../core/history/chronicle.ts';
import { toldTrace, traceOf } from '../core/history/trace.ts';
import type { Trace } from '../core/history/trace.ts';
import { formatItemId, parseItemId } from '../core/ids/item-id.ts';
import { MAIN_BACKLOG } from '../core/ledger/named-backlog.ts';
import { enumerate } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';
import type { FileLedger } from '../formats/config/default-config.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { acceptanceIn, openNotes } from './history-notes.ts';
import { surveyedLedgers } from './ledgers/surveyed-ledgers.ts';
import { readsId, traceFiles } from './ledgers/trace-files.ts';
import { readHistories } from './read-history.ts';
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
  const histories = await readHistories(repository, head, ['--all'], local);
  const { settings } = histories[0].reading;
  const all = await surveyedLedgers(repository, settings);
  const asked = askedIn(all, histories, name);
  const parsed = asked.backlogs.length > 0 ? parseItemId(id) : undefined;
  const files = asked.files.filter((ledger) => readsId(ledger, id));
  if (!parsed && files.length === 0) throw noId(id, all);
  const key = parsed && formatItemId(parsed);
  const ofBacklogs = asked.backlogs.map(async (found) =>
    key === undefined ? undefined : traceBacklog(repository, found, key, people),
  );
  const traces = [
    ...(await Promise.all(ofBacklogs)),
    ...(await traceFiles(repository, files, { id, head: oid, people, policy: settings.policy })),
  ].filter((one) => one !== undefined);
  if (traces.length > 1) throw inSeveral(id, traces);
  return traces[0];
}

interface Asked {
  readonly backlogs: readonly HistoryReading[];
  readonly files: readonly FileLedger[];
}

function askedIn(
  ledgers: readonly FileLedger[],
  histories: readonly HistoryReading[],
  name: string | undefined,
): Asked {
  const backlogs = histories.filter(({ reading }) => reading.settings.backlogs.length > 0);
  if (name === undefined) return { backlogs, files: ledgers };
  const nameOf = ({ history }: HistoryReading): string => history.ledger ?? MAIN_BACKLOG;
  const files = ledgers.filter(({ terms }) => terms.name === name);
  const own = files.length > 0 ? [] : backlogs.filter((found) => nameOf(found) === name);
  if (files.length + own.length > 0) return { backlogs: own, files };
  const names = [...backlogs.map(nameOf), ...ledgers.map(({ terms }) => terms.name)];
  throw new TidemarkError(
    'usage',
    `There is no ledger ${JSON.stringify(name)}.`,
    `Name one of these with --ledger: ${enumerate(names)}.`,
  );
}

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
  const names = traces.map(({ ledger }) => ledger ?? MAIN_BACKLOG);
  return new TidemarkError(
    'usage',
    `${JSON.stringify(id)} is an ID of several ledgers: ${enumerate(names)}.`,
    `Name the one that is meant: \`tidemark trace ${id} --ledger ${names[0] ?? ''}\`.`,
  );
}
