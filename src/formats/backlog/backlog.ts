import { parseItemId } from '../../core/ids/item-id.ts';
import type { Backlog, BacklogState, Mark, OtherList, TextProblem } from '../../core/ledger/snapshot.ts';
import { scanBacklog } from './scan/scan-backlog.ts';
import { ClaimedItems } from './scan/claim-items.ts';
import type { PlacedText } from './scan/claim-items.ts';
import { readLayout } from './layout.ts';
import type { BacklogLayout } from './layout.ts';
import { hasBothSides } from '../text/conflict-markers.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import type { Fault } from '../text/line-index.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';

/**
 * Reads the bytes of a BACKLOG.yaml into what it claims. `path` is where it lies in the repository; all places carry it.
 * The state is `readable` or `unreadable`, never `missing`. Never throws. The rules are those of `backlog-unreadable` and `mark-invalid`.
 */
export function parseBacklog(path: string, bytes: Uint8Array): BacklogState {
  const backlog = scanBacklog(path, bytes)?.backlog;
  return backlog ? { state: 'readable', backlog } : parseBacklogYaml(path, bytes);
}

/** The same for whatever YAML there is, at a hundredth of the speed. */
export function parseBacklogYaml(path: string, bytes: Uint8Array): BacklogState {
  const decoded = decodeUtf8(bytes);
  const reading = 'text' in decoded ? readLayout(decoded.text) : { problems: [decoded.fault] };
  if ('layout' in reading) return { state: 'readable', backlog: claimAll(path, reading.layout) };
  const problems = problemsAt(path, reading.problems);
  const conflict = 'text' in decoded && hasBothSides(decoded.text);
  return { state: 'unreadable', path, problems, ...(conflict && { conflict }) };
}

function problemsAt(path: string, faults: readonly Fault[]): readonly TextProblem[] {
  return faults.map(({ message, ...position }) => ({ message, place: { path, ...position } }));
}

function claimAll(path: string, layout: BacklogLayout): Backlog {
  const claims = new ClaimedItems(path);
  const placed = ({ text, start }: YamlScalar): PlacedText => ({
    text,
    place: { path, ...layout.positionAt(start) },
  });
  for (const { id, title, created, status, pipelineType, misspelled } of layout.items) {
    claims.add({
      id: placed(id),
      title: placed(title),
      created: created && placed(created),
      status: status?.text,
      pipelineType: pipelineType?.text,
      misspelled,
    });
  }
  const remarks = problemsAt(path, layout.remarks);
  const otherLists = layout.otherLists.flatMap(({ key, ids: texts }): readonly OtherList[] => {
    const ids = texts.flatMap((text) => parseItemId(text) ?? []);
    return ids.length > 0 ? [{ name: key.text, ids, place: placed(key).place }] : [];
  });
  return {
    ...claims.finish(claimMark(path, layout)),
    ...(otherLists.length > 0 && { otherLists }),
    ...(remarks.length > 0 && { remarks }),
  };
}

function claimMark(path: string, { mark, positionAt }: BacklogLayout): Mark {
  if (!mark) return { state: 'absent' };
  const place = { path, ...positionAt(mark.start) };
  return mark.value === undefined
    ? { state: 'invalid', text: mark.raw, place }
    : { state: 'valid', value: mark.value, place };
}
