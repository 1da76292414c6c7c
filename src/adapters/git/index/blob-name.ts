import { createHash } from 'node:crypto';

/** The name (full hex) that git gives to a content, of the kind of a name that is known. */
export function blobName(content: Uint8Array, { length }: string): string {
  const algorithm = length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
