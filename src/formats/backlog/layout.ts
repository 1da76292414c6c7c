import { indexLines } from '../text/line-index.ts';
import type { Fault, Position } from '../text/line-index.ts';
import { compareReadings, hasOtherBreaks, NO_DIFFERENCE, withOtherBreaks } from './other-breaks.ts';
import { readPlainly } from './plain-layout.ts';
import type { LaidOutText, PlainLayout } from './plain-layout.ts';
import type { YamlFault } from '../yaml/yaml-node.ts';

/** The text of a readable BACKLOG.yaml with the places of all that is read or edited. Offsets are UTF-16 code units. */
export interface BacklogLayout extends PlainLayout {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  /** What the orchestrator's reader takes for another text than this one does, though not for another claim. */
  readonly remarks: readonly Fault[];
  readonly positionAt: (offset: number) => Position;
}

export type LayoutReading = { readonly layout: BacklogLayout } | { readonly problems: readonly Fault[] };

const MAX_PROBLEMS = 20;

/** Reads the text of a BACKLOG.yaml. One of which the orchestrator's reader would make other claims is refused. Never throws. */
export function readLayout(text: string, like?: LaidOutText): LayoutReading {
  const positionAt = indexLines(text);
  const placed = (faults: readonly YamlFault[]): readonly Fault[] =>
    faults.slice(0, MAX_PROBLEMS).map(({ message, offset }) => ({ message, ...positionAt(offset) }));
  const reading = readPlainly(text, like);
  if ('faults' in reading) return { problems: placed(reading.faults) };
  const { problem, remark } = hasOtherBreaks(text)
    ? compareReadings(text, reading, readPlainly(withOtherBreaks(text, reading)))
    : NO_DIFFERENCE;
  if (problem) return { problems: placed([problem]) };
  const eol = /^[^\n]*\r\n/u.test(text) ? '\r\n' : '\n';
  return { layout: { ...reading, text, eol, remarks: placed(remark ? [remark] : []), positionAt } };
}
