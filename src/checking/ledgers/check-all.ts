import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { atRoot } from '../../core/messages/runnable.ts';
import type { Report } from '../../core/findings/report.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { withUnguarded } from '../../reading/unguarded-backlog.ts';
import { checkComparison } from '../comparison.ts';
import type { Comparison, Terms } from '../comparison.ts';
import { excerptsOf } from '../excerpts.ts';
import { checkLedgers } from './check-ledgers.ts';

/** Checks the backlog of a comparison, and its ledgers of files. Throws what `checkComparison` throws. */
export async function checkAll(
  repository: Repository,
  comparison: Comparison,
  terms: Terms & { readonly ledgers: readonly FileLedger[] },
  local: LocalSettings,
): Promise<Report> {
  const checkedBacklog = await checkComparison(repository, comparison, terms, local);
  const report = withUnguarded(checkedBacklog, comparison.candidate.snapshot.backlog);
  if (terms.ledgers.length === 0) return report;
  const checked = await checkLedgers(repository, comparison, terms.ledgers, terms);
  const { findings, summaries, unchecked } = checked;
  const excerpts = await excerptsOf(findings, comparison.candidate.read);
  return {
    ...report,
    ledgers: summaries,
    findings: [...report.findings, ...(repository.atRoot ? findings : findings.map(fromAnywhere))],
    unchecked: [...new Set([...report.unchecked, ...unchecked])],
    notes: [...report.notes, ...checked.notes],
    excerpts: new Map([...(report.excerpts ?? []), ...excerpts]),
  };
}

/** Paths in commands count from the root. */
function fromAnywhere(finding: Finding): Finding {
  return finding.remedy.startsWith('git ') ? { ...finding, remedy: atRoot(finding.remedy) } : finding;
}
