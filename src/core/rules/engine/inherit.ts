import type { Finding } from '../../findings/finding.ts';
import { groupBy } from '../../ids/group-by.ts';
import { remember } from '../../ids/remember.ts';

/**
 * Decides what is inherited: a base shows the same rule and ID with nothing added since. A mark finding is inherited only
 * while the mark is not lower, and neither the highest claim nor the lost mark is higher.
 */
export function inheritedFrom(known: readonly Finding[]): (finding: Finding) => boolean {
  // There may be thousands of findings of one ID, so they are looked up by the first claim.
  const led = known.flatMap((old) => ['', ...old.evidence].map((lead) => ({ name: nameOf(old, lead), old })));
  const byName = groupBy(led, ({ name }) => name);
  return (finding) => {
    const olds = byName.get(nameOf(finding, finding.evidence[0] ?? ''));
    return olds?.some(({ old }) => addsNothing(finding, old)) ?? false;
  };
}

/** The ID of a mark finding says how high the mark should be, so it changes while the cause stays. */
function nameOf({ rule, id, standing }: Finding, lead: string): string {
  return standing ? rule : `${rule} ${id}\n${lead}`;
}

function addsNothing(finding: Finding, old: Finding): boolean {
  const [now, then] = [finding.standing, old.standing];
  if (!now || !then)
    return isSameTaker(finding, old) && finding.evidence.every((claim) => asSet(old.evidence).has(claim));
  return now.mark >= then.mark && now.highest <= then.highest && now.lost <= then.lost;
}

const asSet = remember((evidence: readonly string[]) => new Set(evidence));

/** An ID may change hands between two items that both had it. */
function isSameTaker({ rule, excuse }: Finding, old: Finding): boolean {
  return rule !== 'id-reused' || JSON.stringify(excuse) === JSON.stringify(old.excuse);
}
