import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { Policy } from '../../core/findings/policy.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import { questionsOf } from '../../core/rules/files/open-numbers.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Comparison } from '../comparison.ts';
import { compareLedgers } from './compare-ledgers.ts';
import type { ComparedLedger } from './compare-ledgers.ts';

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
  const open = all.filter(({ compared }) => questionsOf(compared));
  return {
    findings: open.length > 0 ? await evaluate(open) : [],
    summaries: all.map(({ summary }) => summary),
    unchecked,
    notes: lists.notes,
  };
}

/** Most commits leave nothing open, and then no rule is loaded. */
async function evaluate(open: readonly ComparedLedger[]): Promise<readonly Finding[]> {
  const { evaluateFiles } = await import('../../core/rules/files/evaluate-files.ts');
  return open.flatMap(({ compared }) => evaluateFiles(compared));
}
