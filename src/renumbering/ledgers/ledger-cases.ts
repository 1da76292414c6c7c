import type { Finding, RuleId } from '../../core/findings/finding.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import { evaluateFiles, sceneOf } from '../../core/rules/files/evaluate-files.ts';
import type { FileScene } from '../../core/rules/files/evaluate-files.ts';
import type { ComparedLedger } from '../../checking/ledgers/compare-ledgers.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { LedgerGround } from './ledger-ground.ts';

/** A number of a ledger that stands for several things. */
export interface LedgerCase {
  readonly ledger: FileLedger;
  readonly key: string;
  readonly findings: readonly Finding[];
  /** All of it was there before. */
  readonly isOld: boolean;
  readonly scene: FileScene;
  readonly facts: Facts;
}

export interface LedgerCases {
  readonly cases: readonly LedgerCase[];
  /** Collisions that are none of the cases because nobody asked for them. */
  readonly left: readonly Finding[];
}

/** Which numbers of a ledger to settle: those asked for, by their keys, or each that is new in the first comparison that finds it colliding. */
export function casesOfLedger(
  { ledger, compared, first }: LedgerGround,
  asked: readonly string[] | undefined,
): LedgerCases {
  const known = compared.flatMap(collisionsOf);
  const isNewer = known.some(({ finding }) => !finding.inherited);
  const found = first && !isNewer ? collisionsOf(first) : known;
  const wanted = found
    .filter(({ key, finding }) => asked?.includes(key) ?? !finding.inherited)
    .sort((left, right) => Number(left.finding.inherited) - Number(right.finding.inherited));
  const byKey = new Map(wanted.toReversed().map((collision) => [collision.key, collision]));
  const cases = [...byKey.values()].flatMap(({ one, key, finding }): readonly LedgerCase[] => {
    const scene = sceneOf(one.compared);
    const findings = wanted
      .filter((other) => other.key === key && other.one === one)
      .map((other) => other.finding);
    return scene
      ? [{ ledger, key, findings, isOld: finding.inherited, scene, facts: factsOf(scene.situation) }]
      : [];
  });
  return {
    cases: cases.toSorted((left, right) => left.key.localeCompare(right.key, 'en', { numeric: true })),
    left: asked
      ? []
      : found.flatMap(({ finding, key }) => (finding.inherited && !byKey.has(key) ? finding : [])),
  };
}

interface Collision {
  readonly one: ComparedLedger;
  readonly finding: Finding;
  readonly key: string;
}

function collisionsOf(one: ComparedLedger): readonly Collision[] {
  return collisionsIn(one).map((finding) => ({ one, finding, key: finding.id ?? '' }));
}

const COLLISIONS: readonly RuleId[] = ['duplicate-id', 'id-reused'];

/** As a check on somebody's own machine finds them: what others start from decides only who keeps a number. */
function collisionsIn({ compared }: ComparedLedger): readonly Finding[] {
  return evaluateFiles({ ...compared, target: undefined }).filter(
    ({ rule, id }) => COLLISIONS.includes(rule) && id !== null,
  );
}
