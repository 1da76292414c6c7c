import { titleProblem as problemOf } from '../core/numbers/backlog-operations.ts';
import { formatItemId as format, parseItemId as parse } from '../core/ids/item-id.ts';
import type { ItemId } from '../core/ids/item-id.ts';
import { fields, NUMBER, PREFIX, refuseMisuse, TEXT } from './arguments/kinds.ts';

/**
 * Reads an ID: a prefix, a hyphen and a number. The prefix comes back in upper case; `WRK-7`, `WRK-007` and `wrk-0007` are one ID.
 *
 * @returns `undefined` for any other text, a number above 4294967295 included.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { parseItemId } from 'tidemark';
 *
 * console.log(parseItemId('wrk-0027')?.number, parseItemId('WRK-abc')); // 27 undefined
 * ```
 */
export function parseItemId(text: string): ItemId | undefined {
  refuseMisuse('parseItemId(text)', { text }, { text: TEXT });
  return parse(text);
}

/**
 * Writes an ID as the orchestrator does: padded to at least three digits. Equal for every spelling of one ID, so it also serves as a key.
 *
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { formatItemId } from 'tidemark';
 *
 * console.log(formatItemId({ prefix: 'WRK', number: 27 })); // WRK-027
 * ```
 */
export function formatItemId(id: ItemId): string {
  const kind = fields({ prefix: PREFIX, number: NUMBER }, 'an object with prefix and number');
  refuseMisuse('formatItemId(id)', { id }, { id: kind });
  return format(id);
}

/**
 * Why a text cannot be a title, as a sentence; `undefined` if it can. A title is a single line, because the heading of its worklog entry is made of it.
 *
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { titleProblem } from 'tidemark';
 *
 * console.log(titleProblem(' ')); // A title must not be empty.
 * ```
 */
export function titleProblem(title: string): string | undefined {
  refuseMisuse('titleProblem(title)', { title }, { title: TEXT });
  return problemOf(title);
}
