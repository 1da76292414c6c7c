import type { AuditReport } from '../core/history/audit.ts';
import type { Trace } from '../core/history/trace.ts';
import type { Radar } from '../core/radar/contest.ts';
import { audit as auditHistory } from '../surveying/audit.ts';
import { radar as lookAround } from '../surveying/radar.ts';
import { trace as traceId } from '../surveying/trace.ts';
import { FLAG, listOf, optional, onlyKeys, refuseMisuse, TEXT } from './arguments/kinds.ts';
import { placed, SURROUNDINGS } from './arguments/surroundings.ts';
import type { Surroundings } from './arguments/surroundings.ts';

/** Options of {@link radar}. */
export interface RadarOptions extends Surroundings {
  /** What branches are to be merged into. By default the remote's default branch. */
  readonly bases?: readonly string[] | undefined;
  /** Only refs that match one of these glob patterns: `origin/feature-*`, `refs/pull/*`. By default all local and remote-tracking branches. */
  readonly refs?: readonly string[] | undefined;
  /** Names or commits, one a line, in place of the refs of the clone. */
  readonly refsFrom?: string | undefined;
  /** `2026-03-01`, or RFC 3339: only refs that were committed to since then. */
  readonly since?: string | undefined;
  /** Only what concerns this ref; `yields` then says whether it has to give up an ID. */
  readonly about?: string | undefined;
}

/** Options of {@link trace}. */
export interface TraceOptions extends Surroundings {
  /** Name authors, too. By default `false`. */
  readonly people?: boolean | undefined;
  /** The name of the ledger that the ID is of, `backlog` for the backlog. Needed only if several have the ID. */
  readonly ledger?: string | undefined;
}

/** Options of {@link audit}. */
export interface AuditOptions extends Surroundings {
  /** `2026-03-01`, or RFC 3339: leave out what ended before. Open collisions are always listed. */
  readonly since?: string | undefined;
}

/**
 * Finds IDs that branches use for different things while the branches are still apart: who keeps each, the next ID that is free on all refs, and the command
 * for the branch that has to yield. Nothing is merged, fetched or written.
 *
 * @throws TidemarkError with the code `unknown-revision` or `history-missing` for a base that cannot be read, `usage` where it is not clear what branches
 * are merged into, `no-backlog` where no ref has one.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { radar } from 'tidemark';
 *
 * const { contested } = await radar({ bases: ['main'] });
 * for (const { id, kind, keeps, next } of contested) console.log(id, kind, keeps, next);
 * // WRK-003 taken-on-base main WRK-004
 * ```
 */
export async function radar(options: RadarOptions = {}): Promise<Radar> {
  refuseMisuse('radar(options)', { options }, { options: RADAR });
  const { bases = [], refs = [], refsFrom, since, about } = options;
  return lookAround(placed(options), { bases, refs, refsFrom, since, about });
}

/**
 * Tells what became of everything that ever had an ID, in the history of HEAD and of every ref.
 *
 * @param id In any spelling: `wrk-27`, `WRK-027`; in a ledger of files `42`, `0042`.
 * @returns `undefined` for an ID that nothing ever had.
 * @throws TidemarkError with the code `usage` for a text that is not an ID, or the ID of several ledgers, `no-backlog`, `history-missing` in a partial clone that lacks a version,
 * `unknown-revision` before the first commit.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { trace } from 'tidemark';
 *
 * const found = await trace('wrk-1');
 * for (const { title, state, events } of found?.lives ?? []) console.log(title, state, events[0]?.kind);
 * // Retry limits present drawn
 * ```
 */
export async function trace(id: string, options: TraceOptions = {}): Promise<Trace | undefined> {
  refuseMisuse('trace(id, options)', { id, options }, { id: TEXT, options: TRACE });
  return traceId(placed(options), id, { people: options.people ?? false, ledger: options.ledger });
}

/**
 * Tells what all IDs have stood for in the history of HEAD: collisions and how they ended, numbers that were drawn and never used, and how
 * `next_item_id` went; ledger by ledger.
 *
 * @throws TidemarkError with the code `usage` for a text that is not a date, `no-backlog`, `history-missing` in a partial clone that lacks a version,
 * `unknown-revision` before the first commit.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { audit } from 'tidemark';
 *
 * const { ledgers } = await audit();
 * for (const { ids, collisions } of ledgers) console.log(ids.length, collisions.length);
 * // 3 0
 * ```
 */
export async function audit(options: AuditOptions = {}): Promise<AuditReport> {
  refuseMisuse('audit(options)', { options }, { options: AUDIT });
  return auditHistory(placed(options), { since: options.since });
}

const LIST = optional(listOf(TEXT, 'refs'));
const RADAR = onlyKeys<RadarOptions>({
  ...SURROUNDINGS,
  bases: LIST,
  refs: LIST,
  refsFrom: optional(TEXT),
  since: optional(TEXT),
  about: optional(TEXT),
});
const TRACE = onlyKeys<TraceOptions>({ ...SURROUNDINGS, people: optional(FLAG), ledger: optional(TEXT) });
const AUDIT = onlyKeys<AuditOptions>({ ...SURROUNDINGS, since: optional(TEXT) });
