import type { OthersDraws } from './counters.ts';
import type { ByKey, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import type { Severity } from '../findings/finding.ts';
import type { Policy } from '../findings/policy.ts';
import type { Backlog, LedgerState, Snapshot } from './snapshot.ts';

/** What a commit without a readable backlog borrows, and from which ancestor (full hex). */
export interface Loan {
  readonly backlog: Backlog;
  readonly commit: string;
}

/** A commit that something is checked against. */
export interface BaseSnapshot {
  readonly snapshot: Snapshot;
  /** For a lost base: items and mark of its last ancestor that had a readable backlog. Undefined if its own is readable, or there never was one. */
  readonly lent: Loan | undefined;
}

/** An ancestor of the candidate, or a parent of the merge being made. */
export interface Base extends BaseSnapshot {
  /** The merge base with the other parents (the one of lowest mark, if several); undefined means the base itself, as outside of merges. */
  readonly fork: BaseSnapshot | undefined;
}

/** Where the candidate wants in: a protected ref, or the target of a pull request. Every ID keeps the meaning that it has there. */
export interface Target {
  /** The tip before the change. */
  readonly base: Base;
  /** The level of another thing under such an ID: `warning` if the ref is not protected, `off` if it is unknown what others start from. */
  readonly level: Severity | 'off';
  /** The default branch, if the target is another one: what it has under an ID already may be merged. */
  readonly published?: Base | undefined;
}

/** One version of the ledger, as a commit has it. */
export interface LedgerVersion {
  readonly commit: string;
  /** The nearest versions before it, by their commits. */
  readonly parents: readonly string[];
  readonly state: LedgerState;
  /** The directories beside the ledger. Absent if they were not read: only the snapshots of a comparison, and an audit, have them. */
  readonly directories?: ByKey<DirectoryClaim>;
  /** What the worklog says beside the ledger. Absent in the same way. */
  readonly headings?: ByKey<HeadingClaim>;
  /** A commit of the range from the bases to the candidate, where nobody checked each by itself; `published` if others have it already. */
  readonly inRange?: 'new' | 'published';
  /** It is behind the target, and would no longer be: the branch is rewritten. */
  readonly isForgotten?: boolean;
}

/** All that the rules may look at, as one value. */
export interface Situation {
  readonly candidate: Snapshot;
  /** What *new*, *inherited* and the mark are checked against. Empty for a first commit. */
  readonly bases: readonly Base[];
  /** The parents of the merge being checked, bases among them; fewer than two outside of merges. */
  readonly sides: readonly Base[];
  /** The candidate is what merging the sides made: nothing of theirs may be missing. */
  readonly isMerged?: boolean;
  /** Merges whose whole tree is that of their first parent, by their commits; empty for the candidate. */
  readonly keepsFirst?: ReadonlySet<string>;
  /** Absent if the candidate concerns nobody else yet, as on one's own machine. */
  readonly target?: Target | undefined;
  /** The commits of those bases and sides that others have already: an item may go back to the ID that it has there. */
  readonly published?: readonly string[] | undefined;
  /**
   * What everybody starts from, where the candidate takes something from there without a merge: what is there may take its ID from what moves on.
   */
  readonly beside?: Base | undefined;
  /** What everybody starts from, where all bases came from it: numbers above its line were drawn on this branch alone. */
  readonly start?: Base | undefined;
  /**
   * Every version of the ledger that is known, newest first: of the range, and of all that is behind bases and sides once that was asked for
   * (see `needsHistory`). Bases, sides and forks are versions, too, whether or not their commits touched the ledger.
   */
  readonly versions: readonly LedgerVersion[];
  readonly policy: Policy;
  /** What others drew over a remote; absent where this clone shares no numbers. */
  readonly othersDraws?: OthersDraws | undefined;
  /** The candidate is what is checked out and the bases are its parents: whoever is told what to run stands right there. */
  readonly atHand?: boolean | undefined;
  /** The name of a ledger; absent for the backlog at the top of the configuration. */
  readonly ledger?: string | undefined;
  /** Inherited findings keep their rule's own level. */
  readonly strict: boolean;
  /** CI and pre-receive: an ID counts as above the line only when it is above the highest mark in the base's whole history. */
  readonly trustNoMark: boolean;
}
