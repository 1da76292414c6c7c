import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';

/** How a repository names its objects. */
export type Algorithm = 'sha1' | 'sha256';

type Kind = 'commit' | 'tree';

/** The name of an object, in full hex. */
export function nameOf(algorithm: Algorithm, kind: Kind, text: string): string {
  return createHash(algorithm).update(asStored(kind, text)).digest('hex');
}

/**
 * Writes an object into a bare repository as git does, without a process. Answers with its name. At once, as it is a few hundred bytes while others wait. Throws
 * what the system throws.
 */
export function writeLoose(gitDir: string, algorithm: Algorithm, kind: Kind, text: string): string {
  const oid = nameOf(algorithm, kind, text);
  const file = pathOf(gitDir, oid);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, deflateSync(asStored(kind, text)));
  return oid;
}

/** The text of a commit; undefined where git has to be asked: it is not there by itself, is no commit, or is very long. */
export async function readLoose(gitDir: string, oid: string): Promise<string | undefined> {
  const stored = await readFile(pathOf(gitDir, oid)).catch(() => undefined);
  const bytes = stored && unpacked(stored);
  if (!bytes) return undefined;
  const end = bytes.indexOf(0);
  const size = /^commit (\d+)$/u.exec(bytes.toString('latin1', 0, end))?.[1];
  return Number(size) === bytes.length - end - 1 ? bytes.toString('utf8', end + 1) : undefined;
}

/** In bytes: a remote can send as much as it likes. */
const MAX_LENGTH = 1 << 20;

function unpacked(stored: Buffer): Buffer | undefined {
  try {
    return inflateSync(stored, { maxOutputLength: MAX_LENGTH });
  } catch {
    return undefined;
  }
}

function asStored(kind: Kind, text: string): string {
  return `${kind} ${Buffer.byteLength(text)}\0${text}`;
}

function pathOf(gitDir: string, oid: string): string {
  return join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2));
}
