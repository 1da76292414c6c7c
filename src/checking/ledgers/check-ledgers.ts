import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { policyOf, type Policy } from '../../core/findings/policy.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';
import { doubtfulOids, identify } from '../../core/identity/files/identify.ts';
import { evaluateFiles } from '../../core/rules/files/evaluate-files.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readSketches } from '../../reading/ledgers/contents.ts';
import { historyOf } from '../../reading/ledgers/history-of-ledger.ts';
import type { Comparison } from '../comparison.ts';
import { entriesIn, extrasOf } from './candidate-files.ts';
import { CANDIDATE, readCommits, withCandidate } from './commits.ts';
import { hasQuestion, readLists } from './file-lists.ts';
import { positionsIn } from './positions.ts';
import type { FileLists } from './file-lists.ts';

/** What is found in ledgers of files. */
export interface LedgersChecked {
  readonly findings: readonly Finding[];
  readonly summaries: readonly LedgerSummary[];
  readonly unchecked: readonly string[];
}

const NOTHING: LedgersChecked = { findings: [], summaries: [], unchecked: [] };

/**
 * Checks the ledgers of files of a comparison. Without any git is asked nothing; where nothing came and no merge is checked, only for names;
 * and for history only where a name leaves a question. Throws what reading throws, but for a history that is cut off: `unchecked` says so.
 */
export async function checkLedgers(
  repository: Repository,
  comparison: Comparison,
  ledgers: readonly FileLedger[],
  { policy, strict }: { readonly policy: Policy; readonly strict: boolean },
): Promise<LedgersChecked> {
  if (ledgers.length === 0) return NOTHING;
  const wide = ledgers.map((ledger) => withPathsOfBases(ledger, comparison));
  const lists = await readLists(
    repository,
    comparison,
    wide.flatMap(({ terms }) => terms.paths),
  );
  const isAsked = wide.some((ledger) => hasQuestion(ledger, comparison, lists));
  const { commits, unchecked } = isAsked
    ? await readCommits(repository, comparison, wide, lists)
    : { commits: withCandidate([], comparison, lists), unchecked: [] };
  const checked: LedgersChecked[] = [];
  for (const ledger of wide)
    checked.push(await checkOne(repository, comparison, ledger, { commits, lists, policy, strict }));
  return {
    findings: checked.flatMap(({ findings }) => findings),
    summaries: checked.flatMap(({ summaries }) => summaries),
    unchecked,
  };
}

/** A base may have had the ledger in another folder. */
function withPathsOfBases(ledger: FileLedger, { bases, sides, target }: Comparison): FileLedger {
  const others = [...bases, ...sides, ...(target ? [target.base] : [])].flatMap(({ snapshot }) =>
    (snapshot.ledgers ?? []).filter(({ name }) => name === ledger.terms.name),
  );
  const paths = [...new Set([ledger.terms, ...others].flatMap((terms) => terms.paths))];
  return paths.length === ledger.terms.paths.length
    ? ledger
    : { ...ledger, terms: { ...ledger.terms, paths } };
}

interface Terms {
  readonly commits: readonly FileCommit[];
  readonly lists: FileLists;
  readonly policy: Policy;
  readonly strict: boolean;
}

async function checkOne(
  repository: Repository,
  comparison: Comparison,
  ledger: FileLedger,
  { commits, lists, policy, strict }: Terms,
): Promise<LedgersChecked> {
  const { terms, kind } = ledger;
  const { snapshot } = comparison.candidate;
  const name = snapshot.commit ?? CANDIDATE;
  const history = historyOf({ kind, paths: terms.paths }, commits, new Set([name]));
  const position = history.positions.get(name) ?? history.commits.length - 1;
  const identified = identify(history, await readSketches(repository, doubtfulOids(history)));
  const entries = entriesIn(history, position);
  const { extra, summary } = await extrasOf(repository, ledger, {
    entries,
    lists,
    isOnDisk: comparison.kind === 'worktree',
  });
  const findings = evaluateFiles({
    history,
    identified,
    terms,
    candidate: { position, label: snapshot.label },
    ...positionsIn(history, comparison),
    isMerged: comparison.isMerged ?? false,
    policy: policyOf(policy, terms.name),
    strict,
    shared: sharedKeys(entries),
    extra,
  });
  return { findings, summaries: [summary], unchecked: [] };
}

function sharedKeys(entries: ReturnType<typeof entriesIn>): readonly string[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key }) => {
    if (seen.has(key)) return [key];
    seen.add(key);
    return [];
  });
}
