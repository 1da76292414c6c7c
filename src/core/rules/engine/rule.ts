import type { Facts } from '../../ledger/facts.ts';
import type { Problem, RuleId, Severity } from '../../findings/finding.ts';

/** One thing that Tidemark checks. The texts are for people; `check` yields the problems of the candidate. */
export interface Rule {
  readonly id: RuleId;
  /** What must hold, in one line. */
  readonly title: string;
  readonly level: Severity;
  /** What goes wrong when it does not hold. */
  readonly harm: string;
  readonly remedy: string;
  /** When a project may want to turn it off or down. */
  readonly turnOff: string;
  readonly check: (facts: Facts) => Iterable<Problem>;
}
