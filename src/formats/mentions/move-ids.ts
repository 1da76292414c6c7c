import { formatItemId, parseItemId } from '../../core/ids/item-id.ts';
import { applyEdits } from '../backlog/edit/edit.ts';
import { readLayout } from '../backlog/layout.ts';
import type { BacklogLayout } from '../backlog/layout.ts';
import type { ItemBlock } from '../backlog/item-block.ts';
import type { Span } from '../yaml/yaml-node.ts';
import { pointingItems } from './backlog-pointers.ts';
import type { PointingItem } from './backlog-pointers.ts';
import { replaceIds } from './id-mentions.ts';

/** An item that got another ID. */
export interface ItemMove {
  /** Both IDs as canonical texts. */
  readonly from: string;
  readonly to: string;
  /** The new one as the files have it. */
  readonly name: string;
  readonly title: string;
  readonly created?: string | undefined;
}

/**
 * Gives items of a backlog's text their new IDs, and whatever points to them; every other character stays. An item may be gone from it
 * already, and be in `before`, what the text came of. A text that cannot be read stays as it is.
 */
export function moveItems(text: string, moves: readonly ItemMove[], before?: string): string {
  const layout = layoutOf(text);
  if (!layout) return text;
  const old = before === undefined ? undefined : layoutOf(before);
  const active = moves.filter((move) =>
    [layout, old].some((one) => one?.items.some((item) => isMoved(item, move))),
  );
  const items = layout.items.flatMap((item) => {
    const move = active.find((one) => isMoved(item, one));
    return move ? [{ span: item.id, move }] : [];
  });
  const pointers = pointingItems(layout)
    .flatMap((item) => item.pointers)
    .flatMap((pointer) => {
      const move = active.find(({ from }) => from === pointer.key);
      return move ? [{ span: pointer, move }] : [];
    });
  return replaced(layout, [...items, ...pointers]);
}

/**
 * Lets items of a backlog's text point where they did before something got another ID: what in `meant` points to the new one points there
 * here, too, unless it does so in `known`, where the old ID means something else.
 */
export function movePointers(
  text: string,
  moves: readonly ItemMove[],
  { meant, known }: { readonly meant: string; readonly known: string },
): string {
  const layout = layoutOf(text);
  if (!layout) return text;
  const [right, wrong] = [meant, known].map(pointersIn);
  const pointers = pointingItems(layout).flatMap((item) =>
    item.pointers.flatMap((pointer) => {
      const move = moves.find(({ from }) => from === pointer.key);
      const isMeant = move && right?.has(nameOf(item, pointer.role, move.to));
      return isMeant && !wrong?.has(nameOf(item, pointer.role, move.from)) ? [{ span: pointer, move }] : [];
    }),
  );
  return replaced(layout, pointers);
}

function layoutOf(text: string): BacklogLayout | undefined {
  const reading = readLayout(text);
  return 'layout' in reading ? reading.layout : undefined;
}

function isMoved({ id, title, created }: ItemBlock, move: ItemMove): boolean {
  const parsed = parseItemId(id.text);
  if (!parsed || formatItemId(parsed) !== move.from) return false;
  return move.created === undefined ? title.text === move.title : created?.text === move.created;
}

function pointersIn(text: string): ReadonlySet<string> {
  const layout = layoutOf(text);
  const items = layout ? pointingItems(layout) : [];
  return new Set(items.flatMap((item) => item.pointers.map(({ role, key }) => nameOf(item, role, key))));
}

function nameOf({ identity }: PointingItem, role: string, key: string): string {
  return [identity, role, key].join('\0');
}

interface Replacement {
  readonly span: Span;
  readonly move: ItemMove;
}

function replaced({ text }: BacklogLayout, replacements: readonly Replacement[]): string {
  const edits = replacements.flatMap(({ span: { start, end }, move: { from, name } }) => {
    const now = replaceIds(text.slice(start, end), [{ line: 1, column: 1, from, to: name }]);
    return now === undefined ? [] : [{ start, end, text: now }];
  });
  return applyEdits(text, edits);
}
