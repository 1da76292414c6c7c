import type { KindName } from '../../core/ledger/files/file-ledger.ts';

/** What is numbered, and not configured yet. */
export interface FoundLedger {
  readonly name: string;
  readonly kind: KindName | 'backlog';
  readonly path: string;
  /** Of kind `files`. */
  readonly pattern: string | null;
  readonly entries: number;
  /** As it is written. */
  readonly highest: string | null;
  /** Numbers that several entries have now, as they are written. */
  readonly doubles: readonly string[];
}
