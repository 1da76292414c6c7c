import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { atRoot } from '../../core/messages/runnable.ts';
import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import type { Base } from '../../core/ledger/situation.ts';
import type { Report } from '../../core/findings/report.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { hasNoBacklog, isBare } from '../../reading/missing-backlog.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { withUnguarded } from '../../reading/unguarded-backlog.ts';
import type { Comparison, Terms } from '../comparison.ts';
import { pathOf } from '../comparisons/guarded-places.ts';
import type { BacklogsChecked } from './check-backlogs.ts';
import { checkLedgers } from './check-ledgers.ts';
import { endsOf } from './commits.ts';

/** By which rules, and what. */
interface AllTerms extends Terms {
  readonly ledgers: readonly FileLedger[];
  /** Those that have names. */
  readonly backlogs: readonly NamedBacklog[];
}

/** Checks every backlog of a comparison, and its ledgers of files. Throws what `checkComparison` throws. */
export async function checkAll(
  repository: Repository,
  comparison: Comparison,
  { backlogs: named, ...terms }: AllTerms,
  local: LocalSettings,
): Promise<Report> {
  const isAlone = terms.ledgers.length === 0 && named.length === 0 && !isReplaced(comparison);
  if (isAlone) return checkOnly(repository, comparison, terms, local);
  const backlogs = await checkNamed(repository, comparison, { ...terms, backlogs: named }, local);
  const top = await checkTop(repository, comparison, { ...terms, isOptional: true }, local);
  const report = withUnguarded(top, comparison.candidate.snapshot.backlog);
  const { findings, summaries, unchecked, notes } = await checkLedgers(
    repository,
    comparison,
    terms.ledgers,
    terms,
  );
  const [missing] = backlogs.missing;
  const isNothing = report.backlog === null && backlogs.summaries.length === 0 && summaries.length === 0;
  if (missing && isNothing) throw missing;
  const excerpts = await readExcerpts(findings, comparison);
  return {
    ...report,
    ledgers: [...backlogs.summaries, ...summaries],
    findings: [
      ...report.findings,
      ...backlogs.findings,
      ...(repository.atRoot ? findings : findings.map(fromAnywhere)),
    ],
    unchecked: [...new Set([...report.unchecked, ...backlogs.unchecked, ...unchecked])],
    notes: [...new Set([...report.notes, ...backlogs.notes, ...notes])],
    excerpts: new Map([...(report.excerpts ?? []), ...backlogs.excerpts, ...excerpts]),
  };
}

async function readExcerpts(
  findings: readonly Finding[],
  { candidate }: Comparison,
): Promise<ReadonlyMap<string, string>> {
  if (findings.length === 0) return new Map();
  const { excerptsOf } = await import('../excerpts.ts');
  return excerptsOf(findings, candidate.read);
}

/** Backlogs with names, or that a base had under one. Most repositories have none. */
async function checkNamed(
  repository: Repository,
  comparison: Comparison,
  terms: AllTermsOfBacklogs,
  local: LocalSettings,
): Promise<BacklogsChecked> {
  const isAny = terms.backlogs.length > 0 || comparison.bases.some(({ snapshot }) => snapshot.backlogs);
  if (!isAny) return NO_BACKLOGS;
  const { checkBacklogs } = await import('./check-backlogs.ts');
  return checkBacklogs(repository, comparison, terms, local);
}

type AllTermsOfBacklogs = Terms & { readonly backlogs: readonly NamedBacklog[] };

const NO_BACKLOGS: BacklogsChecked = {
  findings: [],
  unchecked: [],
  notes: [],
  summaries: [],
  excerpts: new Map(),
  missing: [],
};

async function checkOnly(
  repository: Repository,
  comparison: Comparison,
  terms: Terms,
  local: LocalSettings,
): Promise<Report> {
  const report = await checkTop(repository, comparison, terms, local);
  return withUnguarded(report, comparison.candidate.snapshot.backlog);
}

/** Checks the backlog that the settings of the comparison are about, if there still is one. */
export async function checkTop(
  repository: Repository,
  comparison: Comparison,
  terms: Terms,
  local: LocalSettings,
): Promise<Report> {
  if (!isReplaced(comparison) && !isNothing(repository, comparison)) {
    const { compared, own } = await withFormerName(repository, comparison, local);
    const { checkComparison } = await import('../comparison.ts');
    return checkComparison(repository, compared, terms, own);
  }
  const { kind, candidate, bases, notes } = comparison;
  return {
    candidate: { kind, label: candidate.snapshot.label },
    bases: bases.map(({ snapshot }) => ({ label: snapshot.label, commit: snapshot.commit ?? '' })),
    backlog: null,
    findings: [],
    unchecked: [],
    notes: [...new Set([...notes, ...candidate.notes])],
  };
}

/** Where a base has none at the top, but others, one of those may have become it. */
async function withFormerName(
  repository: Repository,
  comparison: Comparison,
  local: LocalSettings,
): Promise<{ readonly compared: Comparison; readonly own: LocalSettings }> {
  const { candidate, bases, notes } = comparison;
  const isNew = ({ snapshot: { backlog, backlogs = [] } }: Base): boolean =>
    backlog.state === 'missing' && backlogs.length > 0;
  if (local.backlog || candidate.snapshot.backlog.state === 'missing' || !bases.some(isNew))
    return { compared: comparison, own: local };
  const { findLineage } = await import('../../reading/history/backlog-lineage.ts');
  const { comparisonOf } = await import('../comparisons/named-comparison.ts');
  const lineage = await findLineage(repository, endsOf(comparison), local, candidate.settings.named);
  const own = { ...local, lineage };
  return { compared: { ...(await comparisonOf(repository, comparison, own)), notes }, own };
}

/** A plain commit of a project that never needed a backlog: no rule has anything to look at. */
function isNothing(
  { shallow }: Repository,
  { candidate, bases, sides, range, target, move }: Comparison,
): boolean {
  if (shallow || sides.length > 1 || range || target || move || !hasNoBacklog(candidate)) return false;
  const { worklog, changes } = candidate.settings;
  return bases.every(({ snapshot, lent }) => {
    const hasSamePlaces = snapshot.places?.worklog === worklog && snapshot.places.changes === changes;
    return lent === undefined && hasSamePlaces && isBare(snapshot);
  });
}

/** A backlog with a name takes the place of the one at the top, and of whatever the bases had there. */
function isReplaced({ candidate: { settings }, bases }: Comparison): boolean {
  const paths = bases.map(({ snapshot }) => pathOf(snapshot));
  const isNamed = (path: string): boolean => settings.named.some((one) => one.path === path);
  return settings.backlogs.length === 0 && paths.every((path) => path === undefined || isNamed(path));
}

/** Paths in commands count from the root. */
function fromAnywhere(finding: Finding): Finding {
  return finding.remedy.startsWith('git ') ? { ...finding, remedy: atRoot(finding.remedy) } : finding;
}
