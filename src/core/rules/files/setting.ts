import type { ItemClaim } from '../../ids/claim.ts';
import type { FileEntry, LedgerFile, LedgerTerms } from '../../ledger/files/file-ledger.ts';
import type { OthersDraws } from '../../ledger/counters.ts';
import type { Snapshot } from '../../ledger/snapshot.ts';

/** A name that is nearly one of the kind's. `reason` is the end of a sentence. */
export interface OddName {
  readonly path: string;
  readonly reason: string;
}

/** An entry whose text has another number than its name. */
export interface Mismatch {
  readonly entry: FileEntry;
  /** The number as the text has it. */
  readonly found: string;
  readonly line: number;
}

/** An entry that no base has under its number or another one, and the highest number of its prefix in every base. */
export interface NewEntry {
  readonly entry: FileEntry;
  readonly line: number;
}

/** What rules for files need besides the facts that all rules look at. */
export interface FileSetting {
  readonly terms: LedgerTerms;
  /** They speak of this snapshot alone, and of no base that is looked at by itself. */
  readonly candidate: Snapshot;
  readonly newEntries: readonly NewEntry[];
  readonly odd: readonly OddName[];
  readonly mismatches: readonly Mismatch[];
  /** The bases of which nearly nothing is left, by their labels, with how many entries are gone. */
  readonly restarts: readonly { readonly label: string; readonly gone: number }[];
  /** Whether two things may share a number, as what depends on both says. */
  readonly isSettled: (one: ItemClaim, other: ItemClaim) => boolean;
  /** Something came where the thing went from its number, and may be it. */
  readonly mayHaveMoved: (claim: ItemClaim) => boolean;
  readonly filesOf: (claim: ItemClaim) => readonly LedgerFile[];
  /** The candidate is the work tree: git may not know a file yet. */
  readonly isOnDisk: boolean;
  /** What others drew over a remote. */
  readonly othersDraws?: OthersDraws | undefined;
  /** A number that is free, as the ledger writes it; another one each time. Undefined where nobody can tell which one comes next. */
  readonly nextNumber: (prefix: string) => string | undefined;
}
