/** What stands at a path. Only a `file` can be read. */
export type EntryKind = 'file' | 'link' | 'submodule' | 'directory' | 'unmerged';

/**
 * By a file mode in octal; undefined for what is none. As git does: leading zeros and permissions do not matter, and what is nothing else is a
 * submodule.
 */
export function kindOf(mode: string): EntryKind | undefined {
  const usual = USUAL.get(mode);
  if (usual !== undefined) return usual;
  if (!/^[0-7]+$/u.test(mode)) return undefined;
  return KINDS.get(Number.parseInt(mode.slice(-6), 8) & TYPE) ?? 'submodule';
}

const USUAL = new Map<string, EntryKind>([
  ['40000', 'directory'],
  ['100644', 'file'],
]);
const TYPE = 0o170000;
const KINDS = new Map<number, EntryKind>([
  [0o040000, 'directory'],
  [0o100000, 'file'],
  [0o120000, 'link'],
]);
