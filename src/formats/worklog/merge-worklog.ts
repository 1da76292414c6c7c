import { mergeOrder } from '../text/merge-order.ts';
import { mapThree, mergePiece } from '../text/merge-pieces.ts';
import type { MergePiece, MergePlan, ThreeWay } from '../text/merge-pieces.ts';
import { mergeShapes, unshape } from '../text/text-shape.ts';
import { splitWorklog } from './worklog-parts.ts';
import type { WorklogParts } from './worklog-parts.ts';

/**
 * Merges three texts of a worklog file by entries; an empty one is a file that did not exist. Entries are paired by their headings, which
 * hold timestamp, ID and title; an untouched entry keeps its bytes. Bytes as Latin-1 will do.
 * `undefined` where lines end in two ways: that is a matter for a text merge of the whole.
 */
export function planWorklogMerge(texts: ThreeWay<string>): MergePlan | undefined {
  const shaped = mapThree(texts, unshape);
  if (!shaped) return undefined;
  const { base, ours, theirs } = shaped;
  const parts = {
    base: splitWorklog(base.lines),
    ours: splitWorklog(ours.lines),
    theirs: splitWorklog(theirs.lines),
  };
  const head = mergePiece({ base: parts.base.head, ours: parts.ours.head, theirs: parts.theirs.head });
  return {
    pieces: [{ text: head }, ...entryPieces(parts)],
    shape: mergeShapes(base.shape, ours.shape, theirs.shape),
  };
}

function entryPieces({ base, ours, theirs }: ThreeWay<WorklogParts>): readonly MergePiece[] {
  const [old, left, right] = [textsOf(base), textsOf(ours), textsOf(theirs)];
  const pieces = mergeOrder([...old.keys()], [...left.keys()], [...right.keys()])
    .map((key) => ({
      text: mergePiece({
        base: old.get(key) ?? '',
        ours: left.get(key) ?? '',
        theirs: right.get(key) ?? '',
      }),
      about: key,
    }))
    .filter(({ text }) => text !== '');
  const parted = ours.parted === base.parted ? theirs.parted : ours.parted;
  return parted ? pieces : pieces.map((piece, at) => (at === pieces.length - 1 ? unparted(piece) : piece));
}

function textsOf({ entries }: WorklogParts): ReadonlyMap<string, string> {
  return new Map(entries.map(({ key, text }) => [key, text]));
}

/** Without the blank line that nothing follows. */
function unparted({ text, ...rest }: MergePiece): MergePiece {
  return { text: typeof text === 'string' ? text.replace(/\n\n$/u, '\n') : text, ...rest };
}
