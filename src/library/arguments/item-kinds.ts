import type { BacklogFile } from '../../core/numbers/backlog-file.ts';
import type { Birth, Draft } from '../../core/numbers/backlog-operations.ts';
import { parseItemId } from '../../core/ids/item-id.ts';
import type { Spell } from '../../core/ids/spelling.ts';
import { formatTimestamp } from '../../core/ids/timestamp.ts';
import {
  fields,
  FUNCTION,
  isObject,
  kindOf,
  listOf,
  MOMENT,
  NUMBER,
  optional,
  onlyKeys,
  PREFIX,
  TEXT,
} from './kinds.ts';
import type { Kind } from './kinds.ts';

/** What a new item is given. */
export interface BirthOptions {
  /** In any case. By default the only prefix that the items have. */
  readonly prefix?: string | undefined;
  /** The item's `created`, RFC 3339. Together with the ID it identifies the item, so it should have a fraction that is not zero. By default now. */
  readonly now?: string | undefined;
  /** How to write the ID. By default as the items write theirs. */
  readonly spell?: Spell | undefined;
}

/** Options of `ingestFollowUps`. */
export interface FollowUpOptions extends BirthOptions {
  /** The `origin` of those that name none: `ID/PHASE`, or `inbox`. */
  readonly origin?: string | undefined;
}

/** What a new item is given, with nothing left open. */
export function birthOf(call: string, backlog: BacklogFile, { prefix, now, spell }: BirthOptions): Birth {
  return { prefix: prefix ?? onlyPrefix(call, backlog), now: now ?? formatTimestamp(nanoseconds()), spell };
}

/** The prefix of all items, upper-case. Throws a `TypeError` where they have none or several. */
export function onlyPrefix(call: string, { items }: BacklogFile): string {
  const prefixes = new Set(items.flatMap(({ id }) => parseItemId(id)?.prefix ?? []));
  const [only] = prefixes;
  if (only !== undefined && prefixes.size === 1) return only;
  const why = only === undefined ? 'no item has one' : `the items have ${[...prefixes].join(', ')}`;
  throw new TypeError(`${call}: prefix is missing, and ${why}.`);
}

export function asDraft(draft: string | Draft): Draft {
  return typeof draft === 'string' ? { title: draft } : draft;
}

/** The clock of the system, to a thousandth of a millisecond. */
function nanoseconds(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
}

const IDS = optional(listOf(TEXT, 'IDs'));
const ITEM = fields({ id: TEXT, title: TEXT, dependencies: IDS }, 'an item, an object with id and title');
const TITLED = fields({ title: TEXT, dependencies: IDS }, 'a title, or an object with one');

export const BACKLOG = fields(
  { items: listOf(ITEM, 'items'), next_item_id: NUMBER },
  'a backlog, an object with items and next_item_id',
);
export const DRAFT: Kind = (name, value) => (typeof value === 'string' ? undefined : TITLED(name, value));
export const CHANGES: Kind = (name, value) => {
  const whole = kindOf('an object', isObject);
  const kept = ['id', 'created'].find((field) => isObject(value) && field in value);
  return kept === undefined
    ? whole(name, value)
    : `${name}.${kept} cannot be changed: it identifies the item`;
};

const GIVEN = { prefix: optional(PREFIX), now: optional(MOMENT), spell: optional(FUNCTION) };
export const BIRTH = onlyKeys<BirthOptions>(GIVEN);
export const FOLLOW_UPS = onlyKeys<FollowUpOptions>({ ...GIVEN, origin: optional(TEXT) });
