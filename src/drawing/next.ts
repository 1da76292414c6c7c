import { loadFrom, markWarning } from '../writing/backlog-store.ts';
import { prepareDraw } from './number-draw.ts';
import type { Counted, DrawOptions } from './number-draw.ts';
import { rowsOf } from '../core/ledger/rows/item-rows.ts';
import { markValue } from '../core/ledger/view.ts';
import { highestNumber } from '../core/numbers/high-water-mark.ts';
import { openWorkbench } from '../writing/workbench.ts';
import type { Where, Workbench } from '../writing/workbench.ts';

/** The ID that comes next. */
export interface NextId {
  readonly id: string;
  readonly number: number;
  /** The remote over which it is drawn; undefined where it is for this clone alone. */
  readonly shared: string | undefined;
  readonly notices: readonly string[];
}

export interface NextOptions extends Pick<DrawOptions, 'prefix' | 'shared'> {
  /** Draws the number instead of showing it. */
  readonly take: boolean;
  /** What it is for; others are told where numbers are shared. */
  readonly title?: string | undefined;
}

/**
 * The ID that an item added now would get. With `take` it is drawn: no worktree of this clone gets it again, nor another machine where numbers are shared, though no backlog holds it yet.
 * Throws `no-backlog`, `exhausted`, `usage` where no prefix is known, and `not-drawn` where the remote does not take it.
 */
export async function next(where: Where, { take, prefix, shared, title = '' }: NextOptions): Promise<NextId> {
  const bench = await openWorkbench(where);
  const { backlog, warnings } = await countItems(bench);
  const draw = await prepareDraw(bench, { prefix, dryRun: !take, shared });
  const { number } = await draw.take(backlog, title);
  const id = draw.spell({ prefix: draw.prefix, number });
  return { id, number, shared: draw.shared, notices: [...warnings, ...draw.notices] };
}

interface Count {
  readonly backlog: Counted;
  readonly warnings: readonly string[];
}

/** As loading does it, from what is read of the work tree in any case. */
async function countItems({ root, path, worktree: { snapshot } }: Workbench): Promise<Count> {
  if (snapshot.backlog.state !== 'readable') return loadFrom(root, path);
  const { malformed, mark } = snapshot.backlog.backlog;
  const rows = rowsOf(snapshot.backlog.backlog);
  const given = markValue(mark);
  const others = highestNumber(malformed.map(({ text }) => ({ id: text })));
  const meant = rows.reduce((highest, { number }) => Math.max(highest, number), Math.max(given ?? 0, others));
  const warnings = meant === (given ?? 0) ? [] : [markWarning(given, meant)];
  return { backlog: { next_item_id: meant }, warnings };
}
