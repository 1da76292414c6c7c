import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { fingerprint, fingerprints } from './parts/fingerprint.ts';
import { jsonText } from './json.ts';
import { notesOf, placesOf, sentenceOf, uncheckedOf } from './parts/remarks.ts';
import type { Style } from './parts/style.ts';

/**
 * GitLab's code quality report: an array of issues. Inherited findings and notes are `info`. What could not be checked
 * is an issue too: an empty array would say that all is well.
 */
export function renderGitlab(report: Report, style: Style): string {
  const prints = fingerprints(report.findings);
  return jsonText([
    ...uncheckedOf(report, style).map((text) => remarkIssue(report, text, 'blocker')),
    ...report.findings.map((finding, index) => findingIssue(finding, prints[index] ?? '', style)),
    ...notesOf(report, style).map((text) => remarkIssue(report, text, 'info')),
  ]);
}

type Weight = 'info' | 'minor' | 'critical' | 'blocker';

function findingIssue(finding: Finding, print: string, style: Style) {
  const { rule, place } = finding;
  const description = [sentenceOf(finding, style), ...placesOf(finding)].join('\n');
  return issue({ rule, description, print, severity: weightOf(finding), path: place.path, line: place.line });
}

function weightOf({ severity, inherited }: Finding): Weight {
  if (severity === 'error') return 'critical';
  return inherited ? 'info' : 'minor';
}

/** GitLab shows nothing without a place, so these stand at the head of the backlog. */
function remarkIssue({ backlog }: Report, description: string, severity: Weight) {
  const path = backlog?.path ?? 'BACKLOG.yaml';
  return issue({ rule: 'tidemark', description, print: fingerprint([description]), severity, path, line: 1 });
}

interface Issue {
  readonly rule: string;
  readonly description: string;
  readonly print: string;
  readonly severity: Weight;
  readonly path: string;
  readonly line: number;
}

function issue({ rule, description, print, severity, path, line }: Issue) {
  return {
    description,
    check_name: rule,
    fingerprint: print,
    severity,
    location: { path, lines: { begin: line } },
  };
}
