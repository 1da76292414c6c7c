import type { RuleId } from '../findings/finding.ts';
import type { Rule } from './engine/rule.ts';
import { backlogMissing } from './backlog-missing.ts';
import { backlogRewritten } from './backlog-rewritten.ts';
import { backlogUnreadable } from './backlog-unreadable.ts';
import { changeDirConflict } from './change-dir-conflict.ts';
import { changeDirDuplicate } from './change-dir-duplicate.ts';
import { changeDirShared } from './change-dir-shared.ts';
import { drawnElsewhere } from './drawn-elsewhere.ts';
import { duplicateId } from './duplicate-id.ts';
import { idBelowMark } from './id-below-mark.ts';
import { idMalformed } from './id-malformed.ts';
import { idMismatch } from './id-mismatch.ts';
import { idReused } from './id-reused.ts';
import { itemDropped } from './item-dropped.ts';
import { itemReplaced } from './item-replaced.ts';
import { itemRestored } from './item-restored.ts';
import { ledgerRestarted } from './ledger-restarted.ts';
import { markBehind } from './mark-behind.ts';
import { markInvalid } from './mark-invalid.ts';
import { markLeap } from './mark-leap.ts';
import { markMissing } from './mark-missing.ts';
import { markRegressed } from './mark-regressed.ts';
import { worklogConflict } from './worklog-conflict.ts';
import { worklogUnreadable } from './worklog-unreadable.ts';

const BY_ID = {
  'backlog-unreadable': backlogUnreadable,
  'backlog-missing': backlogMissing,
  'backlog-rewritten': backlogRewritten,
  'mark-invalid': markInvalid,
  'mark-missing': markMissing,
  'mark-behind': markBehind,
  'mark-regressed': markRegressed,
  'mark-leap': markLeap,
  'id-malformed': idMalformed,
  'duplicate-id': duplicateId,
  'id-reused': idReused,
  'id-below-mark': idBelowMark,
  'item-restored': itemRestored,
  'item-dropped': itemDropped,
  'item-replaced': itemReplaced,
  'change-dir-conflict': changeDirConflict,
  'change-dir-duplicate': changeDirDuplicate,
  'change-dir-shared': changeDirShared,
  'worklog-conflict': worklogConflict,
  'worklog-unreadable': worklogUnreadable,
  'id-mismatch': idMismatch,
  'ledger-restarted': ledgerRestarted,
  'drawn-elsewhere': drawnElsewhere,
} satisfies Record<RuleId, Rule>;

/** Every rule, in the order in which findings are reported. */
export const RULES: readonly Rule[] = Object.values(BY_ID);

export function ruleOf(id: RuleId): Rule {
  return BY_ID[id];
}
