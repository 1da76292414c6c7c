import { readCommitInfos } from '../adapters/git/history/commit-infos.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import { auditOf } from '../core/history/audit.ts';
import type { Audit } from '../core/history/audit.ts';
import { chronicleOf } from '../core/history/chronicle.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { acceptanceIn, openNotes } from './history-notes.ts';
import { readHistory } from './read-history.ts';
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
): Promise<Audit> {
  const start = since === undefined ? null : readSince(since, 'audit');
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { oid } = await resolveCommit(repository, 'HEAD');
  const { history, reading } = await readHistory(repository, { commit: oid, label: 'HEAD' }, [], local);
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
    since: start,
  });
  return { ...told, unchecked: openNotes(repository, reading, chronicle) };
}
