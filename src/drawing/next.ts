import { loadFrom } from '../writing/backlog-store.ts';
import { prepareDraw } from './number-draw.ts';
import { openWorkbench } from '../writing/workbench.ts';
import type { Where } from '../writing/workbench.ts';

/** The ID that comes next. */
export interface NextId {
  readonly id: string;
  readonly number: number;
  readonly notices: readonly string[];
}

/**
 * The ID that an item added now would get. With `take` it is drawn: no worktree of this clone gets it again, though no backlog holds it yet.
 * Throws `no-backlog`, `exhausted`, and `usage` where no prefix is known.
 */
export async function next(
  where: Where,
  { take, prefix }: { readonly take: boolean; readonly prefix?: string | undefined },
): Promise<NextId> {
  const bench = await openWorkbench(where);
  const { backlog, warnings } = await loadFrom(bench.root, bench.path);
  const draw = await prepareDraw(bench, { prefix, dryRun: !take });
  const { number } = await draw.take(backlog);
  const id = draw.spell({ prefix: draw.prefix, number });
  return { id, number, notices: [...warnings, ...draw.notices] };
}
