import type { Problem, RuleId, Severity } from '../../findings/finding.ts';
import type { Facts } from '../../ledger/facts.ts';
import type { Rule } from '../engine/rule.ts';
import { ruleOf } from '../index.ts';
import { sharedNumbers, sharedWithArchived } from './duplicate-id.ts';
import { forgottenEntries } from './forgotten.ts';
import { reusedNumbers } from './id-reused.ts';
import {
  entriesDrawnElsewhere,
  entriesOutOfOrder,
  leapingEntries,
  mismatchedEntries,
  oddNames,
  restartedLedger,
  restoredEntries,
} from './new-entries.ts';
import type { FileSetting } from './setting.ts';

type FileRule = (setting: FileSetting, facts: Facts) => Iterable<Problem>;

/** The rules that hold for a ledger of files, in the order in which findings are reported. */
export function rulesForFiles(setting: FileSetting): readonly Rule[] {
  const { order, reuse } = setting.terms;
  const rules: readonly (readonly [RuleId, Severity | 'off', FileRule])[] = [
    ['ledger-restarted', 'warning', restartedLedger],
    ['duplicate-id', 'error', sharedNumbers],
    ['id-reused', 'warning', sharedWithArchived],
    ['id-reused', reuse, reusedNumbers],
    ['item-dropped', reuse, forgottenEntries],
    ['id-below-mark', order, entriesOutOfOrder],
    ['item-restored', 'warning', restoredEntries],
    ['mark-leap', 'warning', leapingEntries],
    ['id-malformed', 'warning', oddNames],
    ['id-mismatch', 'warning', mismatchedEntries],
    ['drawn-elsewhere', 'warning', entriesDrawnElsewhere],
  ];
  return rules.flatMap(([id, level, check]) =>
    level === 'off' ? [] : [{ ...ruleOf(id), level, check: (facts: Facts) => check(setting, facts) }],
  );
}
