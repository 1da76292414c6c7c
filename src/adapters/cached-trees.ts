/**
 * Reads the index's `TREE` extension (gitformat-index(5)) for the trees that `wanted` directories, by path, would be written as. Names are
 * `width` bytes; here they come in full hex. A directory that changed since git worked its tree out has none.
 */
export function readCachedTrees(
  bytes: Buffer,
  width: number,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const trees = new Map<string, string>();
  // The directories that are not complete yet, innermost last.
  const open: Directory[] = [];
  let at = 0;
  for (let next = readOne(bytes, at, open.at(-1)); next; next = readOne(bytes, at, open.at(-1))) {
    const { directory, end, isValid } = next;
    at = isValid ? end + width : end;
    if (isValid && wanted.has(directory.path)) trees.set(directory.path, bytes.toString('hex', end, at));
    open.push(directory);
    while (open.at(-1)?.left === 0) open.pop();
  }
  return trees;
}

interface Directory {
  readonly path: string;
  /** How many of the directories in it are still to come. */
  left: number;
}

/** Name, NUL, number of entries (-1: not valid), blank, number of directories in it, line feed. The root comes first and has no name. */
function readOne(
  bytes: Buffer,
  at: number,
  parent: Directory | undefined,
): { readonly directory: Directory; readonly end: number; readonly isValid: boolean } | undefined {
  const nul = bytes.indexOf(0, at);
  const feed = nul === -1 ? -1 : bytes.indexOf(0x0a, nul);
  if (feed === -1) return undefined;
  const name = bytes.toString('utf8', at, nul);
  const [entries = '-1', left = '0'] = bytes.toString('latin1', nul + 1, feed).split(' ');
  if (parent) parent.left -= 1;
  const path = parent && parent.path !== '' ? `${parent.path}/${name}` : name;
  return { directory: { path, left: Number(left) }, end: feed + 1, isValid: !entries.startsWith('-') };
}
