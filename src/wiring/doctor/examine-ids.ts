import { compareWorkTree } from '../../checking/comparisons/local-comparison.ts';
import { checkComparison } from '../../checking/comparison.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** What is wrong with the IDs as they are, new or old: hooks let old problems pass. */
export async function examineIds({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const comparison = await compareWorkTree(repository, local);
  const { backlog } = comparison.candidate.snapshot;
  // That is what `files` is about.
  if (backlog.state !== 'readable') return [];
  const how = { policy: comparison.candidate.settings.policy, strict: true, trustNoMark: false };
  const { findings } = await checkComparison(repository, comparison, how, local);
  const [errors, warnings] = (['error', 'warning'] as const).map((level) =>
    findings.filter(({ severity }) => severity === level),
  );
  if (errors && errors.length > 0)
    return [
      problem(sentence(errors, 'error'), 'Run `tidemark check --strict`, which shows each with its remedy.'),
    ];
  if (warnings && warnings.length > 0)
    return [note(sentence(warnings, 'warning'), 'Run `tidemark check`, which shows each with its remedy.')];
  return [];
}

function sentence(findings: readonly Finding[], word: string): string {
  const names = [...new Set(findings.map(({ rule, id }) => (id === null ? rule : `${id} (${rule})`)))];
  const count = `${findings.length} ${word}${findings.length === 1 ? '' : 's'}`;
  return `There ${findings.length === 1 ? 'is' : 'are'} ${count}: ${enumerate(names)}.`;
}
