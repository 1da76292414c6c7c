import { mergeTexts } from '../../adapters/git/conflict/text-merge.ts';
import { MARKER_SIZE, splitConflicts } from '../../formats/text/conflict-markers.ts';
import { toLatin1 } from '../../formats/text/latin1.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';

/**
 * Whether nobody has edited a file in conflict: it is one of the two sides, or what git makes of them, with markers or with the lines of both.
 * Then the versions tell more than the file, which is what is left of them. Line ends do not count.
 */
export async function isAsGitLeftIt(
  directory: string,
  disk: Uint8Array,
  versions: ThreeWay<Uint8Array>,
): Promise<boolean> {
  const text = plain(disk);
  if (text === plain(versions.ours) || text === plain(versions.theirs)) return true;
  const sides = splitConflicts(text);
  const merged = await mergeTexts(directory, versions, sides ? MARKER_SIZE : 'union');
  if (!sides) return text === plain(merged.content);
  const own = splitConflicts(plain(merged.content));
  return own?.ours === sides.ours && own.theirs === sides.theirs;
}

/** The side that a file in conflict is, as it is; undefined where it is neither, or both. */
export function takenSide(
  disk: Uint8Array,
  { ours, theirs }: ThreeWay<Uint8Array>,
): 'ours' | 'theirs' | undefined {
  const [text, own, other] = [disk, ours, theirs].map(plain);
  if (own === other) return undefined;
  return text === own ? 'ours' : text === other ? 'theirs' : undefined;
}

function plain(bytes: Uint8Array): string {
  return toLatin1(bytes).replaceAll('\r\n', '\n');
}
