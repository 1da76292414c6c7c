import { slugOf, slugsAgree } from '../../core/ids/subject.ts';
import { replaceIds } from '../../formats/mentions/id-mentions.ts';
import { moveItems } from '../../formats/mentions/move-ids.ts';
import type { ItemMove } from '../../formats/mentions/move-ids.ts';
import { toLatin1 } from '../../formats/text/latin1.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';
import type { FileKind } from '../merging/file-kind.ts';
import { headingsOnce } from '../../formats/worklog/read-once.ts';

/** The versions of a file as if what was renumbered since had had its new ID there already: what comes in, and what that came of. */
export function movedVersions(
  kind: FileKind,
  versions: ThreeWay<Uint8Array>,
  moves: readonly ItemMove[],
): ThreeWay<Uint8Array> {
  if (moves.length === 0 || kind === 'text') return versions;
  const { base, ours, theirs } = versions;
  if (kind === 'worklog')
    return { base: moveHeadings(base, moves), ours, theirs: moveHeadings(theirs, moves) };
  const before = textOf(base);
  const move = (content: Uint8Array, past?: string): Uint8Array => {
    const text = textOf(content);
    const moved = moveItems(text, moves, past);
    return moved === text ? content : Buffer.from(moved);
  };
  return { base: move(base), ours, theirs: move(theirs, before) };
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString('utf8');
}

/** Gives the headings of a worklog file that are about what was renumbered its new ID, but for those that are `known` by their timestamps. */
export function moveHeadings(
  content: Uint8Array,
  moves: readonly ItemMove[],
  known: ReadonlySet<string> = new Set(),
): Uint8Array {
  const edits = headingsOnce('', content).flatMap(({ key, timestamp, title, place }) => {
    const move = moves.find(({ from, ...moved }) => from === key && isAbout(title, moved));
    if (!move || known.has(`${key} ${timestamp}`)) return [];
    return [{ line: place.line, column: 1, from: move.from, to: move.name }];
  });
  if (edits.length === 0) return content;
  const text = replaceIds(toLatin1(content), edits);
  return text === undefined ? content : Buffer.from(text, 'latin1');
}

/** A heading, or a slug, is about something of this title. */
export function isAbout(words: string, { title }: Pick<ItemMove, 'title'>): boolean {
  const [one, other] = [slugOf(words), slugOf(title)];
  return words === title || (one !== '' && other !== '' && slugsAgree(one, other));
}
