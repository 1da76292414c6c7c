import type { Backlog } from '../../../core/ledger/snapshot.ts';
import { BacklogScan } from './backlog-scanner.ts';
import { blankLine, scanLine } from './scan-line.ts';
import { commonGround } from './scan-trail.ts';
import type { LineStart } from './entry-starts.ts';
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
  const rest = middle && scan.takeRest(middle, common?.rest);
  const end = rest && scanLines(scan, buffer, rest, buffer.length);
  return end && scan.finish(end.line);
}

/** Has all lines before the byte offset `until` taken in, and answers with the line that it came to; undefined if one is not understood. */
function scanLines(scan: BacklogScan, bytes: Buffer, start: LineStart, until: number): LineStart | undefined {
  const line = blankLine();
  let { at, line: number } = start;
  while (at < until) {
    const usual = scan.takeUsual(at, number);
    if (usual) {
      at = usual.at;
      number = usual.line;
      continue;
    }
    const next = scanLine(bytes, at, line);
    if (next === -1 || !scan.take(line, at, number)) return undefined;
    at = next;
    number += 1 + line.value.lines;
  }
  return { at, line: number };
}
