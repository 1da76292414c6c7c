/**
 * Makes sure that no item ID in a git-tracked `BACKLOG.yaml` ever comes to mean two things.
 *
 * Everything that the command does, as functions: `npm install tidemark`, then `import { check } from 'tidemark'`. It is an ES module with types; it needs Node 20.19 or later, and git for
 * what works in a repository.
 *
 * - **Options** are the last argument of a function, and have defaults: `check()` checks the current directory.
 * - **What is wrong with a repository** is a value: a finding of a report. What keeps a function from its work is a {@link TidemarkError} with a `code`
 *   and a `hint`, the way out. An argument that it cannot take is a `TypeError` that names it.
 * - **Numbers** are item numbers: integers from 0 to 4294967295. Lines and columns count from 1; columns are UTF-16 code units. Paths are relative to the
 *   repository's root, with slashes. Timestamps are RFC 3339 texts.
 * - **Commands** in messages (`remedy`, `hint`) are written as `tidemark …`.
 *
 * The examples below run in a repository with three items, WRK-001 to WRK-003; on the branch `topic` WRK-003 is another item than on `main`.
 *
 * @packageDocumentation
 */
export { check, checkCi, replay } from './library/checking.ts';
export type { CheckOptions, CheckTarget, CiOptions, ReplayOptions } from './library/checking.ts';
export { fix, renumber, resolve } from './library/repairing.ts';
export type { FixOptions, RenumberOptions, ResolveOptions } from './library/repairing.ts';
export { next, sharedNumbers, shareNumbers, unusedNumbers } from './library/numbers.ts';
export type { NextOptions, SharedOptions, ShareOptions } from './library/numbers.ts';
export { add, archive, ingest } from './library/drawing.ts';
export type { AddOptions, ArchiveOptions, IngestOptions } from './library/drawing.ts';
export { audit, radar, trace } from './library/surveying.ts';
export type { AuditOptions, RadarOptions, TraceOptions } from './library/surveying.ts';
export { init } from './library/beginning.ts';
export type { InitOptions } from './library/beginning.ts';
export { doctor } from './library/doctor.ts';
export type { LockedSurroundings, Surroundings } from './library/arguments/surroundings.ts';
export { loadBacklog, saveBacklog } from './library/backlog-file.ts';
export {
  addItem,
  archiveItem,
  findItems,
  generateNextId,
  ingestFollowUps,
  updateItem,
} from './library/operations.ts';
export type { BirthOptions, FollowUpOptions } from './library/arguments/item-kinds.ts';
export { formatItemId, parseItemId, titleProblem } from './library/values.ts';
export {
  parseBacklog,
  parseWorklog,
  readChangeDirs,
  snapshotOf,
  worklogEntries,
  worklogFileName,
} from './library/texts.ts';
export type { SnapshotOptions } from './library/texts.ts';
export { evaluate, needsHistory, renderReport } from './library/rules.ts';
export type { Format, GivenSituation } from './library/rules.ts';

export type { Addition } from './drawing/add.ts';
export type { Archival } from './drawing/archive.ts';
export type { FixResult } from './drawing/fix.ts';
export type { FollowUpSource } from './drawing/ingest.ts';
export type { NextId } from './drawing/next.ts';
export type { Seeding } from './drawing/shared/seed.ts';
export type { SharedDraw, SharedStatus } from './drawing/shared/status.ts';
export type { UnusedNumber } from './drawing/survey/unused-numbers.ts';
export type { Replayed } from './checking/replay.ts';
export type { Examination } from './wiring/doctor.ts';
export type { Remark } from './wiring/remark.ts';
export type { RenumberReport } from './renumbering/renumber.ts';
export type { FileChange } from './renumbering/renumber-files.ts';
export type { OpenConflict, ResolveReport } from './renumbering/resolve.ts';
export type { Outlook } from './renumbering/outlook.ts';
export type { SettledFile } from './renumbering/merging/unsettled-file.ts';
export type { Conflict } from './renumbering/merging/merge-versions.ts';
export type { OperationKind } from './adapters/git/conflict/operation.ts';
export type { FileMove, IdEdit, Renumbering, RenumberPart } from './core/renumbering/renumber-plan.ts';
export type { BacklogSource, LoadedBacklog } from './writing/backlog-store.ts';
export type { BacklogFile, BacklogItem } from './core/numbers/backlog-file.ts';
export type { Draft } from './core/numbers/backlog-operations.ts';
export type { DatedItem } from './formats/backlog/edit/date-items.ts';
export type { DoneEntry } from './formats/worklog/worklog-entry.ts';
export type {
  ChangeDocument,
  Claim,
  DirectoryClaim,
  Entry,
  HeadingClaim,
  ItemClaim,
  NamedId,
  NearMiss,
  Place,
} from './core/ids/claim.ts';
export { MAX_ITEM_NUMBER } from './core/ids/item-id.ts';
export type { ItemId } from './core/ids/item-id.ts';
export type { Spell } from './core/ids/spelling.ts';
export { RULE_IDS } from './core/findings/finding.ts';
export type { Finding, Problem, Related, RemedyKind, RuleId, Severity } from './core/findings/finding.ts';
export { DEFAULT_POLICY } from './core/findings/policy.ts';
export type { AcceptEntry, Excuse, Policy } from './core/findings/policy.ts';
export type { BacklogSummary, CandidateKind, LedgerSummary, Report } from './core/findings/report.ts';
export type { Rule } from './core/rules/engine/rule.ts';
export type { Evaluation } from './core/rules/engine/evaluate.ts';
export { RULES } from './core/rules/index.ts';
export type { Base, BaseSnapshot, LedgerVersion, Loan, Situation, Target } from './core/ledger/situation.ts';
export type { OthersDraws } from './core/ledger/counters.ts';
export type {
  Backlog,
  BacklogState,
  ChangeFile,
  LedgerState,
  MalformedId,
  Mark,
  OtherList,
  Snapshot,
  TextProblem,
} from './core/ledger/snapshot.ts';
export type { NamedBacklog } from './core/ledger/named-backlog.ts';
export type { OfBacklog } from './library/arguments/surroundings.ts';
export { TidemarkError } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export type { Audit, AuditReport, AuditedId, AuditedThing, ToldRegression } from './core/history/audit.ts';
export type { NumberRange } from './core/history/mark-history.ts';
export type { Contest, ContestKind, Holder, Radar } from './core/radar/contest.ts';
export type { Trace, TracedEvent, TracedLife } from './core/history/trace.ts';
export type { EventKind } from './core/history/life-events.ts';
export type { Standing, ToldCollision, ToldCommit, ToldThing } from './core/history/told.ts';
export type { FoundLedger } from './formats/discovery/found-ledger.ts';
export type { Initiation } from './wiring/init.ts';
