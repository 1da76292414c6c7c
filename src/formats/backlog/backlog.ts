import type { Backlog, BacklogState, Mark } from '../../core/ledger/snapshot.ts';
import { scanBacklog } from './scan/scan-backlog.ts';
import { ClaimedItems } from './scan/claim-items.ts';
import type { PlacedText } from './scan/claim-items.ts';
import { readLayout } from './layout.ts';
import type { BacklogLayout } from './layout.ts';
import { findMarker } from '../text/conflict-markers.ts';
import { decodeUtf8 } from '../text/utf8.ts';
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
  const problems = reading.problems.map(({ message, ...position }) => ({
    message,
    place: { path, ...position },
  }));
  const conflict = 'text' in decoded && findMarker(decoded.text) !== -1;
  return { state: 'unreadable', path, problems, ...(conflict && { conflict }) };
}

function claimAll(path: string, layout: BacklogLayout): Backlog {
  const claims = new ClaimedItems(path);
  const placed = ({ text, start }: YamlScalar): PlacedText => ({
    text,
    place: { path, ...layout.positionAt(start) },
  });
  for (const { id, title, created, status, pipelineType } of layout.items) {
    claims.add({
      id: placed(id),
      title: placed(title),
      created: created && placed(created),
      status: status?.text,
      pipelineType: pipelineType?.text,
    });
  }
  return claims.finish(claimMark(path, layout));
}

function claimMark(path: string, { mark, positionAt }: BacklogLayout): Mark {
  if (!mark) return { state: 'absent' };
  const place = { path, ...positionAt(mark.start) };
  return mark.value === undefined
    ? { state: 'invalid', text: mark.raw, place }
    : { state: 'valid', value: mark.value, place };
}
