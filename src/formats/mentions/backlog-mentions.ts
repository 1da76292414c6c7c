import { offsetAt, pointingItems } from './backlog-pointers.ts';
import type { PointingItem } from './backlog-pointers.ts';
import { findMentions } from './id-mentions.ts';
import type { IdMention } from './id-mentions.ts';
import { readLayout } from '../backlog/layout.ts';

/** A mention of an ID in a backlog that claims nothing, and in which other versions of the file the same item has it too. */
export interface BacklogMention extends IdMention {
  readonly role: 'dependency' | 'origin' | 'prose';
  /** Indices into the versions. */
  readonly seenIn: readonly number[];
}

/** Finds what a backlog's text says about an ID. A pointer is the same in another version if the same item points there too; prose, if the item has the same line. */
export function backlogMentions(
  text: string,
  key: string,
  versions: readonly string[],
): readonly BacklogMention[] {
  const own = readVersion(text);
  const others = versions.map(readVersion);
  return findMentions(text, key).flatMap((mention) => {
    const offset = offsetAt(text, mention);
    if (own.claims.some(({ start, end }) => offset >= start && offset < end)) return [];
    const item = own.items.find(({ start, end }) => offset >= start && offset < end);
    const pointer = item?.pointers.find(({ start, end }) => offset >= start && offset < end);
    const role = pointer?.role ?? 'prose';
    const has = (other: Version): boolean => {
      if (!item) return hasLine(other.text, mention.text);
      const same = other.items.find(({ identity }) => identity === item.identity);
      if (!same) return false;
      if (role === 'prose') return hasLine(other.text.slice(same.start, same.end), mention.text);
      return same.pointers.some((one) => one.role === role && one.key === key);
    };
    return [{ ...mention, role, seenIn: others.flatMap((other, index) => (has(other) ? [index] : [])) }];
  });
}

interface Version {
  readonly text: string;
  readonly items: readonly PointingItem[];
  readonly claims: readonly { readonly start: number; readonly end: number }[];
}

function readVersion(text: string): Version {
  const reading = readLayout(text);
  if (!('layout' in reading)) return { text, items: [], claims: [] };
  return { text, items: pointingItems(reading.layout), claims: reading.layout.items.map(({ id }) => id) };
}

/** Whatever its indentation: a list may have been moved as a whole. */
function hasLine(text: string, wanted: string): boolean {
  return text.split('\n').some((line) => line.trim() === wanted.trim());
}
