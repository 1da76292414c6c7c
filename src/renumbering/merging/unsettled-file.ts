import type { HeadingClaim } from '../../core/ids/claim.ts';
import type { ItemMove } from '../../formats/mentions/move-ids.ts';
import type { FileConflict } from './conflict-survey.ts';
import type { FileKind } from './file-kind.ts';
import type { Conflict } from './merge-versions.ts';

/** A guarded file to settle; without a conflict git has no versions of it any more. */
export interface UnsettledFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly disk: Uint8Array;
  readonly conflict: FileConflict | undefined;
}

/** What became of a file in conflict. */
export interface SettledFile extends UnsettledFile {
  readonly content: Uint8Array;
  /** `left`: it is as it was on disk. */
  readonly how: 'merged' | 'restored' | 'left';
  /** Items by ID and title, or headings of entries, that were lost and are back. */
  readonly restored: readonly string[];
  /** What is left for people to decide. */
  readonly conflicts: readonly Conflict[];
  /** Notices to show to the user, one sentence each. */
  readonly notices: readonly string[];
}

export interface SettleTerms {
  /** Those of the whole worklog: an item that one of them archives was not lost. */
  readonly entries: readonly HeadingClaim[];
  /** What a rebase has renumbered so far. */
  readonly moves: readonly ItemMove[];
  /** `created` and title of items that were left out on purpose. */
  readonly skipped: readonly string[];
  /** Which of the items that are gone were lost: all, or only where two things had an ID: the rest may be gone on purpose. */
  readonly lost: 'all' | 'disputed';
  /** A text that nobody can read is made again from both sides. */
  readonly replace: boolean;
  readonly dryRun: boolean;
}

/** Whether a file has to be rewritten. */
export function isChanged({ content, disk }: SettledFile): boolean {
  return Buffer.compare(content, disk) !== 0;
}

/** Whether people have to decide something about a file. */
export function isOpen({ conflicts }: SettledFile): boolean {
  return conflicts.length > 0;
}
