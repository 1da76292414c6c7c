import { expect } from 'vitest';
import { scanBacklog } from '../../src/formats/backlog/scan/scan-backlog.ts';
import { parseBacklogYaml } from '../../src/formats/backlog/backlog.ts';

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Whether the scanner answers; if so, YAML has to give the same answer. */
export function agrees(bytes: Uint8Array): boolean {
  const scanned = scanBacklog('B.yaml', bytes)?.backlog;
  if (scanned) {
    expect({ state: 'readable', backlog: scanned }).toStrictEqual(parseBacklogYaml('B.yaml', bytes));
  }
  return scanned !== undefined;
}

/** A backlog of which nearly every item is recognized in one go. */
export const USUAL = `schema_version: 3
items:
${[7, 8, 9, 10]
  .map(
    (number) => `- id: WRK-${String(number).padStart(3, '0')}
  title: Call validate number ${number}
  status: in_progress
  requires_human_review: false
  tags:
  - a
  - b-2
  dependencies:
  - WRK-00${number - 6}
  created: 2026-02-12T16:23:33.71123923${number}+00:00
  pipeline_type: feature
  description:
    context: 'free text: with colons'
    solution: ~
  phase_pool: main
`,
  )
  .join('')}- id: WRK-011
  title: null
- id: 12
  title: 13
next_item_id: 12
`;

/** A backlog as the orchestrator writes it, with something of everything. */
export const MACHINE = `schema_version: 3
items:
- id: WRK-009
  title: Call validate() on the default path — "now"
  status: blocked
  requires_human_review: false
  origin: WRK-001/review
  blocked_reason: 'free text: may hold colons, ''quotes'', IDs # 3'
  blocked_type: "say \\"x\\"\\n"
  unblock_context: |-
    several

      lines: # of it
    - id: WRK-999

  tags: [a, b-2]
  dependencies:
  - WRK-001
  - 'WRK-002'
  created: 2026-02-12T16:23:33.711239234+00:00
  updated: 2026-02-20T02:22:50.020069609+00:00
  pipeline_type: feature
  description:
    context: free text, ünïcode → 漢字 😀
    problem: >
      folded

    solution:
- id: wrk-7
  title: 'it''s'
  status: "new"
  tags: []
  created: '2026-02-12'
  pipeline_type: feature
- id: 0027
  title: ~
  created: null
next_item_id: 142
`;
