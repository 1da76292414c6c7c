import * as fc from 'fast-check';

import type { BacklogState } from '../../src/core/ledger/snapshot.ts';
import { parseBacklogYaml } from '../../src/formats/backlog/backlog.ts';

/** What libyaml ends lines at, and YAML 1.2 does not: NEL, LS, PS. */
const BREAKS = ['\u0085', '\u2028', '\u2029'] as const;

/** What a reader makes of a backlog: IDs, titles (however their blanks are folded), `created` and the mark; null where it cannot read it. */
export type Claims = readonly unknown[] | null;

export function claimsOf(state: BacklogState): Claims {
  if (state.state !== 'readable') return null;
  const { items, malformed, mark } = state.backlog;
  return [
    items.map(({ key, title, created }) => [key, folded(title), created]),
    malformed.map(({ text, title }) => [text, folded(title)]),
    mark.state === 'absent' ? undefined : mark.state === 'valid' ? mark.value : mark.text,
  ];
}

/** A second reader, which ends lines where libyaml does. */
export function readWithBreaks(text: string): Claims {
  return claimsOf(parseBacklogYaml('B', Buffer.from(text.replaceAll(/[\u0085\u2028\u2029]/gu, '\n'))));
}

function folded(text: string): string {
  return text.replaceAll(/[\s\u0085]+/gu, ' ').trim();
}

const WORDS = ['a', 'b c', '- id: WRK-009', '  title: Hidden', '  created: now', 'next_item_id: 9', 'x: y'];
const SIGNS = ['  ', ' ', '      ', '#', ': ', "'", '- ', '|', '>', ',', ']'];
const piece = fc.constantFrom(...WORDS, ...SIGNS, ...BREAKS, ...BREAKS);
const line = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
/** In quotes a line must be indented, for that is where YAML 1.2 is stricter than libyaml. */
const quoted = line.map(
  (text) => `'${text.replaceAll("'", '').replaceAll(/[\u0085\u2028\u2029]/gu, '$&      ')}'`,
);
const plain = fc
  .tuple(fc.constantFrom(...BREAKS), fc.constantFrom('', ' ', '      '))
  .map((gap) => `a${gap.join('')}b`);
const value = fc.oneof(line, quoted, plain, fc.constantFrom('One', 'WRK-003'));
const block = line.map((text) => `|\n    ${text}`);

const item = fc
  .record({
    id: fc.oneof(
      { arbitrary: fc.constantFrom('WRK-001', 'WRK-002'), weight: 5 },
      { arbitrary: value, weight: 1 },
    ),
    title: value,
    created: fc.option(fc.oneof(fc.constant('2026-01-01T00:00:00.123Z'), value)),
    note: fc.option(fc.oneof(value, block)),
    comment: fc.option(line),
  })
  .map(({ id, title, created, note, comment }) =>
    [
      `- id: ${id}\n  title: ${title}\n`,
      created === null ? '' : `  created: ${created}\n`,
      note === null ? '' : `  note: ${note}\n`,
      comment === null ? '' : `# ${comment}\n`,
    ].join(''),
  );

/** Backlogs with such characters wherever there can be some. */
export const brokenBacklogs = fc
  .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ...BREAKS), fc.option(line))
  .map(([items, end, comment]) => {
    return `items:\n${items.join('')}next_item_id: 2${end}\n${comment === null ? '' : `# ${comment}\n`}`;
  })
  .filter((text) => /[\u0085\u2028\u2029]/u.test(text));
