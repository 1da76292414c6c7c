import type { LazyMap } from '../yaml/lazy-map.ts';
import { findPair, findText, isNull } from '../yaml/yaml-node.ts';
import type { Span, YamlFault, YamlMap, YamlNode, YamlScalar } from '../yaml/yaml-node.ts';

/** An entry of `items`. In block style its span takes whole lines; `itemSpans` tells where comments and blank lines go. */
export interface ItemBlock extends Span, ItemFields {
  readonly map: YamlMap;
  /** The key that stands for `id` or `title` in another case, as it is spelled. */
  readonly misspelled: string | undefined;
}

/** What counts of an item. */
interface ItemFields {
  readonly id: YamlScalar;
  /** A null title reads as an empty one. */
  readonly title: YamlScalar;
  readonly created: YamlScalar | undefined;
  readonly status: YamlScalar | undefined;
  readonly origin: YamlScalar | undefined;
  readonly pipelineType: YamlScalar | undefined;
  readonly dependencies: readonly YamlScalar[];
}

/** Reads an entry of `items`; undefined, and a fault more, where it is no item. */
export function readItem(
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
  const misspelled = [idKey, titleKey].find((key) => key !== key.toLowerCase());
  return { map: value, ...fieldsOf(value, id, title), misspelled };
}

function fieldsOf(map: YamlMap, id: YamlScalar, title: YamlScalar): ItemFields {
  const dependencies = findPair(map, 'dependencies')?.value;
  return {
    id,
    title: isNull(title) ? { ...title, text: '' } : title,
    created: findText(map, 'created'),
    status: findText(map, 'status'),
    origin: findText(map, 'origin'),
    pipelineType: findText(map, 'pipeline_type'),
    dependencies:
      dependencies?.kind === 'list' ? dependencies.entries.flatMap((entry) => scalars(entry.value)) : [],
  };
}

/** A key as an item spells it, where it does not have the right one. */
function keyFor(map: YamlMap, name: string): string {
  if (findPair(map, name)) return name;
  const keys = map.pairs.flatMap(({ key }) => scalars(key).map(({ text }) => text));
  return keys.find((key) => key.toLowerCase() === name) ?? name;
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

/** What a node is, for people. */
export function describe(node: YamlNode): string {
  if (node.kind === 'scalar') return isNull(node) ? 'null' : 'a single text';
  return { map: 'a mapping', list: 'a list', alias: 'an alias' }[node.kind];
}

/** An item whose ID and title are texts, with the rest left to whoever asks for it. */
export class LazyItem implements ItemBlock {
  readonly map: LazyMap;
  readonly start: number;
  readonly end: number;
  readonly misspelled = undefined;
  #fields: ItemFields | undefined;

  constructor(map: LazyMap, { start, end }: Span) {
    this.map = map;
    this.start = start;
    this.end = end;
  }

  get id(): YamlScalar {
    return this.#read().id;
  }

  get title(): YamlScalar {
    return this.#read().title;
  }

  get created(): YamlScalar | undefined {
    return this.#read().created;
  }

  get status(): YamlScalar | undefined {
    return this.#read().status;
  }

  get origin(): YamlScalar | undefined {
    return this.#read().origin;
  }

  get pipelineType(): YamlScalar | undefined {
    return this.#read().pipelineType;
  }

  get dependencies(): readonly YamlScalar[] {
    return this.#read().dependencies;
  }

  #read(): ItemFields {
    this.#fields ??= fieldsOf(this.map, scalarAt(this.map, 'id'), scalarAt(this.map, 'title'));
    return this.#fields;
  }
}

function scalarAt(map: YamlMap, key: string): YamlScalar {
  const value = findPair(map, key)?.value;
  return value?.kind === 'scalar'
    ? value
    : { kind: 'scalar', start: map.start, end: map.start, text: '', plain: true };
}
