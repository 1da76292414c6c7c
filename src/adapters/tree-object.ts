import { createHash } from 'node:crypto';

import type { GitObject } from './objects.ts';
import { MAX_LEVELS } from './tree.ts';
import type { FileEntry } from './tree.ts';

/**
 * The trees that git would write for the directories right below `directory` and all that is in them. `entries` is a listing of the
 * index. A directory that a commit has just so need not be read: it is known by its name. What is nested too deep to be listed is left out.
 */
export function treesBelow(entries: Iterable<FileEntry>, directory: string): readonly GitObject[] {
  const root: Directory = new Map();
  const start = `${directory}/`;
  for (const { path, mode, oid } of entries) {
    if (mode === undefined || oid === undefined || !path.startsWith(start)) continue;
    const names = path.slice(start.length).split('/');
    if (names.length > MAX_LEVELS) continue;
    const name = names.pop() ?? '';
    descend(root, names).set(name, { mode, oid });
  }
  const trees: GitObject[] = [];
  for (const child of root.values()) if (child instanceof Map) write(child, trees);
  return trees;
}

interface Leaf {
  readonly mode: string;
  readonly oid: string;
}

type Directory = Map<string, Leaf | Directory>;

function descend(from: Directory, names: readonly string[]): Directory {
  let at = from;
  for (const name of names) {
    const known = at.get(name);
    const next: Directory = known instanceof Map ? known : new Map();
    if (next !== known) at.set(name, next);
    at = next;
  }
  return at;
}

function write(directory: Directory, trees: GitObject[]): Leaf {
  const entries = [...directory].map(([name, child]) => {
    const { mode, oid } = child instanceof Map ? write(child, trees) : child;
    // Git sorts a directory as if its name ended in a slash.
    const key = Buffer.from(child instanceof Map ? `${name}/` : name);
    return { key, oid, bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]) };
  });
  const content = Buffer.concat(
    entries.toSorted((one, other) => Buffer.compare(one.key, other.key)).map(({ bytes }) => bytes),
  );
  const algorithm = entries[0]?.oid.length === 64 ? 'sha256' : 'sha1';
  const oid = createHash(algorithm).update(`tree ${content.length}\0`).update(content).digest('hex');
  trees.push({ oid, type: 'tree', content });
  return { mode: '40000', oid };
}
