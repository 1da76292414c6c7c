import type { Repository } from '../../adapters/git/repository.ts';
import { policyOfBacklog } from '../../core/findings/policy.ts';
import type { LedgerSummary, Report } from '../../core/findings/report.ts';
import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import { TidemarkError } from '../../errors.ts';
import { findLineage } from '../../reading/history/backlog-lineage.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { withUnguarded } from '../../reading/unguarded-backlog.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { checkComparison } from '../comparison.ts';
import { endsOf } from './commits.ts';
import type { Comparison, Terms } from '../comparison.ts';
import { pathOf } from '../comparisons/guarded-places.ts';
import { comparisonOf } from '../comparisons/named-comparison.ts';

/** What is found in backlogs that have names. */
export interface BacklogsChecked extends Pick<Report, 'findings' | 'unchecked' | 'notes'> {
  readonly summaries: readonly LedgerSummary[];
  readonly excerpts: ReadonlyMap<string, string>;
  /** What there is none of: why, and the way out. */
  readonly missing: readonly TidemarkError[];
}

/** Checks each of the backlogs that have names like the one at the top. Throws what `checkComparison` throws, but for `no-backlog`. */
export async function checkBacklogs(
  repository: Repository,
  comparison: Comparison,
  { backlogs, ...terms }: Terms & { readonly backlogs: readonly NamedBacklog[] },
  local: LocalSettings,
): Promise<BacklogsChecked> {
  const all = await Promise.all(
    backlogsOf(comparison, backlogs).map(async (backlog) =>
      checkOne(repository, comparison, backlog, terms, local),
    ),
  );
  return {
    findings: all.flatMap(({ findings }) => findings),
    unchecked: all.flatMap(({ unchecked }) => unchecked),
    notes: all.flatMap(({ notes }) => notes),
    summaries: all.flatMap(({ summaries }) => summaries),
    excerpts: new Map(all.flatMap(({ excerpts }) => [...excerpts])),
    missing: all.flatMap(({ missing }) => missing),
  };
}

/** Those of the terms, and what only a base names: it stays guarded. */
function backlogsOf({ bases }: Comparison, backlogs: readonly NamedBacklog[]): readonly NamedBacklog[] {
  const before = bases.flatMap(({ snapshot }) => snapshot.backlogs ?? []);
  const isNew = (one: NamedBacklog): boolean =>
    !backlogs.some(({ name, path }) => name === one.name || path === one.path);
  return [...backlogs, ...new Map(before.filter(isNew).map((one) => [one.name, one])).values()];
}

async function checkOne(
  repository: Repository,
  comparison: Comparison,
  backlog: NamedBacklog,
  terms: Terms,
  local: LocalSettings,
): Promise<BacklogsChecked> {
  const own = await withLineage(repository, comparison, { ...local, backlog });
  const compared = await comparisonOf(repository, comparison, own);
  const { snapshot, settings } = compared.candidate;
  const isNamed = comparison.candidate.settings.named.some(({ name }) => name === backlog.name);
  if (!isNamed && snapshot.backlog.state === 'missing')
    return { ...NOTHING, notes: [gone(comparison, backlog)] };
  const policy = policyOfBacklog(terms.policy, { ...backlog, prefixes: settings.prefixes });
  try {
    const report = await checkComparison(repository, compared, { ...terms, policy }, own);
    const notes = isNamed ? [] : [leftOut(comparison, backlog)];
    return toldOf(
      withUnguarded(report, snapshot.backlog),
      backlog.name,
      notes,
      pathOf(snapshot) ?? backlog.path,
    );
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== 'no-backlog') throw error;
    const notes = [
      `The backlog ${backlog.name} leads to ${settings.backlogs.join('')}, where there is none.`,
    ];
    return { ...NOTHING, notes, missing: [error] };
  }
}

/** Knows what it was called before, where a base does not know it by its name. */
async function withLineage(
  repository: Repository,
  comparison: Comparison,
  own: LocalSettings,
): Promise<LocalSettings> {
  const { candidate, bases, sides } = comparison;
  const isNew = ({ snapshot }: Base): boolean =>
    !snapshot.backlogs?.some(({ name }) => name === own.backlog?.name);
  const { named } = candidate.settings;
  if (!named.some(({ name }) => name === own.backlog?.name)) return own;
  if (![...bases, ...sides].some(isNew)) return own;
  return { ...own, lineage: await findLineage(repository, endsOf(comparison), own, named) };
}

const NOTHING: BacklogsChecked = {
  findings: [],
  unchecked: [],
  notes: [],
  summaries: [],
  excerpts: new Map(),
  missing: [],
};

function toldOf(report: Report, name: string, notes: readonly string[], path: string): BacklogsChecked {
  return {
    findings: report.findings,
    unchecked: report.unchecked,
    notes: [...notes, ...report.notes],
    summaries: [summaryOf(report, name, path)],
    excerpts: report.excerpts ?? new Map(),
    missing: [],
  };
}

/** A report on a backlog that has a name, as it is told beside others. */
export function summaryOf({ backlog }: Report, name: string, path: string): LedgerSummary {
  const unread = { path, items: 0, highest: null, next: null, mark: null };
  const { items: entries, highest, next, mark, path: at } = backlog ?? unread;
  const written = highest === null ? null : String(highest);
  return { name, kind: 'backlog', paths: [at], entries, highest: written, next, mark };
}

function gone({ candidate }: Comparison, { name, path }: NamedBacklog): string {
  return `${candidate.snapshot.label} has neither the backlog ${name} nor ${path} any more.`;
}

function leftOut({ candidate }: Comparison, { name, path }: NamedBacklog): string {
  return `${candidate.snapshot.label} no longer names the backlog ${name}, and ${path} is still there: it was checked as well.`;
}
