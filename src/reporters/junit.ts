import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { RULES } from '../core/rules/index.ts';
import { visible } from './parts/escape.ts';
import { notesOf, placesOf, sentenceOf, uncheckedOf } from './parts/remarks.ts';
import type { Style } from './parts/style.ts';

/**
 * JUnit XML, for Jenkins and every CI that shows tests: a case for each finding, and one that passes for each rule
 * without any. Errors fail; warnings, inherited ones too, are skipped; what could not be checked is an error.
 */
export function renderJunit(report: Report, style: Style): string {
  const cases = [
    ...uncheckedOf(report, style).map(uncheckedCase),
    ...RULES.flatMap(({ id }) => casesOf(report, id, style)),
  ];
  const counts = attributes({
    name: 'tidemark',
    tests: cases.length,
    failures: report.findings.filter(({ severity }) => severity === 'error').length,
    errors: report.unchecked.length,
  });
  const skipped = report.findings.filter(({ severity }) => severity === 'warning').length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${counts}>`,
    `<testsuite${counts}${attributes({ skipped })}>`,
    ...properties(report),
    ...cases,
    ...systemOut(report, style),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function uncheckedCase(reason: string): string {
  return testCase('tidemark', 'everything can be checked', element('error', { message: reason }, reason));
}

function casesOf({ findings }: Report, id: Finding['rule'], style: Style): readonly string[] {
  const found = findings.filter(({ rule }) => rule === id);
  return found.length === 0 ? [testCase(id, id, '')] : found.map((finding) => findingCase(finding, style));
}

function findingCase(finding: Finding, style: Style): string {
  const { rule, id, name, severity, message, place } = finding;
  const where = `${visible(place.path)}:${place.line}:${place.column}`;
  const text = [`${where}: ${sentenceOf(finding, style)}`, ...placesOf(finding)].join('\n');
  const outcome =
    severity === 'error'
      ? element('failure', { type: rule, message: visible(message) }, text)
      : element('skipped', {}, text);
  return testCase(rule, [rule, visible(name ?? id ?? place.path)].join(' '), outcome);
}

function properties({ backlog }: Report): readonly string[] {
  if (backlog === null) return [];
  const { path, mark, highest, next } = backlog;
  const entries = Object.entries({ backlog: path, mark, highest, next });
  return [
    '<properties>',
    ...entries.map(
      ([name, value]) => `<property${attributes({ name, value: visible(String(value ?? '')) })}/>`,
    ),
    '</properties>',
  ];
}

function systemOut(report: Report, style: Style): readonly string[] {
  const notes = notesOf(report, style);
  return notes.length === 0 ? [] : [element('system-out', {}, notes.join('\n'))];
}

function testCase(classname: string, name: string, outcome: string): string {
  const head = `<testcase${attributes({ classname: `tidemark.${classname}`, name })}`;
  return outcome === '' ? `${head}/>` : `${head}>${outcome}</testcase>`;
}

function element(name: string, given: Readonly<Record<string, string>>, text: string): string {
  return `<${name}${attributes(given)}>${escapeXml(text)}</${name}>`;
}

function attributes(given: Readonly<Record<string, string | number>>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

/** Takes visible text: what XML 1.0 cannot hold at all is gone from it already. */
function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (char) => `&#${char.charCodeAt(0)};`);
}
