import type { Finding } from './finding.ts';

/** What was checked and against what, what was found, and what could not be checked. Every reporter prints one of these. */
export interface Report {
  readonly candidate: { readonly kind: CandidateKind; readonly label: string };
  readonly bases: readonly { readonly label: string; readonly commit: string }[];
  /** Null where the candidate has no readable backlog. */
  readonly backlog: BacklogSummary | null;
  /** The backlogs that have names, and the ledgers of files. */
  readonly ledgers?: readonly LedgerSummary[];
  readonly findings: readonly Finding[];
  /** Reasons why part of the question stays open; not empty means "could not check". */
  readonly unchecked: readonly string[];
  /** One-line remarks for people that are not findings: a weakened policy, a textual conflict. */
  readonly notes: readonly string[];
  /** What to add to a finding in this situation, such as "gaps in the numbering are harmless". */
  readonly advice?: string;
  /** Source lines that the findings point at, keyed `path:line`, for reporters that show code. */
  readonly excerpts?: ReadonlyMap<string, string>;
}

/** What was checked; `merge` is the result of merging what CI was asked about. */
export type CandidateKind = 'worktree' | 'index' | 'commit' | 'merge';

/** The backlog of the candidate, in numbers. */
export interface BacklogSummary {
  readonly path: string;
  readonly mark: number | null;
  /** The highest claimed number, whatever its prefix; null without any claim. */
  readonly highest: number | null;
  /** The ID that would be assigned next; null if no prefix is known. */
  readonly next: string | null;
  readonly items: number;
}

/** A ledger of numbered files, or a backlog that has a name, in numbers. */
export interface LedgerSummary {
  readonly name: string;
  readonly kind: string;
  readonly paths: readonly string[];
  readonly entries: number;
  /** The highest number, as its file has it; null without any. */
  readonly highest: string | null;
  /** The number that comes next; null if it is unknown. */
  readonly next: string | null;
  /** Of a backlog; null where it has none. */
  readonly mark?: number | null;
}
