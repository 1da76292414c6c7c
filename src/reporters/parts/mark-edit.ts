import type { Finding } from '../../core/findings/finding.ts';
import type { Report } from '../../core/findings/report.ts';

/** Put `text` where `length` UTF-16 code units stand from the finding's place on. */
export interface MarkEdit {
  readonly length: number;
  readonly text: string;
}

/**
 * The edits that `tidemark fix` would make, as far as the report alone tells: a plain number at the place of the
 * finding becomes the highest one that any finding asks for. Without the source line there is no edit.
 */
export function markEdits({ findings, excerpts }: Report): ReadonlyMap<Finding, MarkEdit> {
  const low = findings.filter(({ rule }) => rule === 'mark-behind' || rule === 'mark-regressed');
  const wanted = Math.max(0, ...low.map(({ excuse }) => (excuse && 'mark' in excuse ? excuse.mark : 0)));
  return new Map(
    low.flatMap((finding) => {
      const { path, line, column } = finding.place;
      const rest = excerpts?.get(`${path}:${line}`)?.slice(column - 1) ?? '';
      const [digits] = PLAIN_NUMBER.exec(rest) ?? [];
      return digits === undefined ? [] : [[finding, { length: digits.length, text: String(wanted) }]];
    }),
  );
}

const PLAIN_NUMBER = /^\d+(?=[\s,}]|$)/u;
