/** The trees that git had worked out for the directories of its index; a directory below which something was added since has none. */
export interface CachedTrees {
  /** The name (full hex) of a directory's tree. */
  readonly treeAt: (path: string) => string | undefined;
  /** Those of the directories right inside it, by name. */
  readonly treesIn: (path: string) => ReadonlyMap<string, string>;
}

/** Reads the index's `TREE` extension (gitformat-index(5)), as far as it is asked; names of objects are `width` bytes in it. Never throws. */
export function openCachedTrees(bytes: Buffer, width: number): CachedTrees {
  const nameOf = ({ isValid, end }: Directory) =>
    isValid ? bytes.toString('hex', end - width, end) : undefined;
  const find = (path: string): Directory | undefined => {
    let directory = readDirectory(bytes, 0, width);
    for (const name of path.split('/')) {
      const wanted = Buffer.from(name);
      directory = directory && findChild(bytes, width, directory, wanted);
    }
    return directory;
  };
  return {
    treeAt: (path) => {
      const directory = find(path);
      return directory && nameOf(directory);
    },
    treesIn: (path) => {
      const trees = new Map<string, string>();
      const directory = find(path);
      for (const child of directory ? childrenOf(bytes, width, directory) : []) {
        const tree = nameOf(child);
        if (tree !== undefined) trees.set(bytes.toString('utf8', child.start, child.nameEnd), tree);
      }
      return trees;
    },
  };
}

interface Directory {
  /** Where its entry begins, with its name. */
  readonly start: number;
  readonly nameEnd: number;
  readonly isValid: boolean;
  /** How many directories are right inside it. Their entries follow, each with all that is in it. */
  readonly count: number;
  readonly end: number;
}

/** Name, NUL, number of entries (-1: not valid), blank, number of directories in it, line feed, and the name of the tree if it is valid. */
function readDirectory(bytes: Buffer, start: number, width: number): Directory | undefined {
  const nameEnd = bytes.indexOf(0, start);
  const feed = nameEnd === -1 ? -1 : bytes.indexOf(0x0a, nameEnd);
  if (feed === -1) return undefined;
  const isValid = bytes[nameEnd + 1] !== MINUS;
  const blank = bytes.indexOf(0x20, nameEnd);
  const count = Number(bytes.toString('latin1', blank + 1, feed));
  return { start, nameEnd, isValid, count, end: isValid ? feed + 1 + width : feed + 1 };
}

const MINUS = 0x2d;

function findChild(bytes: Buffer, width: number, parent: Directory, name: Buffer): Directory | undefined {
  for (const child of childrenOf(bytes, width, parent)) {
    if (bytes.subarray(child.start, child.nameEnd).equals(name)) return child;
  }
  return undefined;
}

function* childrenOf(bytes: Buffer, width: number, parent: Directory): Iterable<Directory> {
  let at = parent.end;
  for (let left = parent.count; left > 0; left -= 1) {
    const child = readDirectory(bytes, at, width);
    if (!child) return;
    yield child;
    at = behind(bytes, width, child);
  }
}

/** Behind a directory and all that is in it. */
function behind(bytes: Buffer, width: number, directory: Directory): number {
  let at = directory.end;
  for (let left = directory.count; left > 0; left -= 1) {
    const next = readDirectory(bytes, at, width);
    if (!next) return bytes.length;
    left += next.count;
    at = next.end;
  }
  return at;
}
