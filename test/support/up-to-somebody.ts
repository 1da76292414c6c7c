import type { RuleId } from '../../src/core/findings/finding.ts';

/** Rules whose findings a person has to decide; what is printed shows what there is to choose from. */
export const UP_TO_SOMEBODY: ReadonlySet<string> = new Set<RuleId>([
  'backlog-rewritten',
  'mark-leap',
  'id-malformed',
  'id-mismatch',
  'id-below-mark',
  'item-restored',
  'item-replaced',
  'ledger-restarted',
  'change-dir-shared',
  'worklog-conflict',
  'drawn-elsewhere',
]);
