import { describe, LazyItem, readItem } from './item-block.ts';
import type { ItemBlock } from './item-block.ts';
import { itemSpans } from './item-spans.ts';
import { readMark } from './mark.ts';
import type { MarkScalar } from './mark.ts';
import { LazyMap } from '../yaml/lazy-map.ts';
import { findPair, findText } from '../yaml/yaml-node.ts';
import type { YamlFault, YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from '../yaml/yaml-node.ts';
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
  const reading = readYaml(text, { like, isLazy: true });
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
  const items = blocks.flatMap((block, index): ItemBlock | readonly ItemBlock[] => {
    const { value, start, end } = block;
    if (isSimple(value)) return new LazyItem(value, block);
    const known = like?.items[index];
    const item = known?.map === value ? known : readItem(value, index, faults);
    return item ? { ...item, start, end } : [];
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

function isSimple(node: YamlNode): node is LazyMap {
  return node instanceof LazyMap && node.name !== undefined;
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
