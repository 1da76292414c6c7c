import type { createHash } from 'node:crypto';

import { MAX_LEVELS } from '../tree.ts';
import type { FileEntry } from '../tree.ts';

/**
 * The name (full hex) of the tree that git would write for a directory; `entries` are all that an index has below it, at least one.
 * Undefined for what is nested too deep to be listed.
 */
export async function treeName(
  directory: string,
  entries: readonly FileEntry[],
): Promise<string | undefined> {
  const root: Directory = new Map();
  for (const { path, mode = '', oid = '' } of entries) {
    const names = path.slice(directory.length + 1).split('/');
    if (names.length > MAX_LEVELS) return undefined;
    const name = names.pop() ?? '';
    descend(root, names).set(name, { mode, oid });
  }
  // Most commits need none of it.
  const crypto = await import('node:crypto');
  return write(root, crypto.createHash).oid;
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

type CreateHash = typeof createHash;

function write(directory: Directory, hash: CreateHash): Leaf {
  const entries = [...directory].map(([name, child]) => {
    const { mode, oid } = child instanceof Map ? write(child, hash) : child;
    // Git sorts a directory as if its name ended in a slash.
    const key = Buffer.from(child instanceof Map ? `${name}/` : name);
    return { key, oid, bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]) };
  });
  const content = Buffer.concat(
    entries.toSorted((one, other) => Buffer.compare(one.key, other.key)).map(({ bytes }) => bytes),
  );
  const algorithm = entries[0]?.oid.length === 64 ? 'sha256' : 'sha1';
  const oid = hash(algorithm).update(`tree ${content.length}\0`).update(content).digest('hex');
  return { mode: '40000', oid };
}
