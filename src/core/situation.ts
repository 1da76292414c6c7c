import type { Policy } from './policy.ts';
import type { Backlog, PastBacklog, Snapshot } from './snapshot.ts';

/** What a commit without a readable backlog borrows, and from which ancestor (full hex). */
export interface Loan {
  readonly backlog: Backlog;
  readonly commit: string;
}

/** A commit that something is judged against. */
export interface Ground {
  readonly snapshot: Snapshot;
  /** For a lost base: items and mark of its last ancestor that had a readable backlog. Undefined where its own is readable, or nobody ever had one. */
  readonly lent: Loan | undefined;
}

/** An ancestor of the candidate, or a parent of the merge being made. */
export interface Base extends Ground {
  /** The merge base with the other parents (the one of lowest mark, if several); undefined means the base itself, as outside of merges. */
  readonly fork: Ground | undefined;
}

/** One version of the backlog behind a base. */
export interface BacklogVersion {
  readonly commit: string;
  /** The nearest versions before it, by their commits. */
  readonly parents: readonly string[];
  /** Not reachable from the base's fork. Always false outside of merges. */
  readonly sinceFork: boolean;
  readonly backlog: PastBacklog;
}

/** A version that stands between the bases and the candidate, or a base's own; with `sinceFork: false` another one that those go on from. */
export interface BroughtVersion extends BacklogVersion {
  /** Others have it already, so that it was judged when it came to them. */
  readonly published: boolean;
}

/** Versions of the backlog behind each base and side, by the full hex name of that base's commit; newest first, side branches included. */
export type History = ReadonlyMap<string, readonly BacklogVersion[]>;

/** All that the rules may look at, as one value. */
export interface Situation {
  readonly candidate: Snapshot;
  /** What *new*, *inherited* and the mark are judged against. Empty for a first commit. */
  readonly bases: readonly Base[];
  /** The parents of the merge being judged, bases among them; fewer than two outside of merges. */
  readonly sides: readonly Base[];
  /** Undefined until it was asked for: see `needsHistory`. */
  readonly history: History | undefined;
  /** What the candidate's own commits made of the backlog, newest first, bases and whatever else they go on from included. None where each commit is judged by itself. */
  readonly range?: readonly BroughtVersion[];
  readonly policy: Policy;
  /** Inherited findings keep their rule's own level. */
  readonly strict: boolean;
  /** CI and pre-receive: an ID counts as above the line only when it is above the highest mark in the base's whole history. */
  readonly trustNoMark: boolean;
}
