import { loadFrom, saveBacklog, planSave } from '../writing/backlog-store.ts';
import type { LoadedBacklog } from '../writing/backlog-store.ts';
import type { BacklogItem } from '../core/numbers/backlog-file.ts';
import { raiseMark } from '../core/numbers/high-water-mark.ts';
import { fieldsLeftOut } from '../core/numbers/item-fields.ts';
import { enumerate, shellWord } from '../core/messages/wording.ts';
import { addItem } from '../core/numbers/backlog-operations.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { checkDraft, refuseTitle } from './draft-check.ts';
import { prepareDraw } from './number-draw.ts';
import type { Draw, DrawOptions, Plan } from './number-draw.ts';
import { unifiedDiff } from '../writing/unified-diff.ts';
import { editBacklog, openWorkbench } from '../writing/workbench.ts';
import type { Where, Workbench } from '../writing/workbench.ts';

/** What was added. */
export interface Addition {
  /** The backlog's path, relative to the work tree. */
  readonly path: string;
  readonly items: readonly BacklogItem[];
  /** `next_item_id` as it is now. */
  readonly mark: number;
  /** The remote over which the numbers were drawn; undefined where they are for this clone alone. */
  readonly shared: string | undefined;
  /** With `dryRun` what would change, as a unified diff; else undefined. */
  readonly diff: string | undefined;
  /** Notices to show to the user, one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Adds items to the work tree's backlog, each under a number that is free in every worktree of the clone: all of them, or none.
 * Throws `usage` for a title that is none, a reference to what is not there, or a missing prefix, and whatever loading, drawing and saving throw.
 */
export async function add(where: Where, drafts: readonly Draft[], options: DrawOptions): Promise<Addition> {
  for (const draft of drafts) refuseTitle(draft);
  const bench = await openWorkbench(where);
  const draw = await prepareDraw(bench, options, async () => planOf(bench, drafts));
  const { result, notices } = await editBacklog(bench, options, async (loaded) => {
    const known = { backlog: loaded.backlog, isClaimed: draw.isClaimed, spell: draw.spell };
    const checked = drafts.map((draft) => checkDraft(draft, known));
    const { backlog, items } = await addAll(loaded, checked, draw);
    const { path, layout } = loaded.source;
    if (options.dryRun)
      return {
        items,
        mark: backlog.next_item_id,
        notices: leftOut(loaded, items),
        diff: unifiedDiff(path, layout.text, planSave(loaded, backlog).source.layout.text),
      };
    if (items.length > 0) await saveBacklog(loaded, backlog);
    return { items, mark: backlog.next_item_id, notices: leftOut(loaded, items), diff: undefined };
  });
  return {
    ...result,
    path: bench.path,
    shared: draw.shared,
    notices: [...notices, ...draw.notices, ...result.notices],
  };
}

/** The backlog as it is before anybody has the lock. */
async function planOf({ root, path }: Workbench, drafts: readonly Draft[]): Promise<Plan> {
  const { backlog } = await loadFrom(root, path);
  return { titles: drafts.map(({ title }) => title), backlog };
}

async function addAll({ backlog }: LoadedBacklog, drafts: readonly Draft[], draw: Draw) {
  const items: BacklogItem[] = [];
  let current = backlog;
  for (const draft of drafts) {
    const { number, now } = await draw.take(current, draft.title);
    const floor = raiseMark(current, number - 1);
    const added = addItem(floor, draft, { prefix: draw.prefix, now, spell: draw.spell });
    current = added.backlog;
    items.push(added.item);
  }
  return { backlog: current, items };
}

/** Fields that nobody can guess, but that all items had so far. */
function leftOut({ backlog }: LoadedBacklog, items: readonly BacklogItem[]): readonly string[] {
  const fields = new Set(items.flatMap((item) => fieldsLeftOut(backlog.items, item)));
  if (fields.size === 0) return [];
  const options = [...fields].map((field) => `--set ${shellWord(field)}=VALUE`).join(' ');
  return [`All other items have ${enumerate([...fields])}. To give them at once: ${options}`];
}
