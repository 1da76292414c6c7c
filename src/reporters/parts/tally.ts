import type { Finding } from '../../core/findings/finding.ts';

export interface Tally {
  readonly errors: number;
  /** Warnings that are new; the inherited ones are counted apart. */
  readonly warnings: number;
  readonly inherited: number;
}

/** Counts findings as the `summary` of the JSON does. */
export function tally(findings: readonly Finding[]): Tally {
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity, inherited }) => severity === 'warning' && !inherited).length,
    inherited: findings.filter(({ inherited }) => inherited).length,
  };
}
