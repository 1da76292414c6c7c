import { isAccepted } from '../core/accept.ts';
import type { AcceptEntry, Policy } from '../core/policy.ts';
import { judge } from '../judge.ts';
import type { Matter } from '../judge.ts';
import { matterOfWorkTree } from '../local-matter.ts';
import { CONFIG_FILE } from '../settings.ts';
import { note } from './remark.ts';
import type { Patient, Remark } from './remark.ts';

/** Entries of `accept` that excuse nothing, neither against what was there before nor by itself. */
export async function examineAccept({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const matter = await matterOfWorkTree(repository, local);
  const { policy } = matter.candidate.settings;
  if (policy.accept.length === 0) return [];
  const judged: readonly Matter[] = [matter, { ...matter, bases: [], sides: [] }];
  const bare: Policy = { ...policy, accept: [] };
  const reports = await Promise.all(
    judged.map(async (one) =>
      judge(repository, one, { policy: bare, strict: true, trustNoMark: false }, local),
    ),
  );
  const findings = reports.flatMap((report) => report.findings);
  const unused = policy.accept.filter((entry) => !findings.some((finding) => isAccepted(finding, entry)));
  return unused.map((entry) => {
    return note(
      `The entry of \`accept\` for ${nameOf(entry)} excuses nothing.`,
      `Take it out of ${CONFIG_FILE}.`,
    );
  });
}

function nameOf(entry: AcceptEntry): string {
  return 'mark' in entry
    ? `${entry.rule} at mark ${entry.mark}`
    : `${entry.rule} of ${entry.id} (${entry.subject})`;
}
