/** What kind of problem a `TidemarkError` is about. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'not-a-repository'
  | 'unknown-revision'
  | 'no-backlog'
  | 'history-missing'
  | 'git-failed'
  | 'git-too-old'
  | 'cannot-read'
  | 'cannot-write'
  | 'changed-meanwhile'
  | 'locked'
  | 'refused'
  | 'not-drawn'
  | 'exhausted';

/**
 * What kept Tidemark from doing its work. `message` is one sentence, `hint` the way out.
 * Exit code 2 for `usage` and `config`, 3 for the rest. Never printed with a stack.
 */
export class TidemarkError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** Sentences like `message`, where more than one thing is wrong. */
  readonly more: readonly string[];

  constructor(code: ErrorCode, message: string, hint: string, more: readonly string[] = []) {
    super(message);
    this.name = 'TidemarkError';
    this.code = code;
    this.hint = hint;
    this.more = more;
  }
}

/** Whether this clone lacks what was asked for, which some questions can do without. */
export function lacksHistory(error: unknown): error is TidemarkError {
  return error instanceof TidemarkError && error.code === 'history-missing';
}

/** The way out of a clone that lacks history. */
export const FETCH_HISTORY =
  'Fetch the whole history: `git fetch --unshallow`, in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab).';
