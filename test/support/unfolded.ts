import type { YamlNode } from '../../src/formats/yaml/yaml-node.ts';

/** The same tree with all that is left for later, so that two can be compared. */
export function unfolded(node: YamlNode): YamlNode {
  if (node.kind === 'list')
    return { ...node, entries: node.entries.map(({ start, value }) => ({ start, value: unfolded(value) })) };
  if (node.kind !== 'map') return node;
  const { kind, flow, start, end } = node;
  const pairs = node.pairs.map(({ key, colon, value }) => ({
    key: unfolded(key),
    colon,
    value: unfolded(value),
  }));
  return { kind, flow, pairs, start, end };
}
