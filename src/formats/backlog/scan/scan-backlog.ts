import type { Backlog } from '../../../core/ledger/snapshot.ts';
import { BacklogScan } from './backlog-scanner.ts';
import { blankLine, scanLine } from './lines/scan-line.ts';
import { commonGround } from './scan-trail.ts';
import type { ScanTrail } from './scan-trail.ts';
import { MAX_BYTES } from '../../text/utf8.ts';

/** A backlog, and what the scan of the next version can go on from. */
export interface ScannedBacklog {
  readonly backlog: Backlog;
  readonly trail: ScanTrail;
}

/**
 * Reads a backlog of the shape that the orchestrator writes, line by line and a hundred times as fast as YAML. Where it answers, its
 * answer is that of the YAML reader; at the first line that it does not fully understand it gives up, with `undefined`.
 * Of what the text has in common with that of `like`, most is taken over from there.
 */
export function scanBacklog(path: string, bytes: Uint8Array, like?: ScanTrail): ScannedBacklog | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const scan = new BacklogScan(path, buffer);
  const common = like && commonGround(like, path, buffer);
  const start = scan.takeStart(common);
  const middle = scanLines(
    scan,
    buffer,
    start,
    common?.rest ? common.rest.begin.at + common.rest.shift : buffer.length,
  );
  const rest = middle === undefined ? undefined : scan.takeRest(middle, common?.rest);
  const end = rest === undefined ? undefined : scanLines(scan, buffer, rest, buffer.length);
  return end === undefined ? undefined : scan.finish();
}

/** Has all lines before the byte offset `until` taken in, and answers with the offset that it came to; undefined if one is not understood. */
function scanLines(scan: BacklogScan, bytes: Buffer, start: number, until: number): number | undefined {
  const line = blankLine();
  let at = start;
  while (at < until) {
    const behind = scan.takeUsual(at);
    if (behind !== -1) {
      at = behind;
      continue;
    }
    const next = scanLine(bytes, at, line);
    if (next === -1 || !scan.take(line, at)) return undefined;
    at = next;
  }
  return at;
}
