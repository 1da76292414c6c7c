import { addToFlow } from './edit-mark.ts';
import { insertLines, setScalar } from './edit.ts';
import type { Edit } from './edit.ts';
import type { BacklogLayout } from '../layout.ts';
import type { ItemBlock } from '../item-block.ts';
import { lineEnd, lineStart } from '../../text/line-index.ts';
import { findPair, isNull } from '../../yaml/yaml-node.ts';
import type { YamlPair } from '../../yaml/yaml-node.ts';

/**
 * Gives an item a `created`, RFC 3339 text: before its `updated`, without one behind its last field, and in the place of a null.
 * Undefined where it has one, or something that is no single value in the place of one.
 */
export function addCreated(layout: BacklogLayout, { map }: ItemBlock, created: string): Edit | undefined {
  const { text, eol } = layout;
  const pair = findPair(map, 'created');
  if (pair) return fillIn(text, pair, created);
  const last = map.pairs.at(-1);
  if (map.flow || !last) {
    const isQuoted = last !== undefined && text.charAt(last.key.start) === '"';
    return addToFlow(text, map, last, 'created', isQuoted ? JSON.stringify(created) : created);
  }
  const indent = ' '.repeat(map.start - lineStart(text, map.start));
  const next = findPair(map, 'updated');
  const line = next && lineStart(text, next.key.start);
  const isOnItsOwn = line !== undefined && text.slice(line, next?.key.start) === indent;
  const at = isOnItsOwn ? line : lineEnd(text, last.value.end);
  return insertLines(text, at, [`${indent}created: ${created}`], eol);
}

function fillIn(text: string, { colon, value }: YamlPair, created: string): Edit | undefined {
  const isEmpty = value.kind === 'scalar' && (isNull(value) || value.text === '');
  return isEmpty && colon !== undefined ? setScalar(text, value, created) : undefined;
}
