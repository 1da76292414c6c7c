import type { Finding } from './finding.ts';

/**
 * Whether a finding is old trouble: a base shows the same rule and ID with nothing added since. A mark finding is old
 * only while the mark is not lower and the highest claim not higher.
 */
export function isInherited(finding: Finding, old: Finding): boolean {
  if (finding.rule !== old.rule) return false;
  if (finding.standing && old.standing) {
    return finding.standing.mark >= old.standing.mark && finding.standing.highest <= old.standing.highest;
  }
  return finding.id === old.id && finding.evidence.every((claim) => old.evidence.includes(claim));
}
