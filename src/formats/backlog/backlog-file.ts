import type { BacklogFile, BacklogItem } from '../../core/numbers/backlog-file.ts';
import { readLayout } from './layout.ts';
import type { BacklogLayout } from './layout.ts';
import type { ItemBlock } from './item-block.ts';
import type { Fault } from '../text/line-index.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { LazyMap } from '../yaml/lazy-map.ts';
import type { Said } from '../yaml/lazy-map.ts';
import { findPair } from '../yaml/yaml-node.ts';
import type { YamlPair } from '../yaml/yaml-node.ts';
import { toObject } from '../yaml/yaml-value.ts';

/** A BACKLOG.yaml as values, with the layout that edits are planned on; or why it is none. */
export type BacklogFileReading = ReadableBacklog | { readonly problems: readonly Fault[] };

export interface ReadableBacklog {
  readonly file: BacklogFile;
  readonly layout: BacklogLayout;
}

/**
 * Reads the bytes of a BACKLOG.yaml into values. What it must hold is told by the rules `backlog-unreadable` and `mark-invalid`; without
 * `next_item_id` the mark is 0, without `schema_version` the version is 1. Every other field is kept, whatever it holds.
 * Items that stand in `like` byte for byte are taken over from there. Never throws.
 */
export function readBacklogFile(bytes: Uint8Array, like?: ReadableBacklog): BacklogFileReading {
  const decoded = decodeUtf8(bytes);
  if ('fault' in decoded) return { problems: [decoded.fault] };
  const reading = readLayout(decoded.text, like?.layout);
  if ('problems' in reading) return reading;
  const { layout } = reading;
  const { mark } = layout;
  if (mark && mark.value === undefined) {
    const message = `next_item_id is ${mark.raw}, which is not an item number`;
    return { problems: [{ message, ...layout.positionAt(mark.start) }] };
  }
  const fields = toObject({ ...layout.root, pairs: layout.root.pairs.map(withoutItems) });
  const version = fields['schema_version'];
  const file = {
    ...fields,
    schema_version: typeof version === 'number' ? version : 1,
    items: itemsOf(layout, like),
    next_item_id: mark?.value ?? 0,
  };
  return { file, layout };
}

/** The values of items take long to make, and are made of the layout. */
function withoutItems(pair: YamlPair): YamlPair {
  return pair.key.kind === 'scalar' && pair.key.text === 'items' ? { ...pair, value: pair.key } : pair;
}

function itemsOf(layout: BacklogLayout, like: ReadableBacklog | undefined): readonly BacklogItem[] {
  let known: ReadonlyMap<string, BacklogItem | undefined> | undefined;
  return layout.items.map((block) => {
    if (block.map instanceof LazyMap && isItem(block.map.said)) return block.map.said;
    known ??= textsOf(like);
    const text = textOf(layout, block);
    // An alias says what stands elsewhere.
    return (text.includes('*') ? undefined : known.get(text)) ?? itemOf(block);
  });
}

/** What an item says is its value, if ID, title and dependencies look like texts as well. */
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

function textsOf(like: ReadableBacklog | undefined): ReadonlyMap<string, BacklogItem | undefined> {
  return new Map(like?.layout.items.map((block, at) => [textOf(like.layout, block), like.file.items[at]]));
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
