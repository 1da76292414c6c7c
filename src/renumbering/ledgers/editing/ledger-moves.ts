import { posix } from 'node:path';

import type { RenumberPart } from '../../../core/renumbering/renumber-plan.ts';
import { labelOf } from '../../../formats/entries/entry-label.ts';
import type { EntryLabel } from '../../../formats/entries/entry-label.ts';
import type { NamedFolders } from '../../../formats/kinds/read-name.ts';
import { mentions } from '../../../formats/entries/entry-edits.ts';
import type { LedgerTexts } from './ledger-texts.ts';

/** What gets another path with an entry's files: they themselves, the folder that has the number in its name, and whatever is named after them. */
export function movesOf(
  folders: NamedFolders,
  paths: readonly string[],
  next: string,
  files: ReadonlySet<string>,
): Pick<RenumberPart, 'moves' | 'files'> {
  const labels = paths.flatMap((path) => labelOf(folders, path) ?? []);
  const moving = new Map<string, string>();
  for (const found of labels) {
    moving.set(found.path, renamed(found, found.path, next));
    for (const path of companionsOf(found, files)) moving.set(path, renamed(found, path, next));
  }
  const moves = [...moving].map(([from, to]) => ({ from, to }));
  const inside = moves.flatMap(({ from, to }) =>
    [...files]
      .filter((path) => path === from || path.startsWith(`${from}/`))
      .map((path) => ({ from: path, to: to + path.slice(from.length) })),
  );
  return { moves, files: inside };
}

/** Why files may not move: something names them that only another program can write. */
export async function obstacleTo(
  folders: NamedFolders,
  paths: readonly string[],
  { texts, unmerged }: { readonly texts: LedgerTexts; readonly unmerged: ReadonlySet<string> },
): Promise<string | undefined> {
  if (paths.some((path) => unmerged.has(path)))
    return 'it is in conflict: settle that, and run the command again';
  const labels = new Set(paths.flatMap((path) => labelOf(folders, path)?.label ?? []));
  for (const { file, why } of folders.kind.registers ?? []) {
    for (const folder of folders.paths) {
      const path = `${folder}/${file}`;
      const text = await texts.read(path);
      if ([...labels].some((label) => text !== undefined && mentions(text, label).length > 0))
        return `${path} names it, and ${why}`;
    }
  }
  return undefined;
}

function renamed({ digits, path }: EntryLabel, own: string, next: string): string {
  const name = posix.basename(own);
  return path.slice(0, path.length - posix.basename(path).length) + name.replace(digits, () => next);
}

/** Files and folders beside it that have its name and go on with a point. */
function companionsOf({ label, path }: EntryLabel, files: ReadonlySet<string>): readonly string[] {
  const start = path.slice(0, path.length - posix.basename(path).length);
  const beside = new Set(
    [...files].flatMap((file) => {
      if (!file.startsWith(start + label)) return [];
      return start + String(file.slice(start.length).split('/')[0]);
    }),
  );
  return [...beside].filter((one) => one === start + label || one.startsWith(`${start}${label}.`));
}
