import type { Finding } from '../../findings/finding.ts';
import { groupBy } from '../../ids/group-by.ts';

/**
 * Tells old trouble from new: a base shows the same rule and ID with nothing added since. A mark finding is old only
 * while the mark is not lower, and neither the highest claim nor the mark given up higher.
 */
export function inheritedFrom(known: readonly Finding[]): (finding: Finding) => boolean {
  const byCause = groupBy(known, causeOf);
  return (finding) => byCause.get(causeOf(finding))?.some((old) => addsNothing(finding, old)) ?? false;
}

/** The ID of a mark finding says how high the mark should be, so it changes while the cause stays. */
function causeOf({ rule, id, standing }: Finding): string {
  return standing ? rule : `${rule} ${id}`;
}

function addsNothing(finding: Finding, old: Finding): boolean {
  const [now, then] = [finding.standing, old.standing];
  if (!now || !then)
    return isSameTaker(finding, old) && finding.evidence.every((claim) => old.evidence.includes(claim));
  return now.mark >= then.mark && now.highest <= then.highest && now.lost <= then.lost;
}

/** Of two items that have had an ID, now the one may take it and now the other. */
function isSameTaker({ rule, excuse }: Finding, old: Finding): boolean {
  return rule !== 'id-reused' || JSON.stringify(excuse) === JSON.stringify(old.excuse);
}
