import type { Repository } from '../../adapters/git/repository.ts';
import type { Report } from '../../core/findings/report.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { LocalSettings } from '../../reading/settings.ts';
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
  const report = await checkComparison(repository, comparison, terms, local);
  if (terms.ledgers.length === 0) return report;
  const { findings, summaries, unchecked } = await checkLedgers(repository, comparison, terms.ledgers, terms);
  const excerpts = await excerptsOf(findings, comparison.candidate.read);
  return {
    ...report,
    ledgers: summaries,
    findings: [...report.findings, ...findings],
    unchecked: [...new Set([...report.unchecked, ...unchecked])],
    excerpts: new Map([...(report.excerpts ?? []), ...excerpts]),
  };
}
