import { isTreeOfHead } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { evaluate, needsHistory } from '../core/rules/engine/evaluate.ts';
import { policyOf, type Policy } from '../core/findings/policy.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { CandidateKind, Report } from '../core/findings/report.ts';
import type { Base, LedgerVersion, Situation, Target } from '../core/ledger/situation.ts';
import { aboutLedger } from '../core/messages/of-ledger.ts';
import { mergesThatDrop } from '../core/questions/dropped.ts';
import { excerptsOf } from './excerpts.ts';
import {
  asLeftBehind,
  noteOnPlaces,
  readAny,
  readByBases,
  withoutTwins,
} from './comparisons/guarded-places.ts';
import { cutLoans, loadHistory, loadRange, withVersions } from './comparisons/comparison-history.ts';
import { withNamedIds } from './comparisons/new-documents.ts';
import type { Range } from '../reading/history/range.ts';
import { othersDrawsOf } from '../reading/ledgers/others-draws.ts';
import type { Point } from '../reading/bases.ts';
import { evaluateBeside } from './comparisons/published-side.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import type { Move } from '../reading/history/own-versions.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Reading } from '../reading/snapshots.ts';

/** What is checked against what. */
export interface Comparison {
  readonly kind: CandidateKind;
  readonly candidate: Reading;
  readonly bases: readonly Base[];
  /** The parents of the merge being checked, bases among them; fewer than two outside of merges. */
  readonly sides: readonly Base[];
  /** The candidate is what merging the sides made, if there are several. */
  readonly isMerged?: boolean;
  /** Where the candidate wants in: what has an ID there keeps it. */
  readonly target?: Target | undefined;
  /** Full hex: those bases and sides that others have already; those of the range, unless told otherwise. */
  readonly published?: readonly string[] | undefined;
  /** What everybody starts from, where the candidate is not to become that itself: it is looked at only if IDs collide. */
  readonly publishedAt?: Point | 'as this clone knows it' | undefined;
  /** How the candidate came from its bases, where nobody has checked that commit by commit. */
  readonly range?: Range | undefined;
  /** The candidate is what is checked out, the bases are its parents. */
  readonly atHand?: boolean | undefined;
  /** The protected branch that moves there, where that is not just forward. */
  readonly move?: Move | undefined;
  /** One-line remarks for people. */
  readonly notes: readonly string[];
}

/** By which rules. */
export interface Terms {
  readonly policy: Policy;
  readonly strict: boolean;
  /** CI and pre-receive: look beyond an earlier lowering of the mark. */
  readonly trustNoMark: boolean;
  /** There is something else to check: there need not be a backlog. */
  readonly isOptional?: boolean;
}

/**
 * Checks. History is read only when the rules ask for it; where it is cut off, `unchecked` says so.
 * Throws `no-backlog` where neither the candidate nor anything behind it ever had one.
 */
export async function checkComparison(
  repository: Repository,
  given: Comparison,
  terms: Terms,
  local: LocalSettings,
): Promise<Report> {
  const { bases } = given;
  const candidate = await withNamedIds(given.candidate, bases);
  const comparison = { ...given, candidate };
  const others = await readByBases(candidate, bases);
  const ranged = await loadRange(repository, given, local);
  const othersDraws = await othersDrawsOf(repository);
  const without = { ...situationOf(comparison, terms, ranged.versions), othersDraws };
  const unchecked = cutLoans(repository, without);
  const { isOptional = candidate.settings.ledgers.length > 0 } = terms;
  if (unchecked.length === 0 && !isOptional) await refuseNothing(repository, without);
  const byOther = others.map((other) => ({ ...without, candidate: other.snapshot }));
  const isNeeded = given.move !== undefined || [without, ...byOther].some(needsHistory);
  const needed = isNeeded ? await loadHistory(repository, comparison, ranged.versions, local) : undefined;
  const alone = needed ? withVersions(without, needed) : without;
  const keepsFirst = await mergesThatKeepFirst(repository, comparison, alone);
  const known = { ...alone, keepsFirst };
  const { situation, evaluation } = await evaluateBeside(repository, comparison, known, local);
  const left = others.flatMap((other) => {
    const there = evaluate({ ...situation, candidate: other.snapshot });
    return asLeftBehind(there.findings, candidate, other);
  });
  const findings = withoutTwins([...evaluation.findings, ...left]).map((finding) =>
    ofLedger(finding, candidate),
  );
  return {
    candidate: { kind: comparison.kind, label: candidate.snapshot.label },
    bases: bases.map((base) => ({ label: base.snapshot.label, commit: base.snapshot.commit ?? '' })),
    backlog: evaluation.summary,
    findings,
    unchecked: [...new Set([...unchecked, ...ranged.unchecked, ...(needed?.unchecked ?? [])])],
    notes: [...new Set([...comparison.notes, ...candidate.notes, ...noteOnPlaces(candidate, others)])],
    excerpts: await excerptsOf(findings, readAny([candidate, ...others])),
  };
}

function ofLedger(finding: Finding, { settings: { name } }: Reading): Finding {
  if (name === undefined) return finding;
  return { ...finding, ledger: name, remedy: aboutLedger(finding.remedy, name) };
}

function situationOf(
  { candidate, bases, sides, range, target, published = range?.bases, isMerged = false, atHand }: Comparison,
  { policy, strict, trustNoMark }: Terms,
  versions: readonly LedgerVersion[],
): Situation {
  const { snapshot } = candidate;
  return {
    candidate: snapshot,
    bases,
    sides,
    isMerged,
    target,
    published,
    versions,
    policy: policyOf(policy, candidate.settings.name),
    ledger: candidate.settings.name,
    atHand,
    strict,
    trustNoMark,
  };
}

/** Of the merges that have lost items those that took nothing at all from the other side: `git merge -s ours` is meant so. */
async function mergesThatKeepFirst(
  repository: Repository,
  { kind, candidate, sides: [first] }: Comparison,
  situation: Situation,
): Promise<ReadonlySet<string>> {
  const tree = async (revision: string) => (await repository.read(`${revision}^{tree}`))?.oid;
  const keepsFirst = async (commit: string): Promise<boolean> => {
    if (commit !== '') return (await tree(commit)) === (await tree(`${commit}^1`));
    if (kind === 'index' || kind === 'worktree') return isTreeOfHead(repository, kind);
    const { snapshot } = candidate;
    return (await tree(snapshot.commit ?? '')) === (await tree(first?.snapshot.commit ?? ''));
  };
  const losing = mergesThatDrop(situation);
  const kept = await Promise.all(losing.map(keepsFirst));
  return new Set(losing.filter((_commit, index) => kept[index]));
}

async function refuseNothing(
  repository: Repository,
  { candidate: { backlog }, bases, sides }: Situation,
): Promise<void> {
  if (backlog.state !== 'missing') return;
  if ([...bases, ...sides].some(({ snapshot, lent }) => snapshot.backlog.state !== 'missing' || lent)) return;
  throw await noBacklog(repository, backlog);
}
