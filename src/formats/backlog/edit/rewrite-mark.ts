import type { Mark } from '../../../core/ledger/snapshot.ts';
import { scanBacklog } from '../scan/scan-backlog.ts';
import { setMark } from './edit-mark.ts';
import { applyEdits, insertLines } from './edit.ts';
import type { Edit } from './edit.ts';
import { readLayout } from '../layout.ts';
import { lineEnd } from '../../text/line-index.ts';
import { decodeUtf8 } from '../../text/utf8.ts';

/** A text before and after one edit. */
export interface Rewriting {
  readonly before: string;
  readonly after: string;
}

/**
 * Sets the mark of a backlog to an item number, as `setMark` does; undefined for bytes that are no backlog. Files that the quick reader
 * understands may be of any size.
 */
export function rewriteMark(bytes: Uint8Array, value: number): Rewriting | undefined {
  const decoded = decodeUtf8(bytes);
  if ('fault' in decoded) return undefined;
  const { text } = decoded;
  const scanned = scanBacklog('', bytes)?.backlog;
  const edit = scanned ? setScannedMark(text, scanned.mark, value) : setLaidOutMark(text, value);
  return edit && { before: text, after: applyEdits(text, [edit]) };
}

function setLaidOutMark(text: string, value: number): Edit | undefined {
  const reading = readLayout(text);
  return 'layout' in reading ? setMark(reading.layout, value) : undefined;
}

/** A scanned mark fills the rest of a line that begins with its key. */
function setScannedMark(text: string, mark: Mark, value: number): Edit {
  const key = /(?:^\uFEFF?|\n)next_item_id: /gu;
  if (mark.state === 'absent') {
    const eol = /^[^\n]*\r\n/u.test(text) ? '\r\n' : '\n';
    return insertLines(text, behindItems(text), [`next_item_id: ${value}`], eol);
  }
  key.test(text);
  const rest = /[^\r\n]*/uy;
  rest.lastIndex = key.lastIndex;
  rest.test(text);
  return { start: key.lastIndex, end: rest.lastIndex, text: String(value) };
}

/** Behind the last line of the items: one that is indented, begins with a dash, or is empty, as those at the end of a block text. */
function behindItems(text: string): number {
  const key = /(?:^\uFEFF?|\n)items:/gu;
  if (!key.test(text)) return text.length;
  let end = lineEnd(text, key.lastIndex);
  for (let line = end; /[- \r\n#]/u.test(text.charAt(line)); line = lineEnd(text, line)) {
    if (text.charAt(line) !== '#') end = lineEnd(text, line);
  }
  return end;
}
