import { readCommitInfos } from '../adapters/git/history/commit-infos.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { auditOf } from '../core/history/audit.ts';
import type { Audit, AuditReport } from '../core/history/audit.ts';
import { chronicleOf } from '../core/history/chronicle.ts';
import { fileAuditOf } from '../core/history/files/file-audit.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { acceptanceIn, openNotes, shallowNotes } from './history-notes.ts';
import { fileAcceptanceIn } from './ledgers/file-acceptance.ts';
import { readPasts } from './ledgers/file-pasts.ts';
import { surveyedLedgers } from './ledgers/surveyed-ledgers.ts';
import { readHistories } from './read-history.ts';
import type { HistoryReading } from './read-history.ts';
import { readSince } from './since.ts';

/** What an audit is about. */
export interface AuditOptions {
  /** `2026-03-01`, or RFC 3339: leaves out what ended before. Collisions that are open are always told. */
  readonly since?: string | undefined;
}

/**
 * Tells what all IDs have stood for in the history of HEAD: collisions that ever were and how they ended, numbers that were drawn and never used,
 * and how the mark went. Reads only. Throws `usage` for what is no date, `history-missing` in a partial clone that lacks a version,
 * `no-backlog` where there never was one, `unknown-revision` where nothing was committed yet.
 */
export async function audit(
  { cwd, configPath }: Pick<Where, 'cwd' | 'configPath'>,
  { since }: AuditOptions = {},
): Promise<AuditReport> {
  const start = since === undefined ? null : readSince(since, 'audit');
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { oid } = await resolveCommit(repository, 'HEAD');
  const [top, ...named] = await readHistories(repository, { commit: oid, label: 'HEAD' }, [], local);
  const files = await auditFiles(repository, top, start);
  const [backlog, ...others] = await Promise.all([
    auditBacklog(repository, top, start),
    ...named.map(async (found) => auditBacklog(repository, found, start)),
  ]);
  const beside = [...others, ...files];
  const isReplaced = top.reading.settings.backlogs.length === 0;
  const isTold = (backlog.ids.length > 0 && !isReplaced) || beside.length === 0;
  const ledgers = [...(isTold ? [backlog] : []), ...beside];
  return { ledgers, unchecked: [...new Set(ledgers.flatMap(({ unchecked }) => unchecked))] };
}

async function auditBacklog(
  repository: Repository,
  { history, reading }: HistoryReading,
  since: string | null,
): Promise<Audit> {
  const chronicle = chronicleOf(history);
  const named = chronicle.versions.map(({ commit }) => commit);
  const commits = await readCommitInfos(repository.directory, named);
  const { backlog } = reading.snapshot;
  const path = backlog.state === 'readable' ? backlog.backlog.path : null;
  const told = auditOf(chronicle, {
    commits,
    people: false,
    isAccepted: acceptanceIn(reading),
    path,
    since,
  });
  return { ...told, unchecked: openNotes(repository, reading, chronicle) };
}

async function auditFiles(
  repository: Repository,
  { history: { head }, reading }: HistoryReading,
  since: string | null,
): Promise<readonly Audit[]> {
  const { settings } = reading;
  const ledgers = await surveyedLedgers(repository, settings);
  const pasts = await readPasts(repository, ledgers, head, []);
  const named = new Set(pasts.flatMap(({ history }) => history.commits));
  const commits = await readCommitInfos(repository.directory, [...named]);
  const audits: Audit[] = [];
  for (const past of pasts) {
    const isAccepted = await fileAcceptanceIn(repository, past, settings.policy);
    const path = past.ledger.terms.paths.join(', ');
    const told = fileAuditOf(past, { commits, people: false, isAccepted, path, since });
    audits.push({ ...told, unchecked: shallowNotes(repository) });
  }
  return audits;
}
