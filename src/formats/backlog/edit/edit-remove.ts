import type { Edit } from './edit.ts';
import { itemSpans } from '../item-spans.ts';
import { lineEnd, lineStart } from '../../text/line-index.ts';
import { skipBlank } from '../../yaml/yaml-node.ts';
import type { Span, YamlList, YamlMap, YamlPair } from '../../yaml/yaml-node.ts';

/** Takes entries out of a list, without those that stay noticing; `floor` as for `itemSpans`. All of them leave `[]`, in flow style only. */
export function removeEntries(
  text: string,
  list: YamlList,
  floor: number,
  isGone: (index: number) => boolean,
): readonly Edit[] {
  const spans = itemSpans(text, list, floor);
  if (list.flow) return removeFromFlow(text, list, spans, isGone);
  return spans.flatMap(({ start, end }, index) => {
    // Behind `: ` on the line of an explicit key, the next entry takes the place of this one.
    const isWhole = start === lineStart(text, start);
    const next = isWhole ? end : (list.entries[index + 1]?.start ?? end);
    return isGone(index) ? [{ start, end: next, text: '' }] : [];
  });
}

/** Takes a key and its value out of a mapping that keeps others. */
export function removePair(text: string, map: YamlMap, pair: YamlPair): readonly Edit[] {
  const { key, value } = pair;
  if (map.flow) {
    const spans = map.pairs.map((one) => ({ start: one.key.start, end: one.value.end }));
    return removeFromFlow(text, map, spans, (index) => map.pairs[index] === pair);
  }
  const line = lineStart(text, key.start);
  const isWhole = /^ *(?:\? *)?$/u.test(text.slice(line, key.start));
  // On the line of the `- ` the next key takes its place.
  return isWhole
    ? [{ start: line, end: lineEnd(text, value.end), text: '' }]
    : [{ start: key.start, end: skipBlank(text, value.end), text: '' }];
}

function removeFromFlow(
  text: string,
  { start, end }: Span,
  spans: readonly Span[],
  isGone: (index: number) => boolean,
): readonly Edit[] {
  const firstKept = spans.findIndex((_, index) => !isGone(index));
  if (firstKept === -1) return [{ start, end, text: '[]' }];
  // A comma goes with the entry before it up to the first that stays, from there on with the one behind it.
  let reach = skipBlank(text, start + 1);
  return spans.flatMap((span, index) => {
    const [from, to] = index < firstKept ? [reach, behindComma(text, span.end)] : [reach, span.end];
    reach = to;
    return isGone(index) ? [{ start: from, end: to, text: '' }] : [];
  });
}

function behindComma(text: string, offset: number): number {
  return skipBlank(text, skipBlank(text, offset) + 1);
}
