import { saveBacklog, planSave } from '../writing/backlog-store.ts';
import type { LoadedBacklog } from '../writing/backlog-store.ts';
import type { BacklogItem } from '../core/numbers/backlog-file.ts';
import { raiseMark } from '../core/numbers/high-water-mark.ts';
import { addItem, titleProblem } from '../core/numbers/backlog-operations.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { prepareDraw } from './number-draw.ts';
import type { Draw, DrawOptions } from './number-draw.ts';
import { TidemarkError } from '../errors.ts';
import { unifiedDiff } from '../writing/unified-diff.ts';
import { editBacklog, openWorkbench } from '../writing/workbench.ts';
import type { Where } from '../writing/workbench.ts';

export interface Addition {
  /** The backlog's path, relative to the work tree. */
  readonly path: string;
  readonly items: readonly BacklogItem[];
  /** `next_item_id` as it is now. */
  readonly mark: number;
  /** With `dryRun` what would change, as a unified diff; else undefined. */
  readonly diff: string | undefined;
  /** What people should know, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Adds items to the work tree's backlog, each under a number that is free in every worktree of the clone: all of them, or none.
 * Throws `usage` for a title that is none or a missing prefix, and whatever loading, drawing and saving throw.
 */
export async function add(where: Where, drafts: readonly Draft[], options: DrawOptions): Promise<Addition> {
  for (const { title } of drafts) refuseTitle(title);
  const bench = await openWorkbench(where);
  const draw = await prepareDraw(bench, options);
  const { result, notices } = await editBacklog(bench, options, async (loaded) => {
    const { backlog, items } = await addAll(loaded, drafts, draw);
    const { path, layout } = loaded.source;
    if (options.dryRun)
      return {
        items,
        mark: backlog.next_item_id,
        diff: unifiedDiff(path, layout.text, planSave(loaded, backlog).source.layout.text),
      };
    if (items.length > 0) await saveBacklog(loaded, backlog);
    return { items, mark: backlog.next_item_id, diff: undefined };
  });
  return { ...result, path: bench.path, notices: [...notices, ...draw.notices] };
}

async function addAll({ backlog }: LoadedBacklog, drafts: readonly Draft[], draw: Draw) {
  const items: BacklogItem[] = [];
  let current = backlog;
  for (const draft of drafts) {
    const { number, now } = await draw.take(current);
    const floor = raiseMark(current, number - 1);
    const added = addItem(floor, draft, { prefix: draw.prefix, now, spell: draw.spell });
    current = added.backlog;
    items.push(added.item);
  }
  return { backlog: current, items };
}

function refuseTitle(title: string): void {
  const problem = titleProblem(title);
  if (problem === undefined) return;
  throw new TidemarkError('usage', problem, 'Give a title of one line.');
}
