import type { RuleId } from '../../findings/finding.ts';
import { backlogMissing, backlogRewritten, backlogUnreadable } from './backlog-file.ts';
import type { Example } from './example.ts';
import { idMismatch, ledgerRestarted } from './ledgers.ts';
import {
  drawnElsewhere,
  duplicateId,
  idBelowMark,
  idMalformed,
  idReused,
  itemDropped,
  itemReplaced,
  itemRestored,
} from './items.ts';
import { markBehind, markInvalid, markLeap, markMissing, markRegressed } from './mark.ts';
import {
  changeDirConflict,
  changeDirDuplicate,
  changeDirShared,
  worklogConflict,
  worklogUnreadable,
} from './traces.ts';

/** One example for each rule, shown by `explain` and the documentation, and run by the suite. */
export const EXAMPLES: Readonly<Record<RuleId, Example>> = {
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
};
