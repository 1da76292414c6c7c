import { LazyMap } from './lazy-map.ts';
import { isNull } from './yaml-node.ts';
import type { YamlMap, YamlNode, YamlScalar } from './yaml-node.ts';

/**
 * The plain values that a YAML tree stands for, by the core schema of YAML 1.2: null, booleans, numbers, texts, lists, objects.
 * Keys are texts, dates stay text, and an alias of a collection is null, for it is never followed.
 */
export function toValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return scalarValue(node);
  if (node.kind === 'list') return node.entries.map(({ value }) => toValue(value));
  return node.kind === 'map' ? toObject(node) : null;
}

/** The same for a mapping. */
export function toObject(map: YamlMap): Record<string, unknown> {
  if (map instanceof LazyMap) return { ...map.said };
  const object: Record<string, unknown> = {};
  for (const { key, value } of map.pairs)
    setField(object, key.kind === 'scalar' ? key.text : key.kind, toValue(value));
  return object;
}

/** As quick as it gets for all names but the one that would be no field. */
function setField(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

/** How a plain scalar begins that may be something else than text. */
const SPECIAL = /^[~ntfNTF\d.+-]?$/u;

function scalarValue(scalar: YamlScalar): unknown {
  const { plain, text } = scalar;
  if (!plain || !SPECIAL.test(text.charAt(0))) return text;
  if (isNull(scalar)) return null;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/u.test(text)) return text.toLowerCase() === 'true';
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/u.test(text) ? Number(text) : text;
}
