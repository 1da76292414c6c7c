import type { Finding } from '../../../src/core/findings/finding.ts';
import { PLAIN_PROGRAMS } from '../../../src/core/messages/runnable.ts';
import type { Report } from '../../../src/core/findings/report.ts';
import type { Style } from '../../../src/reporters/parts/style.ts';

export const PLAIN: Style = { color: false, quiet: false, columns: 80, programs: PLAIN_PROGRAMS };

/** A finding that only needs to say in what it differs from a mark left behind. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'mark-behind',
    severity: 'error',
    inherited: false,
    id: 'WRK-142',
    message: 'next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/',
    place: { path: 'BACKLOG.yaml', line: 812, column: 15 },
    related: [
      { path: 'changes/WRK-142_retry-limits', line: 1, column: 1, message: 'the directory of WRK-142' },
    ],
    remedy: 'tidemark fix',
    excuse: { mark: 141 },
    evidence: [],
    ...changes,
  };
}

/** A report on an index with these findings. */
export function report(findings: readonly Finding[], changes: Partial<Report> = {}): Report {
  return {
    candidate: { kind: 'index', label: 'index' },
    bases: [{ label: 'HEAD', commit: 'a'.repeat(40) }],
    backlog: { path: 'BACKLOG.yaml', mark: 141, highest: 142, next: 'WRK-143', items: 97 },
    findings,
    unchecked: [],
    notes: [],
    ...changes,
  };
}
