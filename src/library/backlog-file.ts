import type { BacklogFile } from '../core/numbers/backlog-file.ts';
import { loadBacklog as load, saveBacklog as save } from '../writing/backlog-store.ts';
import type { LoadedBacklog } from '../writing/backlog-store.ts';
import { isObject, kindOf, refuseMisuse, TEXT } from './arguments/kinds.ts';
import { BACKLOG } from './arguments/item-kinds.ts';

/**
 * Reads a BACKLOG.yaml. A file without `next_item_id` gets 0, or the highest number of its items, with a warning; so does one whose
 * `next_item_id` is below its items.
 *
 * @param path Relative or absolute. By default `BACKLOG.yaml` in the current directory.
 * @throws TidemarkError with the code `no-backlog` where there is no file, `refused` for a symbolic link, `cannot-read` for a file that cannot be read as a
 * backlog.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { loadBacklog } from 'tidemark';
 *
 * const { backlog, warnings } = await loadBacklog();
 * console.log(backlog.next_item_id, backlog.items.length, warnings.length); // 3 3 0
 * ```
 */
export async function loadBacklog(path: string = 'BACKLOG.yaml'): Promise<LoadedBacklog> {
  refuseMisuse('loadBacklog(path)', { path }, { path: TEXT });
  return load(path);
}

/**
 * Writes a changed backlog into the file that it was loaded from. Only what differs is written; comments, order and style of everything else stay. The
 * `next_item_id` that is written is never below the items that were loaded or are saved. The result is the backlog as it is on disk now: save again from that.
 *
 * It takes no lock: where several processes may edit one file, use {@link add}, {@link archive} and their like.
 *
 * @throws TidemarkError with the code `changed-meanwhile` when the file is no longer what was loaded, `cannot-write`, or `refused` for a file that is written in a
 * way that cannot take the change; the file is then as it was.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { addItem, loadBacklog, saveBacklog } from 'tidemark';
 *
 * const loaded = await loadBacklog();
 * const { backlog } = addItem(loaded.backlog, 'Dark mode');
 * const saved = await saveBacklog(loaded, backlog);
 * console.log(saved.backlog.items.at(-1)?.id); // WRK-004
 * ```
 */
export async function saveBacklog(loaded: LoadedBacklog, backlog: BacklogFile): Promise<LoadedBacklog> {
  refuseMisuse('saveBacklog(loaded, backlog)', { loaded, backlog }, { loaded: LOADED, backlog: BACKLOG });
  return save(loaded, backlog);
}

const LOADED = kindOf('what loadBacklog or saveBacklog returned', (value) =>
  isObject(value) && 'backlog' in value && 'source' in value ? isObject(value.source) : false,
);
