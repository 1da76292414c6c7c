import { digitsOf } from '../../core/ledger/files/next-number.ts';
import type { NamedFolders } from '../kinds/read-name.ts';

/** What a file is called up to what is behind its stem: `0042-drop-redis`. */
export interface EntryLabel {
  readonly label: string;
  /** The digits of its number. */
  readonly digits: string;
  /** The path of what has the name: the file, or a folder that it is in. */
  readonly path: string;
}

/** The label of an entry's file; undefined for a path that is none of the ledger's. */
export function labelOf({ kind, paths }: NamedFolders, path: string): EntryLabel | undefined {
  const root = paths.find((folder) => path.startsWith(`${folder}/`));
  const reading = root === undefined ? undefined : kind.read(path.slice(root.length + 1));
  if (!reading || !('parts' in reading)) return undefined;
  const digits = digitsOf(reading.written);
  const segments = path.split('/');
  const at = segments.findLastIndex((segment) => segment.includes(digits));
  const named = segments.slice(0, at + 1).join('/');
  const name = named.slice(named.lastIndexOf('/') + 1);
  const end = name.indexOf(digits) + digits.length;
  const stem = reading.stem === '' ? -1 : name.indexOf(reading.stem, end);
  return {
    label: name.slice(0, stem === -1 ? endOf(name, end) : stem + reading.stem.length),
    digits,
    path: named,
  };
}

/** Where a name without a stem ends: before its extension. */
function endOf(name: string, from: number): number {
  const dot = name.indexOf('.', from);
  return dot === -1 ? name.length : dot;
}
