import { next as nextOfBacklog } from '../drawing/next.ts';
import type { NextId } from '../drawing/next.ts';
import { seedShared } from '../drawing/shared/seed.ts';
import type { Seeding } from '../drawing/shared/seed.ts';
import { sharedStatus } from '../drawing/shared/status.ts';
import type { SharedStatus } from '../drawing/shared/status.ts';
import { unusedNumbers as listUnused } from '../drawing/survey/unused-numbers.ts';
import type { UnusedNumber } from '../drawing/survey/unused-numbers.ts';
import { FLAG, optional, onlyKeys, refuseMisuse, REMOTE, TEXT } from './arguments/kinds.ts';
import { OF_BACKLOG, placed, SURROUNDINGS } from './arguments/surroundings.ts';
import type { OfBacklog, Surroundings } from './arguments/surroundings.ts';

/** Options of {@link next}. */
export interface NextOptions extends Surroundings, OfBacklog {
  /** Draw the number: no worktree of this clone gets it again, though no item has it yet. By default it is only shown. */
  readonly take?: boolean | undefined;
  /** In any case. By default the configured prefix, or the only one in use. */
  readonly prefix?: string | undefined;
  /** The remote to draw over, so that no other machine gets the number; `false`: this clone alone. By default as the configuration says. */
  readonly shared?: string | false | undefined;
  /** What the number is for: with `take`, others see that where numbers are shared. By default nothing is said. */
  readonly title?: string | undefined;
}

/**
 * The ID that an item added now would get: above every number of the work tree, of all branches and remote-tracking branches, and of all worktrees of
 * this clone.
 *
 * @throws TidemarkError with the code `no-backlog`, `exhausted`, or `usage` where it is not clear which prefix is meant; with `take`, `not-drawn` where the
 * remote that numbers are shared over does not confirm the number, and `locked`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { next } from 'tidemark';
 *
 * const { id, number } = await next();
 * console.log(id, number); // WRK-004 4
 * ```
 */
export async function next(options: NextOptions = {}): Promise<NextId> {
  refuseMisuse('next(options)', { options }, { options: NEXT });
  const { take = false, prefix, shared, title, ledger } = options;
  return nextOfBacklog({ ...placed(options), ledger }, { take, prefix, shared, title });
}

/**
 * The numbers that were drawn in this clone and that nothing uses: those of `next({ take: true })`, and of calls that failed or were undone.
 *
 * @throws TidemarkError with the code `no-backlog` or `history-missing`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { next, unusedNumbers } from 'tidemark';
 *
 * await next({ take: true });
 * console.log((await unusedNumbers()).map(({ id }) => id).join(' ')); // WRK-004
 * ```
 */
export async function unusedNumbers(
  options: Surroundings & OfBacklog = {},
): Promise<readonly UnusedNumber[]> {
  const kinds = { options: onlyKeys<Surroundings & OfBacklog>({ ...SURROUNDINGS, ...OF_BACKLOG }) };
  refuseMisuse('unusedNumbers(options)', { options }, kinds);
  return listUnused({ ...placed(options), ledger: options.ledger });
}

const NEXT = onlyKeys<NextOptions>({
  ...SURROUNDINGS,
  ...OF_BACKLOG,
  take: optional(FLAG),
  prefix: optional(TEXT),
  shared: optional(REMOTE),
  title: optional(TEXT),
});

/** Options of {@link shareNumbers}. */
export interface ShareOptions extends Surroundings {
  /** The name of a remote. By default the one that the configuration names. */
  readonly remote?: string | undefined;
}

/** Options of {@link sharedNumbers}. */
export interface SharedOptions extends ShareOptions {
  /** Every entry since the beginning. By default only the last ones. */
  readonly all?: boolean | undefined;
}

/**
 * Asks a remote where its shared counters are, and who took which numbers.
 *
 * @throws TidemarkError with the code `not-drawn` where the remote does not answer, has no counters, or has others than this clone saw before; `usage` where
 * there is no such remote, or none is named; `locked`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example After somebody shared the numbers over origin
 * ```ts
 * import { next, sharedNumbers } from 'tidemark';
 *
 * await next({ take: true, shared: 'origin', title: 'Dark mode' });
 * const { counters, draws } = await sharedNumbers({ remote: 'origin' });
 * console.log(counters['backlog'], draws[0]?.range, draws[0]?.title); // 4 4 Dark mode
 * ```
 */
export async function sharedNumbers(options: SharedOptions = {}): Promise<SharedStatus> {
  refuseMisuse('sharedNumbers(options)', { options }, { options: SHARED });
  return sharedStatus(placed(options), options.remote, options.all ?? false);
}

/**
 * Begins to share numbers over a remote, once for all machines, or raises its counters to the highest numbers that this clone knows of. It lowers none.
 *
 * @throws TidemarkError with the code `not-drawn` where the remote does not take it, `usage` where there is no such remote, or none is named, `no-backlog`, `locked`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example With a remote named origin
 * ```ts
 * import { shareNumbers } from 'tidemark';
 *
 * const { outcome, counters } = await shareNumbers({ remote: 'origin' });
 * console.log(outcome, counters['backlog']); // begun 3
 * ```
 */
export async function shareNumbers(options: ShareOptions = {}): Promise<Seeding> {
  refuseMisuse('shareNumbers(options)', { options }, { options: SHARE });
  return seedShared(placed(options), options.remote);
}

const SHARE_KINDS = { ...SURROUNDINGS, remote: optional(TEXT) };
const SHARE = onlyKeys<ShareOptions>(SHARE_KINDS);
const SHARED = onlyKeys<SharedOptions>({ ...SHARE_KINDS, all: optional(FLAG) });
