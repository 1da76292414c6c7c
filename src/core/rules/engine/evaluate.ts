import { isAccepted } from './accept.ts';
import { factsOf, idOfMark, type Facts } from '../../ledger/facts.ts';
import type { Finding, Problem, RuleId, Severity } from '../../findings/finding.ts';
import { MAX_ITEM_NUMBER } from '../../ids/item-id.ts';
import { inheritedFrom } from './inherit.ts';
import { isBroughtBelow } from '../../questions/range-reuse.ts';
import { agreesToday } from '../../questions/traces.ts';
import { spelled } from '../../messages/spelled.ts';
import type { AcceptEntry } from '../../findings/policy.ts';
import type { BacklogSummary } from '../../findings/report.ts';
import { rowsOf } from '../../ledger/rows/item-rows.ts';
import { knownPrefixes, needsPrefixes } from '../../ledger/known-prefixes.ts';
import { remember } from '../../ids/remember.ts';
import { RULES } from '../index.ts';
import type { Rule } from './rule.ts';
import { shareRemedies } from './share-remedies.ts';
import type { Base, LedgerVersion, Situation } from '../../ledger/situation.ts';
import { highestClaim, markValue } from '../../ledger/view.ts';

/** What the rules found. */
export interface Evaluation {
  /** In the order of the rules; accepted ones and rules that are off left out. */
  readonly findings: readonly Finding[];
  readonly summary: BacklogSummary | null;
  /** Entries of `accept` that matched nothing. */
  readonly unusedAccepts: readonly AcceptEntry[];
}

/**
 * Whether the rules would look at earlier versions of the backlog. If so, load all that is behind every
 * base and side into `versions` before `evaluate`; a version that is not there counts as never having existed.
 */
export function needsHistory(situation: Situation): boolean {
  const facts = factsAtHand(situation);
  if (facts.sides.length > 0) return true;
  if (facts.adopting) return false;
  return (
    needsPrefixes(situation) ||
    facts.otherItems.length > 0 ||
    facts.newItems.some(({ item, base }) => facts.trustNoMark || item.id.number <= base.line) ||
    isBroughtBelow(facts, (number) => facts.bases.some(({ line }) => number <= line)) ||
    [...facts.newHeadings, ...facts.newDirectories].some((claim) => !agreesToday(facts, claim))
  );
}

/** Usually no history is needed, and then both look at the same situation. */
const factsAtHand = remember((situation: Situation) => factsOf(situation));

/** Checks a candidate by all rules of the backlog, or by those of another ledger. Pure: the same situation gives the same findings. */
export function evaluate(situation: Situation, rules: readonly Rule[] = RULES): Evaluation {
  const facts = factsAtHand(situation);
  const raw = runRules(facts, rules);
  const marked = raw.length > 0 ? markInherited(raw, situation, rules) : [];
  const told = dropEchoes(marked);
  const { accept } = situation.policy;
  const open = told.filter((finding) => !accept.some((entry) => isAccepted(finding, entry)));
  return {
    findings: shareRemedies(facts, withoutEchoOfMark(open)),
    summary: summarize(facts),
    unusedAccepts: accept.filter((entry) => !marked.some((finding) => isAccepted(finding, entry))),
  };
}

function runRules(facts: Facts, rules: readonly Rule[]): readonly Finding[] {
  return rules.flatMap(({ id, level, check }) => {
    const configured = facts.policy.rules[id];
    if (configured === 'off') return [];
    return [...check(facts)].map((problem) => ({
      ...problem,
      ...fewPlaces(problem),
      rule: id,
      ...nameOf(facts, problem),
      severity: configured ?? problem.severity ?? level,
      inherited: false,
    }));
  });
}

/** Nobody reads hundreds of them. */
const MOST_PLACES = 10;

function fewPlaces({ related }: Problem): Pick<Finding, 'related' | 'moreRelated'> {
  const left = related.length - MOST_PLACES;
  return left > 0 ? { related: related.slice(0, MOST_PLACES), moreRelated: left } : { related };
}

function nameOf(facts: Facts, { id }: Problem): Pick<Finding, 'name'> {
  const name = id === null ? id : spelled(facts, id);
  return name === null || name === id ? {} : { name };
}

