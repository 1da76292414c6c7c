import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { escapeJson } from './parts/escape.ts';
import { tally } from './parts/tally.ts';

/** The report as one JSON object. Its keys are a contract: more may be added, none renamed or taken away. */
export function renderJson(report: Report): string {
  return jsonText(reportJson(report));
}

/** The object behind `renderJson`, for those who print a report as part of something larger. */
export function reportJson({ candidate, bases, backlog, ledgers = [], findings, unchecked }: Report) {
  return {
    version: 1,
    candidate: { kind: candidate.kind, label: candidate.label },
    bases: bases.map(({ label, commit }) => ({ label, commit })),
    backlog: backlog && {
      path: backlog.path,
      mark: backlog.mark,
      highest: backlog.highest,
      next: backlog.next,
      items: backlog.items,
    },
    ledgers: ledgers.map(({ name, kind, paths, entries, highest, next, mark }) => {
      return { name, kind, paths, entries, highest, next, ...(mark !== undefined && { mark }) };
    }),
    findings: findings.map(findingJson),
    unchecked,
    summary: tally(findings),
  };
}

/** A finding without the engine's own fields (what excuses it, what tells it from a base's). */
export function findingJson(finding: Finding) {
  const {
    rule,
    severity,
    inherited,
    id,
    name,
    message,
    place,
    related,
    remedy,
    remedyKind = 'fix',
    ledger = null,
    moreRelated = 0,
  } = finding;
  return {
    rule,
    severity,
    inherited,
    ledger,
    id: name ?? id,
    message,
    location: { path: place.path, line: place.line, column: place.column },
    related: related.map(({ path, line, message }) => ({ path, line, message })),
    moreRelated,
    remedy,
    remedyKind,
  };
}

/** JSON fit for a terminal too: what would steer it is escaped. */
export function jsonText(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, null, 2))}\n`;
}
