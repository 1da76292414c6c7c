import type { Finding } from '../../core/findings/finding.ts';

/**
 * One text per finding, in their order, that stays the same while the trouble does: made of rule, ID, path and the
 * claims that take part, without any line number. No two are equal. 16 hex digits, `-2` and so on behind equal ones.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, id, place, evidence }) => {
    const hash = fingerprint([rule, id ?? '', place.path, ...[...evidence].sort()]);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return count === 1 ? hash : `${hash}-${count}`;
  });
}

/** FNV-1a, 64 bits, over UTF-16 code units. It names things for a widget; nobody's safety hangs on it. */
export function fingerprint(parts: readonly string[]): string {
  const text = parts.join('\0');
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
