import type { BacklogFile, BacklogItem } from '../../core/numbers/backlog-file.ts';
import { readLayout } from './layout.ts';
import type { BacklogLayout } from './layout.ts';
import { LazyItem } from './item-block.ts';
import type { ItemBlock } from './item-block.ts';
import type { Fault } from '../text/line-index.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { lazyItem } from './lazy-item.ts';
import type { Said } from '../yaml/lazy-map.ts';
import { findPair } from '../yaml/yaml-node.ts';
import type { YamlPair } from '../yaml/yaml-node.ts';
import { toObject } from '../yaml/yaml-value.ts';

/** A BACKLOG.yaml as values, with the layout that edits are planned on; or why it is none. */
export type BacklogFileReading = ReadableBacklog | { readonly problems: readonly Fault[] };

export interface ReadableBacklog {
  readonly file: BacklogFile;
  readonly layout: BacklogLayout;
  /** Items are read when somebody asks what they say. */
  readonly isLazy: boolean;
}

/**
 * Reads the bytes of a BACKLOG.yaml into values. What it must hold is told by the rules `backlog-unreadable` and `mark-invalid`; without
 * `next_item_id` the mark is 0, without `schema_version` the version is 1. Every other field is kept, whatever it holds.
 * Items that stand in `like` byte for byte are taken over from there. Never throws.
 */
export function readBacklogFile(bytes: Uint8Array, like?: Partial<ReadableBacklog>): BacklogFileReading {
  const decoded = decodeUtf8(bytes);
  if ('fault' in decoded) return { problems: [decoded.fault] };
  const reading = readLayout(decoded.text, like?.layout);
  if ('problems' in reading) return reading;
  const { layout } = reading;
  const { mark } = layout;
  const { isLazy = false } = like ?? {};
  if (mark && mark.value === undefined) {
    const message = `next_item_id is ${mark.raw}, which is not an item number`;
    return { problems: [{ message, ...layout.positionAt(mark.start) }] };
  }
  return { file: fileOf(layout, itemsOf(layout, like, isLazy)), layout, isLazy };
}

function fileOf({ root, mark }: BacklogLayout, items: readonly BacklogItem[]): BacklogFile {
  const fields = toObject({ ...root, pairs: root.pairs.map(withoutItems) });
  const version = fields['schema_version'];
  const schema_version = typeof version === 'number' ? version : 1;
  return { ...fields, schema_version, items, next_item_id: mark?.value ?? 0 };
}

/** The values of items take long to make, and are made of the layout. */
function withoutItems(pair: YamlPair): YamlPair {
  return pair.key.kind === 'scalar' && pair.key.text === 'items' ? { ...pair, value: pair.key } : pair;
}

function itemsOf(
  layout: BacklogLayout,
  like: Partial<ReadableBacklog> | undefined,
  isLazy: boolean,
): readonly BacklogItem[] {
  let known: ReadonlyMap<string, BacklogItem | undefined> | undefined;
  return layout.items.map((block, at) => {
    if (block instanceof LazyItem)
      return takenOver(layout, block, at, like) ?? (isLazy ? lazyItem(block, valueOf) : valueOf(block));
    known ??= textsOf(like);
    const text = textOf(layout, block);
    // An alias says what stands elsewhere.
    return (text.includes('*') ? undefined : known.get(text)) ?? itemOf(block);
  });
}

/** Items that two texts share stand in the same places from the start, or from the end. */
function takenOver(
  { items }: BacklogLayout,
  { map }: LazyItem,
  at: number,
  { layout, file }: Partial<ReadableBacklog> = {},
): BacklogItem | undefined {
  if (!layout || !file) return undefined;
  for (const place of [at, at + layout.items.length - items.length]) {
    const block = layout.items[place];
    if (block instanceof LazyItem && block.map.identity === map.identity) return file.items[place];
  }
  return undefined;
}

function valueOf(block: LazyItem): BacklogItem {
  const { said } = block.map;
  return isItem(said) ? said : itemOf(block);
}

/** What an item says is its value, if its dependencies look like texts, too. */
function isItem(said: Said): said is BacklogItem {
  const { id, title, dependencies = [] } = said;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    Array.isArray(dependencies) &&
    dependencies.every(isText)
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function textsOf({ layout, file }: Partial<ReadableBacklog> = {}): ReadonlyMap<
  string,
  BacklogItem | undefined
> {
  return new Map(layout?.items.map((block, at) => [textOf(layout, block), file?.items[at]]));
}

function textOf({ text }: BacklogLayout, { map: { start, end } }: ItemBlock): string {
  return text.slice(start, end);
}

/** ID, title and dependencies are texts, also where they look like something else. */
function itemOf({ map, id, title, dependencies }: ItemBlock): BacklogItem {
  const texts = { id: id.text, title: title.text };
  const isList = findPair(map, 'dependencies')?.value.kind === 'list';
  if (isList) return { ...toObject(map), ...texts, dependencies: dependencies.map(({ text }) => text) };
  const { dependencies: _none, ...fields } = toObject(map);
  return { ...fields, ...texts };
}
