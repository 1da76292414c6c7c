import type { Policy } from '../../findings/policy.ts';
import type { FileHistory } from '../../identity/files/file-history.ts';
import type { Identified } from '../../identity/files/identify.ts';
import type { LedgerTerms } from '../../ledger/files/file-ledger.ts';
import type { LedgerVersion } from '../../ledger/situation.ts';
import type { FileSetting } from './setting.ts';

/** A version among the others of its history. */
export interface At {
  readonly position: number;
  /** For people. */
  readonly label: string;
}

export interface SideAt extends At {
  /** The position of its merge base with the others; undefined means itself. */
  readonly fork: number | undefined;
}

/** What of a ledger of files is checked against what. */
export interface FileComparison {
  readonly history: FileHistory;
  readonly identified: Identified;
  readonly terms: LedgerTerms;
  readonly candidate: At;
  readonly bases: readonly SideAt[];
  readonly sides: readonly SideAt[];
  readonly target:
    | {
        readonly at: SideAt;
        readonly level: 'error' | 'warning' | 'off';
        readonly published: SideAt | undefined;
      }
    | undefined;
  readonly rangeOf: (position: number) => LedgerVersion['inRange'];
  /** Whether a protected branch had a version, and would no longer have it: it is rewritten. */
  readonly isForgotten?: (position: number) => boolean;
  readonly isMerged: boolean;
  /** See `Situation`. */
  readonly atHand?: boolean | undefined;
  readonly policy: Policy;
  readonly strict: boolean;
  /** Numbers to look at besides those that changed: those that several entries share. */
  readonly shared: readonly string[];
  readonly extra: Pick<
    FileSetting,
    'odd' | 'mismatches' | 'isSettled' | 'isOnDisk' | 'nextNumber' | 'othersDraws'
  >;
}
