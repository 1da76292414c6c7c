import { dateItems } from '../formats/backlog/edit/date-items.ts';
import type { DatedItem } from '../formats/backlog/edit/date-items.ts';
import { rewriteMark } from '../formats/backlog/edit/rewrite-mark.ts';
import { decodeUtf8 } from '../formats/text/utf8.ts';
import type { MomentOf } from './item-births.ts';

/** What `fix` makes of a backlog. */
export interface FixEdit {
  readonly before: string;
  readonly after: string;
  readonly dated: readonly DatedItem[];
}

/** Sets the mark, if one is given, and gives a `created` to items without one, if there is somebody to ask. Undefined for bytes that are no backlog. */
export function planFix(
  bytes: Uint8Array,
  mark: number | undefined,
  momentOf: MomentOf | undefined,
): FixEdit | undefined {
  const decoded = decodeUtf8(bytes);
  if ('fault' in decoded) return undefined;
  const before = decoded.text;
  const marked = mark === undefined ? before : rewriteMark(bytes, mark)?.after;
  if (marked === undefined) return undefined;
  const { text, dated } = momentOf ? dateItems(marked, momentOf) : { text: marked, dated: [] };
  return { before, after: text, dated };
}
