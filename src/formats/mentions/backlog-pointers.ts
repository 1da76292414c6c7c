import { formatItemId, parseItemId } from '../../core/ids/item-id.ts';
import type { Position } from '../text/line-index.ts';
import type { BacklogLayout } from '../backlog/layout.ts';
import type { ItemBlock } from '../backlog/item-block.ts';
import type { Span, YamlScalar } from '../yaml/yaml-node.ts';

/** A scalar of an item that points to another one: an entry of `dependencies`, or the ID in `origin`. */
interface Pointer extends Span {
  readonly role: 'dependency' | 'origin';
  /** Canonical text of the ID that it points to. */
  readonly key: string;
}

/** An item of a backlog with what it says about others. */
export interface PointingItem extends Span {
  /** Canonical ID and `created`, or without one the title: the same item in two versions of the file. */
  readonly identity: string;
  readonly pointers: readonly Pointer[];
}

export function pointingItems({ items }: BacklogLayout): readonly PointingItem[] {
  return items.map((item) => ({
    start: item.start,
    end: item.end,
    identity: identityOf(item),
    pointers: [
      ...item.dependencies.flatMap((scalar) => pointer('dependency', scalar, scalar.text)),
      ...(item.origin ? pointer('origin', item.origin, item.origin.text.replace(/\/.*$/su, '')) : []),
    ],
  }));
}

function identityOf({ id, created, title }: ItemBlock): string {
  return `${canonical(id.text) ?? id.text}\n${created?.text ?? title.text}`;
}

function pointer(role: Pointer['role'], { start, end }: YamlScalar, text: string): readonly Pointer[] {
  const key = canonical(text.trim());
  return key === undefined ? [] : [{ role, key, start, end }];
}

function canonical(text: string): string | undefined {
  const id = parseItemId(text);
  return id && formatItemId(id);
}

/** Turns line and column, counted from 1, back into an offset of the text. */
export function offsetAt(text: string, { line, column }: Position): number {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}
