import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { Policy } from '../../core/findings/policy.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import { evaluateFiles } from '../../core/rules/files/evaluate-files.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Comparison } from '../comparison.ts';
import { compareLedgers } from './compare-ledgers.ts';

/** What is found in ledgers of files. */
export interface LedgersChecked {
  readonly findings: readonly Finding[];
  readonly summaries: readonly LedgerSummary[];
  readonly unchecked: readonly string[];
  /** One-line remarks for people. */
  readonly notes: readonly string[];
}

const NOTHING: LedgersChecked = { findings: [], summaries: [], unchecked: [], notes: [] };

/** Checks the ledgers of files of a comparison. Without any git is asked nothing. Throws what `compareLedgers` throws. */
export async function checkLedgers(
  repository: Repository,
  comparison: Comparison,
  ledgers: readonly FileLedger[],
  terms: { readonly policy: Policy; readonly strict: boolean },
): Promise<LedgersChecked> {
  if (ledgers.length === 0) return NOTHING;
  const { ledgers: all, lists, unchecked } = await compareLedgers(repository, comparison, ledgers, terms);
  return {
    findings: all.flatMap(({ compared }) => evaluateFiles(compared)),
    summaries: all.map(({ summary }) => summary),
    unchecked,
    notes: lists.notes,
  };
}
