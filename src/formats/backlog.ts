import { formatItemId, parseItemId } from '../core/item-id.ts';
import type { ItemClaim, Place } from '../core/claim.ts';
import type { Backlog, BacklogState, MalformedId, Mark } from '../core/snapshot.ts';
import { readLayout } from './layout.ts';
import type { BacklogLayout, ItemBlock } from './layout.ts';
import { decodeUtf8 } from './utf8.ts';
import type { YamlScalar } from './yaml-node.ts';

/**
 * Reads the bytes of a BACKLOG.yaml into what it claims. `path` is where it lies in the repository; all places carry it.
 * The state is `readable` or `unreadable`, never `missing`. Never throws. The rules are those of `backlog-unreadable` and `mark-invalid`.
 */
export function parseBacklog(path: string, bytes: Uint8Array): BacklogState {
  const decoded = decodeUtf8(bytes);
  const reading = 'text' in decoded ? readLayout(decoded.text) : { problems: [decoded.fault] };
  if ('layout' in reading) return { state: 'readable', backlog: claimAll(path, reading.layout) };
  const problems = reading.problems.map(({ message, ...position }) => ({
    message,
    place: { path, ...position },
  }));
  return { state: 'unreadable', path, problems };
}

function claimAll(path: string, layout: BacklogLayout): Backlog {
  const items: ItemClaim[] = [];
  const malformed: MalformedId[] = [];
  const pipelineTypes = new Set<string>();
  const placeOf = (scalar: YamlScalar): Place => ({ path, ...layout.positionAt(scalar.start) });
  for (const item of layout.items) {
    const id = parseItemId(item.id.text);
    if (id)
      items.push(claim(item, { kind: 'item', id, key: formatItemId(id), place: placeOf(item.id) }, placeOf));
    else malformed.push({ text: item.id.text, title: item.title.text, place: placeOf(item.id) });
    if (item.pipelineType) pipelineTypes.add(item.pipelineType.text);
  }
  return { path, items, malformed, mark: claimMark(path, layout), pipelineTypes: [...pipelineTypes] };
}

function claim(
  { title, created, status }: ItemBlock,
  known: Pick<ItemClaim, 'kind' | 'id' | 'key' | 'place'>,
  placeOf: (scalar: YamlScalar) => Place,
): ItemClaim {
  return {
    ...known,
    title: title.text,
    created: created?.text,
    status: status?.text,
    titlePlace: placeOf(title),
    createdPlace: created && placeOf(created),
  };
}

function claimMark(path: string, { mark, positionAt }: BacklogLayout): Mark {
  if (!mark) return { state: 'absent' };
  const place = { path, ...positionAt(mark.start) };
  return mark.value === undefined
    ? { state: 'invalid', text: mark.raw, place }
    : { state: 'valid', value: mark.value, place };
}
