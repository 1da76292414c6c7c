import type { Place } from '../core/ids/claim.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { runnableText } from '../core/messages/runnable.ts';
import type { Rule } from '../core/rules/engine/rule.ts';
import { RULES } from '../core/rules/index.ts';
import { VERSION } from '../version.ts';
import { visible } from './parts/escape.ts';
import { fingerprints } from './parts/fingerprint.ts';
import { jsonText } from './json.ts';
import { markEdits } from './parts/mark-edit.ts';
import { notesOf, sentenceOf, uncheckedOf } from './parts/remarks.ts';
import type { Style } from './parts/style.ts';

/**
 * SARIF 2.1.0, for code scanning and editors. Inherited findings have the baseline state `unchanged`; what could not be
 * checked makes the run unsuccessful; columns count UTF-16 code units, as everywhere in Tidemark.
 */
export function renderSarif(report: Report, style: Style): string {
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tidemark',
            semanticVersion: VERSION,
            rules: RULES.map((rule) => ruleJson(rule, style)),
          },
        },
        automationDetails: { id: 'tidemark/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository' } } },
        invocations: [invocation(report, style)],
        results: results(report, style),
      },
    ],
  });
}

const ROOT = '%SRCROOT%';

function ruleJson({ id, title, level, harm, remedy, turnOff }: Rule, { programs }: Style) {
  const advice = runnableText(remedy, programs);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: harm },
    defaultConfiguration: { level },
    help: {
      text: `${harm}\n\nWhat to do: ${advice}\n\nWhen to turn it off: ${turnOff}`,
      markdown: `${harm}\n\n**What to do:** ${advice}\n\n**When to turn it off:** ${turnOff}`,
    },
    properties: { precision: 'very-high', 'problem.severity': level },
  };
}

function invocation(report: Report, style: Style) {
  const notification = (level: 'error' | 'note') => (text: string) => ({ level, message: { text } });
  return {
    executionSuccessful: report.unchecked.length === 0,
    toolExecutionNotifications: [
      ...uncheckedOf(report, style).map(notification('error')),
      ...notesOf(report, style).map(notification('note')),
    ],
  };
}

function results(report: Report, style: Style) {
  const { findings, bases } = report;
  const prints = fingerprints(findings);
  const edits = markEdits(report);
  return findings.map((finding, index) => {
    const edit = edits.get(finding);
    return {
      ruleId: finding.rule,
      ruleIndex: RULES.findIndex(({ id }) => id === finding.rule),
      level: finding.severity,
      ...(bases.length > 0 ? { baselineState: finding.inherited ? 'unchanged' : 'new' } : {}),
      message: { text: noLinks(sentenceOf(finding, style)) },
      locations: [{ physicalLocation: physicalLocation(finding.place) }],
      relatedLocations: relatedLocations(finding),
      // The first is Tidemark's own, the second the only one that GitHub looks at.
      partialFingerprints: { 'tidemark/v1': prints[index], primaryLocationLineHash: prints[index] },
      ...(edit === undefined ? {} : { fixes: [fix(finding.place, edit)] }),
    };
  });
}

function relatedLocations({ related }: Finding) {
  return related.map((other, id) => ({
    id,
    physicalLocation: physicalLocation(other),
    message: { text: noLinks(visible(other.message)) },
  }));
}

function physicalLocation(place: Place) {
  return {
    artifactLocation: artifactLocation(place.path),
    region: { startLine: place.line, startColumn: place.column },
  };
}

function artifactLocation(path: string) {
  const uri = path.replaceAll(LONE_HALF, '\uFFFD').split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: ROOT };
}

const LONE_HALF = /\p{Cs}/gu;

/** A message text is plain but for `[text](target)`, which would make a link of a title. */
function noLinks(text: string): string {
  return text.replaceAll('](', '\\](');
}

function fix({ path, line, column }: Place, { length, text }: { length: number; text: string }) {
  const deletedRegion = { startLine: line, startColumn: column, endColumn: column + length };
  return {
    description: { text: `Raise next_item_id to ${text}` },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(path),
        replacements: [{ deletedRegion, insertedContent: { text } }],
      },
    ],
  };
}