/** Existing problems never block, new ones always do. */
function markInherited(
  findings: readonly Finding[],
  situation: Situation,
  rules: readonly Rule[],
): readonly Finding[] {
  const prefixes = knownPrefixes(situation);
  const isInherited = inheritedFrom(
    situation.bases.flatMap((base) => ownFindings(situation, base, prefixes, rules)),
  );
  return findings.map((finding) => {
    if (!isInherited(finding)) return finding;
    return { ...finding, inherited: true, severity: situation.strict ? finding.severity : 'warning' };
  });
}

/** The findings of a base itself: outside of merges with nothing new, in a merge against the fork. */
function ownFindings(
  situation: Situation,
  base: Base,
  prefixes: ReadonlySet<string>,
  rules: readonly Rule[],
): readonly Finding[] {
  const fork = { ...(base.fork ?? base), fork: undefined };
  const versions = versionsBehind(situation.versions, fork.snapshot.commit);
  return runRules(
    factsOf(
      { ...situation, target: undefined, candidate: base.snapshot, bases: [fork], sides: [], versions },
      prefixes,
    ),
    rules,
  );
}

/** The version of a commit and its ancestors; none of them is in a range. */
function versionsBehind(
  versions: readonly LedgerVersion[],
  commit: string | undefined,
): readonly LedgerVersion[] {
  const byCommit = new Map(versions.map((version) => [version.commit, version]));
  const past = new Set([commit ?? '']);
  for (const one of past) for (const parent of byCommit.get(one)?.parents ?? []) past.add(parent);
  return versions
    .filter((version) => past.has(version.commit))
    .map(({ inRange: _inRange, ...version }) => version);
}

/** One cause, one finding: the more specific rule silences the other for an ID, unless its finding is inherited and the other is new. */
const BETTER: Readonly<Partial<Record<RuleId, RuleId>>> = {
  'id-reused': 'duplicate-id',
  'item-restored': 'id-reused',
  'item-dropped': 'id-reused',
};

function dropEchoes(findings: readonly Finding[]): readonly Finding[] {
  const nameOf = (
    rule: RuleId | undefined,
    { id }: Finding,
    inherited: boolean,
    severity: Severity,
  ): string => `${rule} ${id} ${inherited} ${severity}`;
  const told = new Set(findings.map((one) => nameOf(one.rule, one, one.inherited, one.severity)));
  return findings.filter((finding) => {
    const { rule, inherited, severity } = finding;
    // A warning takes no error's place.
    const weights: readonly Severity[] = severity === 'error' ? ['error'] : ['error', 'warning'];
    const isTold = (old: boolean): boolean =>
      weights.some((weight) => told.has(nameOf(BETTER[rule], finding, old, weight)));
    return !isTold(false) && !(inherited && isTold(true));
  });
}

/** A lowered mark is often below a claim, too: raised to what it was, it covers every claim again. */
function withoutEchoOfMark(findings: readonly Finding[]): readonly Finding[] {
  const covers = ({ rule, severity, standing }: Finding, behind: Finding): boolean =>
    rule === 'mark-regressed' &&
    standing !== undefined &&
    behind.standing !== undefined &&
    standing.lost >= behind.standing.highest &&
    (behind.severity === 'warning' || severity === 'error');
  return findings.filter(
    (finding) => finding.rule !== 'mark-behind' || !findings.some((other) => covers(other, finding)),
  );
}

function summarize(facts: Facts): BacklogSummary | null {
  const { backlog } = facts.candidate;
  if (!backlog) return null;
  return {
    path: backlog.path,
    mark: markValue(backlog.mark) ?? null,
    highest: highestClaim(facts.candidate)?.number ?? null,
    next: nextId(facts),
    items: rowsOf(backlog).length + backlog.malformed.length,
  };
}

function nextId(facts: Facts): string | null {
  const number = Math.max(facts.candidate.mark ?? 0, facts.highest?.number ?? 0) + 1;
  const key = number > MAX_ITEM_NUMBER ? null : idOfMark(facts, number);
  return key && spelled(facts, key);
}
