import { env as environment } from 'node:process';

import { check as checkTarget } from '../checking/check.ts';
import { checkCi as checkRun } from '../checking/ci-check.ts';
import { replay as replayRange } from '../checking/replay.ts';
import type { Replayed } from '../checking/replay.ts';
import type { Report } from '../core/findings/report.ts';
import {
  FLAG,
  isObject,
  kindOf,
  listOf,
  oneOf,
  optional,
  onlyKeys,
  refuseMisuse,
  TEXT,
} from './arguments/kinds.ts';
import type { Kind } from './arguments/kinds.ts';
import { placed, SURROUNDINGS } from './arguments/surroundings.ts';
import type { Surroundings } from './arguments/surroundings.ts';

/** What {@link check} looks at. */
export type CheckTarget =
  /** The work tree, compared with HEAD; if nothing guarded differs, HEAD compared with its parents. */
  | { readonly kind: 'worktree' }
  /** The index, compared with HEAD and, in a merge, with the other parents. */
  | { readonly kind: 'index' }
  /** A commit, compared with its parents, or with `bases` if there are any. A base that is not an ancestor is merged with it first, as CI does. */
  | {
      readonly kind: 'revision';
      readonly revision: string;
      readonly bases?: readonly string[] | undefined;
    };

/** Options of {@link check}. */
export interface CheckOptions extends Surroundings {
  /** By default `{ kind: 'worktree' }`. */
  readonly target?: CheckTarget | undefined;
  /** Report findings that a base shows already at their full severity, not as warnings. By default `false`. */
  readonly strict?: boolean | undefined;
}

/** Options of {@link checkCi}. */
export interface CiOptions extends Surroundings {
  /** The environment to read the CI's event from. By default that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Any revision: what to merge into. With it, nothing is read from `env`. */
  readonly base?: string | undefined;
  /** Any revision: what to merge. By default `HEAD`. */
  readonly head?: string | undefined;
  /** As in {@link CheckOptions}. By default `false`. */
  readonly strict?: boolean | undefined;
}

/** Options of {@link replay}. */
export interface ReplayOptions extends Pick<Surroundings, 'cwd'> {
  /** The last commit to check, by any name that git knows. By default `HEAD`. */
  readonly to?: string | undefined;
  /** Leave out this commit and its ancestors. By default the whole history is checked. */
  readonly from?: string | undefined;
}

/**
 * Checks the work tree, the index or a commit for IDs that mean two things, or soon could. It changes nothing. A finding is a value of the report,
 * not an error; `report.unchecked` says what could not be checked, and must not be taken for clean.
 *
 * @throws TidemarkError with the code `not-a-repository`, `no-backlog`, `unknown-revision`, `history-missing`, `config`, `usage` or `git-failed`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { check } from 'tidemark';
 *
 * const report = await check();
 * const errors = report.findings.filter(({ severity }) => severity === 'error');
 * console.log(errors.length, report.unchecked.length, report.backlog?.next); // 0 0 WRK-004
 * ```
 */
export async function check(options: CheckOptions = {}): Promise<Report> {
  refuseMisuse('check(options)', { options }, { options: CHECK });
  const { target = { kind: 'worktree' }, strict = false } = options;
  const whole = target.kind === 'revision' ? { ...target, bases: target.bases ?? [] } : target;
  return checkTarget({ ...placed(options), target: whole, strict });
}

/**
 * Checks what merging a branch would make of its target, or what a push brought: as a run of GitHub Actions or GitLab CI is told by its environment, or
 * for the revisions `base` and `head` anywhere else. The target keeps the meaning of its IDs. Nothing is fetched, nothing is changed.
 *
 * @throws TidemarkError as {@link check} does; `history-missing` where the checkout is too shallow, `usage` where there is neither a CI nor `base`, and
 * `refused` for an event that cannot be checked.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example Would merging topic into main be right?
 * ```ts
 * import { checkCi } from 'tidemark';
 *
 * const report = await checkCi({ base: 'main', head: 'topic' });
 * for (const { rule, id } of report.findings) console.log(rule, id);
 * // id-reused WRK-003
 * ```
 */
export async function checkCi(options: CiOptions = {}): Promise<Report> {
  refuseMisuse('checkCi(options)', { options }, { options: CI });
  const { env = environment, base, head, strict = false } = options;
  return checkRun({ ...placed(options), env, base, head, strict });
}

/**
 * Checks each commit of a range against its parents, oldest first. What keeps a single commit from being checked is that commit's `error`; all
 * others are checked.
 *
 * @throws TidemarkError with the code `not-a-repository` or `unknown-revision`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { replay } from 'tidemark';
 *
 * for await (const each of replay({ from: 'main', to: 'topic' }))
 *   console.log('report' in each ? each.report.findings.length : each.error.message); // 0
 * ```
 */
export async function* replay(options: ReplayOptions = {}): AsyncGenerator<Replayed, void> {
  refuseMisuse('replay(options)', { options }, { options: REPLAY });
  const { to = 'HEAD', from } = options;
  yield* replayRange({ cwd: placed(options).cwd, to, ...(from !== undefined && { from }) });
}

const TARGET: Kind = (name, value) => {
  const kind = oneOf(['worktree', 'index', 'revision']);
  const isRevision = isObject(value) && 'kind' in value && value.kind === 'revision';
  return isRevision
    ? onlyKeys({ kind, revision: TEXT, bases: optional(listOf(TEXT, 'revisions')) })(name, value)
    : onlyKeys({ kind })(name, value);
};

const CHECK = onlyKeys<CheckOptions>({ ...SURROUNDINGS, target: optional(TARGET), strict: optional(FLAG) });
const CI = onlyKeys<CiOptions>({
  ...SURROUNDINGS,
  env: optional(kindOf('an object of environment variables', isObject)),
  base: optional(TEXT),
  head: optional(TEXT),
  strict: optional(FLAG),
});
const REPLAY = onlyKeys<ReplayOptions>({ cwd: optional(TEXT), to: optional(TEXT), from: optional(TEXT) });
