/**
 * The highest number that a `next_item_id` of this text gives, without reading the rest; 0 without any.
 * For files of others, of which nothing but the mark is wanted: far quicker than a parser, and never too low.
 */
export function scanMark(text: string): number {
  const isFlow = /^\s*\{/u.test(text);
  const key = isFlow ? FLOW_KEY : BLOCK_KEY;
  return Math.max(0, ...[...text.matchAll(key)].map(([, digits]) => Number(digits)));
}

// Texts inside of items are indented, so only the real key stands at the start of a line.
const BLOCK_KEY = /^["']?next_item_id["']?[ \t]*:[ \t]*(\d+)/gmu;
const FLOW_KEY = /["']?next_item_id["']?\s*:\s*(\d+)/gu;
