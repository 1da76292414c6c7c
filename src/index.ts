export { add } from './drawing/add.ts';
export type { Addition } from './drawing/add.ts';
export { archive } from './drawing/archive.ts';
export type { Archival, ArchiveOptions } from './drawing/archive.ts';
export { loadBacklog, saveBacklog } from './writing/backlog-store.ts';
export type { BacklogSource, LoadedBacklog } from './writing/backlog-store.ts';
export type { BacklogFile, BacklogItem } from './core/numbers/backlog-file.ts';
export type { Claim, DirectoryClaim, HeadingClaim, ItemClaim, Place } from './core/ids/claim.ts';
export { evaluate, needsHistory } from './core/rules/engine/evaluate.ts';
export type { Evaluation } from './core/rules/engine/evaluate.ts';
export { RULE_IDS } from './core/findings/finding.ts';
export type { Finding, Problem, Related, RemedyKind, RuleId, Severity } from './core/findings/finding.ts';
export { generateNextId } from './core/numbers/high-water-mark.ts';
export { formatItemId, MAX_ITEM_NUMBER, parseItemId } from './core/ids/item-id.ts';
export type { ItemId } from './core/ids/item-id.ts';
export type { Spell } from './core/ids/spelling.ts';
export {
  addItem,
  archiveItem,
  findItems,
  ingestFollowUps,
  titleProblem,
} from './core/numbers/backlog-operations.ts';
export type { Birth, Draft } from './core/numbers/backlog-operations.ts';
export { DEFAULT_POLICY } from './core/findings/policy.ts';
export type { AcceptEntry, Policy } from './core/findings/policy.ts';
export type { BacklogSummary, CandidateKind, Report } from './core/findings/report.ts';
export type { Rule } from './core/rules/engine/rule.ts';
export { RULES } from './core/rules/index.ts';
export type { Base, BaseSnapshot, LedgerVersion, Situation } from './core/ledger/situation.ts';
export type { Backlog, BacklogState, Mark, Snapshot } from './core/ledger/snapshot.ts';
export type { DrawOptions } from './drawing/number-draw.ts';
export { TidemarkError } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export { fix } from './drawing/fix.ts';
export type { FixOptions, FixResult } from './drawing/fix.ts';
export type { DatedItem } from './formats/backlog/edit/date-items.ts';
export { unusedNumbers } from './drawing/survey/unused-numbers.ts';
export type { UnusedNumber } from './drawing/survey/unused-numbers.ts';
export { parseBacklog } from './formats/backlog/backlog.ts';
export { readChangeDirs } from './formats/change-dir.ts';
export { parseWorklog } from './formats/worklog/worklog.ts';
export { check } from './checking/check.ts';
export type { CheckOptions, CheckTarget } from './checking/check.ts';
export { ingest } from './drawing/ingest.ts';
export type { FollowUpSource, IngestOptions } from './drawing/ingest.ts';
export { next } from './drawing/next.ts';
export type { NextId } from './drawing/next.ts';
export { replay } from './checking/replay.ts';
export type { Replayed, ReplayOptions } from './checking/replay.ts';
export { audit } from './surveying/audit.ts';
export type { AuditOptions } from './surveying/audit.ts';
export type { Audit, AuditedId, AuditedThing, ToldRegression } from './core/history/audit.ts';
export type { NumberRange } from './core/history/mark-history.ts';
export { radar } from './surveying/radar.ts';
export type { RadarOptions } from './surveying/radar.ts';
export type { Contest, ContestKind, Holder, Radar } from './core/radar/contest.ts';
export { trace } from './surveying/trace.ts';
export type { TraceOptions } from './surveying/trace.ts';
export type { Trace, TracedEvent, TracedLife } from './core/history/trace.ts';
export type { EventKind } from './core/history/life-events.ts';
export type { Standing, ToldCollision, ToldCommit, ToldThing } from './core/history/told.ts';
export type { Where } from './writing/workbench.ts';
