import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { rowsOf } from '../../core/ledger/rows/item-rows.ts';
import type { ItemClaim } from '../../core/ids/claim.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import type { LedgerFile } from '../../core/ledger/files/file-ledger.ts';
import { markValue } from '../../core/ledger/view.ts';
import { parseBacklog } from '../../formats/backlog/backlog.ts';
import { isOurs } from '../../formats/discovery/find-ledgers.ts';
import { nameLedgers } from '../../formats/discovery/ledger-names.ts';
import { DEFAULT_BACKLOGS } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { FoundLedger } from '../../formats/discovery/found-ledger.ts';

/** A backlog in a folder that no configuration names yet. */
export interface NestedBacklog extends FoundLedger {
  readonly ownName: string;
}

/** Looks among the tracked files for backlogs with items that nothing guards; `taken` are names in use. */
export async function findNested(
  root: string,
  tracked: readonly LedgerFile[],
  settings: Settings,
  taken: readonly string[],
): Promise<readonly NestedBacklog[]> {
  const { backlogs, named, changes } = settings;
  const guarded = [...DEFAULT_BACKLOGS, ...backlogs, ...named.map(({ path }) => path)];
  const inChanges = [changes, ...named.map((one) => one.changes)];
  const isOpen = ({ path }: LedgerFile): boolean =>
    path.endsWith(`/${DEFAULT_BACKLOGS[0]}`) &&
    !guarded.includes(path) &&
    !inChanges.some((folder) => path.startsWith(`${folder}/`));
  const found = await Promise.all(
    tracked.filter((file) => isOpen(file) && isOurs(file)).map(async ({ path }) => readNested(root, path)),
  );
  return nameLedgers(found.flat(), taken).map(({ file, ownName = '', told }) => {
    return { ...told, name: ownName, ownName, path: file };
  });
}

/** None where the file has no items. */
async function readNested(root: string, file: string) {
  const bytes = await readWorkFile(root, file);
  const state = bytes && parseBacklog(file, bytes);
  if (state?.state !== 'readable' || rowsOf(state.backlog).length === 0) return [];
  const { items, mark } = state.backlog;
  const told = {
    kind: 'backlog',
    pattern: null,
    entries: items.length,
    highest: String(Math.max(markValue(mark) ?? 0, ...items.map(({ id }) => id.number))),
    doubles: doublesIn(items),
  } as const;
  return [{ file, told, path: file.slice(0, file.lastIndexOf('/')), kind: { name: 'backlog' } }];
}

function doublesIn(items: readonly ItemClaim[]): readonly string[] {
  const shared = [...groupBy(items, ({ key }) => key)].filter(([, own]) => own.length > 1);
  return shared.map(([key, [first]]) => first.written ?? key);
}
