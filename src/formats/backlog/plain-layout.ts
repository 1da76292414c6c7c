import { itemSpans } from './item-spans.ts';
import { readMark } from './mark.ts';
import type { MarkScalar } from './mark.ts';
import { findPair, findText, isNull } from '../yaml/yaml-node.ts';
import type {
  Span,
  YamlFault,
  YamlList,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
} from '../yaml/yaml-node.ts';
import { readYaml } from '../yaml/yaml-text.ts';

/** What YAML 1.2 takes the text of a BACKLOG.yaml for, with the places of all that is read or edited. Offsets are UTF-16 code units. */
export interface PlainLayout {
  readonly root: YamlMap;
  /** Undefined where the file has no `items`. */
  readonly list: ItemList | undefined;
  readonly items: readonly ItemBlock[];
  readonly mark: MarkScalar | undefined;
  /** Lists under other keys whose entries have an `id`. */
  readonly otherLists: readonly { readonly key: YamlScalar; readonly ids: readonly string[] }[];
}

/** The value of `items`. */
export interface ItemList extends YamlList {
  /** Offset right behind the `:` of the key. */
  readonly colon: number;
}

/** An entry of `items`. In block style its span takes whole lines; `itemSpans` tells where comments and blank lines go. */
export interface ItemBlock extends Span {
  readonly map: YamlMap;
  readonly id: YamlScalar;
  /** A null title reads as an empty one. */
  readonly title: YamlScalar;
  readonly created: YamlScalar | undefined;
  readonly status: YamlScalar | undefined;
  readonly origin: YamlScalar | undefined;
  readonly pipelineType: YamlScalar | undefined;
  readonly dependencies: readonly YamlScalar[];
  /** The key that stands for `id` or `title` in another case, as it is spelled. */
  readonly misspelled: string | undefined;
}

/** A text, and what was read of it: what another one has of it unchanged is taken over. */
export interface LaidOutText extends PlainLayout {
  readonly text: string;
}

export type PlainReading = PlainLayout | { readonly faults: readonly YamlFault[] };

/** Reads it. What it must hold is told by the rule `backlog-unreadable`; all else is free. Never throws. */
export function readPlainly(text: string, like?: LaidOutText): PlainReading {
  const faults: YamlFault[] = [];
  const root = readRoot(text, faults, like);
  const reading = root && layOut(text, root, faults, like);
  return reading && faults.length === 0 ? reading : { faults };
}

function readRoot(text: string, faults: YamlFault[], like: LaidOutText | undefined): YamlMap | undefined {
  const reading = readYaml(text, like);
  if (reading.kind === 'faulty') faults.push(...reading.faults);
  if (reading.kind === 'empty') {
    faults.push({
      message: text.trim() === '' ? 'the file is empty' : 'the file holds nothing but comments',
      offset: 0,
    });
  }
  if (reading.kind !== 'value') return undefined;
  if (reading.root.kind === 'map') return reading.root;
  const message = `the file is ${describe(reading.root)}; a backlog has the keys \`items\` and \`next_item_id\``;
  faults.push({ message, offset: reading.root.start });
  return undefined;
}

function layOut(
  text: string,
  root: YamlMap,
  faults: YamlFault[],
  like: LaidOutText | undefined,
): PlainLayout {
  const pair = findPair(root, 'items');
  const list = pair && readList(pair, faults);
  if (!pair) faults.push(...otherLists(root));
  const blocks = list ? itemSpans(text, list, list.colon) : [];
  const items = blocks.flatMap(({ value, start, end }, index) => {
    const known = like?.items[index];
    const item = known?.map === value ? known : readItem(value, index, faults);
    return item ? [{ ...item, start, end }] : [];
  });
  return { root, list, items, mark: readMark(text, root), otherLists: listsWithIds(root) };
}

function readList({ colon, value }: YamlPair, faults: YamlFault[]): ItemList | undefined {
  if (value.kind === 'list' && colon !== undefined) return { ...value, colon };
  faults.push({
    message: `\`items\` is ${describe(value)} instead of a list (use \`[]\` if there are no items)`,
    offset: value.start,
  });
  return undefined;
}

function readItem(
  value: YamlNode,
  index: number,
  faults: YamlFault[],
): Omit<ItemBlock, keyof Span> | undefined {
  if (value.kind !== 'map') {
    faults.push({
      message: `items[${index}] is ${describe(value)} instead of a mapping with \`id\` and \`title\``,
      offset: value.start,
    });
    return undefined;
  }
  const [idKey, titleKey] = [keyFor(value, 'id'), keyFor(value, 'title')];
  const id = readRequired(value, idKey, index, faults);
  const title = readRequired(value, titleKey, index, faults);
  if (!id || !title) return undefined;
  const dependencies = findPair(value, 'dependencies')?.value;
  return {
    map: value,
    id,
    title: isNull(title) ? { ...title, text: '' } : title,
    created: findText(value, 'created'),
    status: findText(value, 'status'),
    origin: findText(value, 'origin'),
    pipelineType: findText(value, 'pipeline_type'),
    dependencies:
      dependencies?.kind === 'list' ? dependencies.entries.flatMap((entry) => scalars(entry.value)) : [],
    misspelled: [idKey, titleKey].find((key) => key !== key.toLowerCase()),
  };
}

/** A key as an item spells it, where it does not have the right one. */
function keyFor(map: YamlMap, name: string): string {
  if (findPair(map, name)) return name;
  const keys = map.pairs.flatMap(({ key }) => scalars(key).map(({ text }) => text));
  return keys.find((key) => key.toLowerCase() === name) ?? name;
}

function listsWithIds(root: YamlMap): PlainLayout['otherLists'] {
  return root.pairs.flatMap(({ key, value }) => {
    if (key.kind !== 'scalar' || key.text === 'items' || value.kind !== 'list') return [];
    const maps = value.entries.flatMap((entry) => (entry.value.kind === 'map' ? entry.value : []));
    const ids = maps.flatMap((map) => findText(map, 'id')?.text ?? []);
    return ids.length > 0 ? [{ key, ids }] : [];
  });
}

/** Items under another name would be guarded by nobody, and nobody would see it. */
function otherLists(root: YamlMap): readonly YamlFault[] {
  return root.pairs
    .filter(({ value }) => value.kind === 'list' && value.entries.some((entry) => entry.value.kind === 'map'))
    .slice(0, 1)
    .map(({ key }) => ({
      message: `there is no \`items\`, but ${key.kind === 'scalar' ? `\`${key.text}\`` : 'another key'} has a list of mappings: rename it to \`items\``,
      offset: key.start,
    }));
}

function readRequired(map: YamlMap, key: string, index: number, faults: YamlFault[]): YamlScalar | undefined {
  const value = findPair(map, key)?.value;
  if (value?.kind === 'scalar') return value;
  const message = value
    ? `the \`${key}\` of items[${index}] is ${describe(value)} instead of a text`
    : `items[${index}] has no \`${key}\``;
  faults.push({ message, offset: (value ?? map).start });
  return undefined;
}

function scalars(node: YamlNode): readonly YamlScalar[] {
  return node.kind === 'scalar' ? [node] : [];
}

function describe(node: YamlNode): string {
  if (node.kind === 'scalar') return isNull(node) ? 'null' : 'a single text';
  return { map: 'a mapping', list: 'a list', alias: 'an alias' }[node.kind];
}
