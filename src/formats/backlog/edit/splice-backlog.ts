import type { BacklogFile, BacklogItem } from '../../../core/numbers/backlog-file.ts';
import type { ReadableBacklog } from '../backlog-file.ts';
import { appendItem, removeDependencies, removeItem } from './edit-items.ts';
import { setMark } from './edit-mark.ts';
import { applyEdits } from './edit.ts';
import type { Edit } from './edit.ts';
import { printItem } from './item-text.ts';
import { readLayout } from '../layout.ts';
import type { BacklogLayout } from '../layout.ts';
import type { ItemBlock } from '../item-block.ts';
import { lineStart } from '../../text/line-index.ts';

/**
 * The text of a backlog with the items and the mark of `after`: what is equal keeps its bytes. Items are known by `id` and `created`; those that
 * stay keep their places and new ones come last. An item that changed in more than losing dependencies is written again, without its comments.
 */
export function spliceBacklog(
  { file, layout }: Pick<ReadableBacklog, 'file' | 'layout'>,
  after: BacklogFile,
): string {
  const { fates, added } = compareItems(file.items, after.items);
  const changes = fates.flatMap(({ before, now }, index) =>
    changeItem(layout, layout.items[index], before, now),
  );
  let current = revise(layout, changes);
  // From the last to the first, so that the ones before keep their places.
  for (const [index, { now }] of [...fates.entries()].toReversed()) {
    const block = current.items[index];
    if (!now && block) current = revise(current, removeItem(current, block));
  }
  const mark = current.mark?.value === after.next_item_id ? [] : [setMark(current, after.next_item_id)];
  return applyEdits(current.text, [...appendAll(current, added), ...mark]);
}

/** An item of the file and what it is now; undefined if it is gone. */
interface Fate {
  readonly before: BacklogItem;
  readonly now: BacklogItem | undefined;
}

function compareItems(before: readonly BacklogItem[], after: readonly BacklogItem[]) {
  const taken = new Set<BacklogItem>();
  let first = 0;
  const fates = before.map((item): Fate => {
    const isTwin = (other: BacklogItem): boolean =>
      !taken.has(other) && (other === item || (other.id === item.id && other['created'] === item['created']));
    // Mostly the first one that is left.
    const next = after[first];
    const now = next && isTwin(next) ? next : after.find(isTwin);
    if (now) taken.add(now);
    if (now === next) first += 1;
    return { before: item, now };
  });
  return { fates, added: after.filter((item) => !taken.has(item)) };
}

function changeItem(
  layout: BacklogLayout,
  block: ItemBlock | undefined,
  before: BacklogItem,
  now: BacklogItem | undefined,
): readonly Edit[] {
  if (!block || !now || isEqual(before, now)) return [];
  const { dependencies = [] } = now;
  if (!isEqual({ ...before, dependencies }, { ...now, dependencies }))
    return [replaceItem(layout, block, now)];
  return removeDependencies(layout, block, (id) => !dependencies.includes(id));
}

/** By value, the order of fields included; undefined is no value. */
function isEqual(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function replaceItem({ text, eol }: BacklogLayout, { map }: ItemBlock, item: BacklogItem): Edit {
  const { start, end, flow } = map;
  const printed = printItem(item);
  if (flow) return { start, end, text: printed.flow };
  const blanks = ' '.repeat(start - lineStart(text, start));
  const [first = '', ...others] = printed.block.map((line) => line.slice(2));
  const indented = others.map((line) => (line === '' ? '' : blanks + line));
  return { start, end, text: [first, ...indented].join(eol) };
}

function appendAll(layout: BacklogLayout, items: readonly BacklogItem[]): readonly Edit[] {
  if (items.length === 0) return [];
  const printed = items.map(printItem);
  const block = printed.flatMap((item) => item.block);
  return [appendItem(layout, { block, flow: printed.map(({ flow }) => flow).join(', ') })];
}

function revise(layout: BacklogLayout, edits: readonly Edit[]): BacklogLayout {
  if (edits.length === 0) return layout;
  const reading = readLayout(applyEdits(layout.text, edits), layout);
  return 'layout' in reading ? reading.layout : layout;
}
