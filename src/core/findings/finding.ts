import type { Place } from '../ids/claim.ts';

/** The names of all rules, in the order in which findings are reported. */
export const RULE_IDS = [
  'backlog-unreadable',
  'backlog-missing',
  'backlog-rewritten',
  'mark-invalid',
  'mark-missing',
  'mark-behind',
  'mark-regressed',
  'mark-leap',
  'id-malformed',
  'duplicate-id',
  'id-reused',
  'id-below-mark',
  'item-restored',
  'item-dropped',
  'item-replaced',
  'change-dir-conflict',
  'change-dir-duplicate',
  'change-dir-shared',
  'worklog-conflict',
  'worklog-unreadable',
  'id-mismatch',
  'ledger-restarted',
  'drawn-elsewhere',
] as const;

/** The name of a rule. */
export type RuleId = (typeof RULE_IDS)[number];
/** How much a finding weighs; an error fails a check. */
export type Severity = 'error' | 'warning';

/** `fix` ends a finding; `try` may end it, or is a first step; `see` shows what a person needs to decide. */
export type RemedyKind = 'fix' | 'try' | 'see';

/** Another place that takes part in a finding, and what it has to do with it. */
export interface Related extends Place {
  readonly message: string;
}

/** A problem that a rule finds in the candidate. The engine adds the rule and its level. */
export interface Problem {
  /** Canonical text of the ID in question; null where the finding is about no single ID. */
  readonly id: string | null;
  /** A whole sentence that names both ends. */
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Related[];
  /** A command to paste, or where none helps a short sentence that may name some in backticks. */
  readonly remedy: string;
  /** What the remedy is to the finding, where it does not end it. */
  readonly remedyKind?: RemedyKind;
  /** Where the rule's own level does not fit this case. */
  readonly severity?: Severity;
  /** What an `accept` entry names: the subject of the reported claim, or the mark that is given up. */
  readonly excuse: { readonly subject: string } | { readonly mark: number } | undefined;
  /** The claims that take part, each as a stable key without a position. A finding with none that a base's finding lacks is inherited. */
  readonly evidence: readonly string[];
  /** Mark rules only. */
  readonly standing?: Standing;
}

/** The state of the mark, in item numbers: a finding is inherited while the mark is not lower and the others are not higher. */
export interface Standing {
  readonly mark: number;
  /** The highest claim. */
  readonly highest: number;
  /** The mark that a base had and the candidate gives up; 0 for none. */
  readonly lost: number;
}

export interface Finding extends Problem {
  readonly rule: RuleId;
  /** The ID as the files have it, where that is not `id`. */
  readonly name?: string | undefined;
  readonly severity: Severity;
  readonly inherited: boolean;
  /** The ledger that it is about; absent for the backlog at the top of the configuration. */
  readonly ledger?: string;
  /** How many further places take part: `related` holds ten at most. Absent for none. */
  readonly moreRelated?: number;
}
