import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { isAccepted } from '../../core/rules/engine/accept.ts';
import type { AcceptEntry, Policy } from '../../core/findings/policy.ts';
import type { Comparison } from '../../checking/comparison.ts';
import { checkAll } from '../../checking/ledgers/check-all.ts';
import { checkEachOfLedgers } from '../../checking/ledgers/check-each.ts';
import { compareWorkTree } from '../../checking/comparisons/local-comparison.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import { note } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Entries of `accept` that excuse nothing, neither against what was there before nor by itself. */
export async function examineAccept({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const comparison = await compareWorkTree(repository, local);
  const { policy, ledgers, named: backlogs } = comparison.candidate.settings;
  if (policy.accept.length === 0) return [];
  const checked: readonly Comparison[] = [comparison, { ...comparison, bases: [], sides: [] }];
  const bare: Policy = { ...policy, accept: [] };
  const terms = { policy: bare, strict: true, trustNoMark: false, ledgers, backlogs };
  const reports = await Promise.all(checked.map(async (one) => checkAll(repository, one, terms, local)));
  const findings = [
    ...reports.flatMap((report) => report.findings),
    ...(await findingsInPast(repository, ledgers, bare)),
  ];
  const excuses = (entry: AcceptEntry): boolean =>
    findings.some((finding) => finding.ledger === entry.ledger && isAccepted(finding, entry));
  const unused = policy.accept.filter((entry) => !excuses(entry));
  return unused.map((entry) => {
    return note(
      `The entry of \`accept\` for ${nameOf(entry)}${entry.ledger === undefined ? '' : ` in ${entry.ledger}`} no longer matches anything.`,
      `Take it out of ${CONFIG_FILE}.`,
    );
  });
}

/** What any commit behind HEAD made wrong in ledgers of files: a number that came back stays what it is. */
async function findingsInPast(
  repository: Repository,
  ledgers: readonly FileLedger[],
  policy: Policy,
): Promise<readonly Finding[]> {
  const head = await findCommit(repository, 'HEAD');
  if (!head || ledgers.length === 0) return [];
  const found = await checkEachOfLedgers(repository, head.oid, { ledgers, policy }, () => true);
  return [...found.values()].flat();
}

function nameOf(entry: AcceptEntry): string {
  return 'mark' in entry
    ? `${entry.rule} at mark ${entry.mark}`
    : `${entry.rule} of ${entry.id} (${entry.subject})`;
}
