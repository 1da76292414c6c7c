/** What a run of CI is about. Commits are full hex, as the CI named them; they need not be in this clone. */
export type CiEvent =
  /**
   * `base` is the tip to merge into, or the branch that has it: of `origin`, or of `upstream` where the run is a fork's. `result` is what the CI itself
   * made of the two, if it did.
   */
  | {
      readonly kind: 'merge-request';
      readonly base: CommitOrBranch;
      readonly head: string;
      readonly result: string | undefined;
      readonly remote?: 'upstream';
    }
  /** `before` is undefined for a new ref, `branch` for a tag; `queued` is what a merge queue is about to push to a branch. */
  | {
      readonly kind: 'push';
      readonly commit: string;
      readonly before: string | undefined;
      readonly branch: string | undefined;
      readonly queued?: true;
    }
  /** Started by hand or by the clock. */
  | { readonly kind: 'checkout' }
  /** Why none of it can be told, and the way out. */
  | { readonly kind: 'trouble'; readonly message: string; readonly hint: string };

/** A commit may come with the name of its branch. */
export type CommitOrBranch =
  | { readonly commit: string; readonly branch?: string }
  | { readonly branch: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A full object name; undefined for anything else, and for the zeros that stand for "none". A short or symbolic name could be anybody's. */
export function objectName(text: string | undefined): string | undefined {
  return text !== undefined && OBJECT_NAME.test(text) ? text : undefined;
}

/** `base` is the name of the target's tip as the CI gives it; where that is none, `branch` names the target. */
export function mergeRequest(
  target: { readonly base: string | undefined; readonly branch: string | undefined },
  head: string,
  result: string | undefined,
): CiEvent | undefined {
  const commit = objectName(target.base);
  const branch = target.branch ? { branch: target.branch } : undefined;
  const base = commit === undefined ? branch : { commit, ...branch };
  return base && { kind: 'merge-request', base, head, result };
}

/**
 * A push of `commit` to a branch, undefined for a tag. `before` says where that was, zeros that it is new; `variable` is where that was read. What says
 * neither is no new branch: nobody could tell what came before.
 */
export function pushOf(
  commit: string,
  branch: string | undefined,
  before: string | undefined,
  variable: string,
): CiEvent {
  if (branch !== undefined && objectName(before) === undefined && !isNone(before)) return unnamed(variable);
  return { kind: 'push', commit, before: objectName(before), branch };
}

/** The zeros that stand for no commit. */
export function isNone(name: string | undefined): boolean {
  return /^0+$/u.test(name ?? '');
}

export function unnamed(variable: string): CiEvent {
  return {
    kind: 'trouble',
    message: `${variable} holds no full object name, so there is nothing to check against.`,
    hint: NAME_THEM,
  };
}

/** What a run is about has to be told: whatever is checked out may be anything. */
export function untold(variable: string): CiEvent {
  return {
    kind: 'trouble',
    message: `${variable} is missing, so it is not known what this run is about.`,
    hint: NAME_THEM,
  };
}

const NAME_THEM = 'Name the commits: `tidemark check --ci --base BASE --head HEAD`.';

const OBJECT_NAME = /^(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
