import { overlap } from '../../core/ledger/named-backlog.ts';
import {
  entryOf,
  nameOf,
  type FileEntry,
  type LedgerFile,
  type NamedFile,
} from '../../core/ledger/files/file-ledger.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { refusePath } from '../config/safe-path.ts';
import { readPath } from '../kinds/read-name.ts';
import { recognize, type Recognized } from './recognize.ts';

/** A folder whose files are numbered one after the other. */
export interface FoundFolder extends Recognized {
  readonly entries: readonly FileEntry[];
}

/**
 * Looks among the files of a repository for folders of at least three numbered siblings that fit a kind. Tests, examples and what others wrote are
 * left out; so are folders whose numbers are dates, and those where most files have no number.
 */
export function findLedgers(files: readonly LedgerFile[]): readonly FoundFolder[] {
  const found = new Map<string, FoundFolder>();
  const byFolder = groupBy(files.filter(isOurs), ({ path }) => path.slice(0, path.lastIndexOf('/')));
  for (const [folder, inside] of [...byFolder].toSorted(byName)) {
    const names = inside.map(({ path }) => path.slice(folder.length + 1));
    const fitting = recognize(folder, names).map((one) => ({ ...one, entries: entriesIn(one, files) }));
    const [first] = fitting.filter((one) => isLedger(one, inside));
    if (first && ![...found.keys()].some((path) => overlap(path, first.path))) found.set(first.path, first);
  }
  return [...found.values()];
}

export function isOurs({ path }: LedgerFile): boolean {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return folder !== '' && refusePath(folder) === undefined && !/\uFFFD/u.test(folder) && !OTHERS.test(folder);
}

/** Numbers there mean an order, or nobody here gives them. */
const OTHERS =
  /(?:^|\/)(?:tests?|testing|testdata|__tests__|specs?|e2e|fixtures?|__fixtures__|examples?|samples?|demos?|node_modules|vendor|third[-_]?party|templates?|tutorials?|pipelines?|steps)(?:\/|$)/iu;

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function entriesIn({ kind, path }: Recognized, files: readonly LedgerFile[]): readonly FileEntry[] {
  const folders = { kind, paths: [path] };
  const named = files.flatMap((file): readonly NamedFile[] => {
    if (!file.path.startsWith(`${path}/`)) return [];
    const { name } = readPath(folders, file.path);
    return name ? [{ ...name, ...file }] : [];
  });
  return [...groupBy(named, nameOf).values()].map(entryOf);
}

/** Most of its numbered files count, and most files of their kind are numbered. */
function isLedger({ entries }: FoundFolder, inside: readonly LedgerFile[]): boolean {
  const counted = entries.filter(({ isCounted }) => isCounted);
  if (new Set(counted.map(({ key }) => key)).size < FEWEST || counted.length * 2 < entries.length)
    return false;
  const own = new Set(entries.flatMap((entry) => entry.files.map(({ path }) => path)));
  const endings = new Set([...own].map(endingOf));
  const alike = inside.filter(({ path }) => endings.has(endingOf(path)));
  return alike.filter(({ path }) => own.has(path)).length * 2 >= alike.length;
}

const FEWEST = 3;

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.')).toLowerCase();
}
