import { DEFAULT_POLICY } from '../core/findings/policy.ts';
import type { Policy } from '../core/findings/policy.ts';
import type { Report } from '../core/findings/report.ts';
import { NO_ENTRIES, stateOf } from '../core/ledger/ledger-state.ts';
import type { Base, Situation } from '../core/ledger/situation.ts';
import type { Snapshot } from '../core/ledger/snapshot.ts';
import { PLAIN_PROGRAMS } from '../core/messages/runnable.ts';
import { evaluate as evaluateAll, needsHistory as asksForHistory } from '../core/rules/engine/evaluate.ts';
import type { Evaluation } from '../core/rules/engine/evaluate.ts';
import type { Rule } from '../core/rules/engine/rule.ts';
import { RULES } from '../core/rules/index.ts';
import { FORMATS } from '../reporters/formats.ts';
import { REPORTERS } from '../reporters/index.ts';
import type { Format } from '../reporters/formats.ts';

export type { Format };
import {
  fields,
  FLAG,
  FUNCTION,
  isObject,
  kindOf,
  listOf,
  oneOf,
  optional,
  refuseMisuse,
  TEXT,
} from './arguments/kinds.ts';

/** What {@link evaluate} looks at: a {@link Situation} of which all may be left out but the candidate. */
export type GivenSituation = Partial<Omit<Situation, 'candidate' | 'bases' | 'sides' | 'policy'>> & {
  readonly candidate: Snapshot;
  /** What the candidate is compared with. A snapshot alone is a base without a fork. By default none: everything is new. */
  readonly bases?: readonly (Base | Snapshot)[];
  /** The parents of a merge. By default none. */
  readonly sides?: readonly (Base | Snapshot)[];
  /** By default {@link DEFAULT_POLICY}; so is whatever it leaves out. */
  readonly policy?: Partial<Policy>;
};

/**
 * Checks a candidate against its bases by the rules of the backlog, without git: the same situation gives the same findings. Earlier versions of the
 * backlog count as far as `versions` has them; see {@link needsHistory}.
 *
 * @param rules By default {@link RULES}.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { evaluate, snapshotOf } from 'tidemark';
 *
 * const before = 'items:\n- id: WRK-001\n  title: Retry limits\nnext_item_id: 1\n';
 * const after = before.replace('next_item_id: 1', '- id: WRK-001\n  title: Dark mode\nnext_item_id: 1');
 * const { findings } = evaluate({
 *   candidate: snapshotOf({ 'BACKLOG.yaml': after }),
 *   bases: [snapshotOf({ 'BACKLOG.yaml': before }, { label: 'main' })],
 * });
 * console.log(findings.map(({ rule, id }) => `${rule} ${id}`).join(', ')); // duplicate-id WRK-001
 * ```
 */
export function evaluate(situation: GivenSituation, rules: readonly Rule[] = RULES): Evaluation {
  const kinds = { situation: SITUATION, rules: listOf(RULE, 'rules') };
  refuseMisuse('evaluate(situation, rules)', { situation, rules }, kinds);
  return evaluateAll(whole(situation), rules);
}

/**
 * Whether the rules would look at earlier versions of the backlog. If so, put all that is behind every base and side into `versions` before
 * {@link evaluate}; a version that is not there counts as one that never was. {@link check} does all that.
 *
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { needsHistory, snapshotOf } from 'tidemark';
 *
 * console.log(needsHistory({ candidate: snapshotOf({ 'BACKLOG.yaml': 'items: []\n' }) })); // false
 * ```
 */
export function needsHistory(situation: GivenSituation): boolean {
  refuseMisuse('needsHistory(situation)', { situation }, { situation: SITUATION });
  return asksForHistory(whole(situation));
}

/**
 * Turns a report into the text of a format, as `tidemark check --format` prints it.
 *
 * @param format `human`, `json`, `sarif`, `github`, `gitlab`, `junit` or `accept`. By default `human`, without colors.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { check, renderReport } from 'tidemark';
 *
 * console.log(JSON.parse(renderReport(await check(), 'json')).summary.errors); // 0
 * ```
 */
export function renderReport(report: Report, format: Format = 'human'): string {
  const kinds = { report: REPORT, format: oneOf(FORMATS) };
  refuseMisuse('renderReport(report, format)', { report, format }, kinds);
  return REPORTERS[format](report, { color: false, quiet: false, columns: 100, programs: PLAIN_PROGRAMS });
}

/** Bases and sides are versions themselves. */
function whole({
  bases: given = [],
  sides: parents = [],
  versions,
  policy,
  ...others
}: GivenSituation): Situation {
  const bases = given.map(baseOf);
  const sides = parents.map(baseOf);
  const own = new Map([...bases, ...sides].map(({ snapshot }) => [snapshot.commit ?? '', snapshot.backlog]));
  return {
    strict: false,
    trustNoMark: false,
    ...others,
    bases,
    sides,
    policy: { ...DEFAULT_POLICY, ...policy },
    versions:
      versions ??
      [...own].map(([commit, backlog]) => ({
        commit,
        parents: [],
        state: backlog.state === 'readable' ? stateOf(backlog.backlog) : NO_ENTRIES,
      })),
  };
}

function baseOf(given: Base | Snapshot): Base {
  const base = 'snapshot' in given ? given : { snapshot: given, lent: undefined, fork: undefined };
  // Versions are found by their commits.
  return { ...base, snapshot: { ...base.snapshot, commit: base.snapshot.commit ?? base.snapshot.label } };
}

const isSnapshot = (value: unknown): boolean => isObject(value) && 'backlog' in value && 'headings' in value;
const SNAPSHOT = kindOf('a snapshot (see snapshotOf)', isSnapshot);
const SIDES = listOf(
  kindOf('a snapshot or a base', (value) => isSnapshot(value) || (isObject(value) && 'snapshot' in value)),
  'snapshots',
);
const SITUATION = fields(
  {
    candidate: SNAPSHOT,
    bases: optional(SIDES),
    sides: optional(SIDES),
    versions: optional(listOf(kindOf('a version', isObject), 'versions')),
    policy: optional(kindOf('an object', isObject)),
    strict: optional(FLAG),
    trustNoMark: optional(FLAG),
  },
  'an object with a candidate',
);
const RULE = fields({ id: TEXT, check: FUNCTION }, 'a rule');
const REPORT = fields(
  { findings: listOf(kindOf('a finding', isObject), 'findings') },
  'a report (see check)',
);
