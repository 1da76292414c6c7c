import { entryOf, nameOf, type FileEntry, type NamedFile } from '../../core/ledger/files/file-ledger.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { readPath } from '../../formats/kinds/read-name.ts';
import type { NamedFolders, PathReading } from '../../formats/kinds/read-name.ts';

/** What a path of the repository says. */
export type ReadName = (path: string) => PathReading;

/** Reads the paths of a ledger, each once: very many are asked for several times. */
export function readerOf(folders: NamedFolders): ReadName {
  const known = new Map<string, PathReading>();
  return (path) => {
    const reading = known.get(path) ?? readPath(folders, path);
    known.set(path, reading);
    return reading;
  };
}

/** The entries of files, by their contents' names. */
export function entriesOf(files: ReadonlyMap<string, string>, read: ReadName): readonly FileEntry[] {
  const named = [...files].flatMap(([path, oid]): readonly NamedFile[] => {
    const { name } = read(path);
    return name ? [{ ...name, path, oid }] : [];
  });
  return [...groupBy(named, nameOf).values()].map(entryOf);
}

/** Globs for every name below some folders that has the digits of one of some numbers, and some more. */
export function patternsOf(paths: readonly string[], keys: Iterable<string>): readonly string[] {
  const digits = [...keys].map((key) => `*${(key.match(/\d+/gu) ?? []).join('*')}*`);
  return paths.flatMap((path) =>
    digits.flatMap((name) => [`${escaped(path)}/**/${name}`, `${escaped(path)}/**/${name}/**`]),
  );
}

function escaped(path: string): string {
  return path.replaceAll(/[\\*?[\]]/gu, String.raw`\$&`);
}
