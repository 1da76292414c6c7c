import { isAccepted } from '../../core/rules/engine/accept.ts';
import type { AcceptEntry, Policy } from '../../core/findings/policy.ts';
import { checkComparison } from '../../checking/comparison.ts';
import type { Comparison } from '../../checking/comparison.ts';
import { compareWorkTree } from '../../checking/comparisons/local-comparison.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import { note } from './remark.ts';
import type { Patient, Remark } from './remark.ts';

/** Entries of `accept` that excuse nothing, neither against what was there before nor by itself. */
export async function examineAccept({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const comparison = await compareWorkTree(repository, local);
  const { policy } = comparison.candidate.settings;
  if (policy.accept.length === 0) return [];
  const checked: readonly Comparison[] = [comparison, { ...comparison, bases: [], sides: [] }];
  const bare: Policy = { ...policy, accept: [] };
  const reports = await Promise.all(
    checked.map(async (one) =>
      checkComparison(repository, one, { policy: bare, strict: true, trustNoMark: false }, local),
    ),
  );
  const findings = reports.flatMap((report) => report.findings);
  const unused = policy.accept.filter((entry) => !findings.some((finding) => isAccepted(finding, entry)));
  return unused.map((entry) => {
    return note(
      `The entry of \`accept\` for ${nameOf(entry)} no longer matches anything.`,
      `Take it out of ${CONFIG_FILE}.`,
    );
  });
}

function nameOf(entry: AcceptEntry): string {
  return 'mark' in entry
    ? `${entry.rule} at mark ${entry.mark}`
    : `${entry.rule} of ${entry.id} (${entry.subject})`;
}
