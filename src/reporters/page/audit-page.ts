import type { Audit, AuditReport } from '../../core/history/audit.ts';
import { auditTally, isOfFiles, ledgerName } from '../parts/audit-tally.ts';
import { visible } from '../parts/escape.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import type { Style } from '../parts/style.ts';
import { commitCode, escaped, text, wholeDay } from './markup.ts';
import { picture } from './picture.ts';
import { PAGE_STYLE } from './style.ts';
import { collisionTable, idTable, markTable, regressionTable } from './tables.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** An audit as one HTML file: no script, nothing fetched, the same bytes for the same audit. */
export function renderAuditPage({ ledgers, unchecked }: AuditReport, { programs }: Style): string {
  const [first, ...others] = ledgers;
  const title = `IDs of ${others.length > 0 ? 'this repository' : ((first && nameOf(first)) ?? 'this repository')}`;
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${text(title)}</title><style>${PAGE_STYLE}</style></head>`,
    `<body><header><h1>${text(title)}</h1><p>Made by <code>tidemark audit</code>.</p>${first && others.length === 0 ? headLine(first) : contents(ledgers)}</header><main>`,
    ...unchecked.map(
      (note) => `<p><strong>Note:</strong> ${escaped(visible(runnableText(note, programs)))}</p>`,
    ),
    ...(first && others.length === 0 ? [filled(first, 2)] : ledgers.map(chapter)),
    '</main></body></html>\n',
  ].join('\n');
}

function nameOf({ ledger, path }: Audit): string | undefined {
  return ledger ?? path ?? undefined;
}

/** Several ledgers, each a link to its own part of the page. */
function contents(ledgers: readonly Audit[]): string {
  const links = ledgers.map(
    (audit) => `<li><a href="#ledger-${escaped(anchorOf(audit))}">${text(titleOf(audit))}</a></li>`,
  );
  return `<ul>${links.join('')}</ul>`;
}

function titleOf(audit: Audit): string {
  return ledgerName(audit) ?? 'backlog';
}

function anchorOf({ ledger }: Audit): string {
  return ledger ?? 'backlog';
}

function chapter(audit: Audit): string {
  const title = `<h2 id="ledger-${escaped(anchorOf(audit))}">${text(titleOf(audit))}</h2>`;
  return `<section>${title}${headLine(audit)}${filled(audit, 3)}</section>`;
}

/** `level` is that of its headings. */
function filled(audit: Audit, level: 2 | 3): string {
  return audit.ids.length === 0
    ? '<p>Nothing has an ID here, and nothing ever had one.</p>'
    : body(audit, level);
}

function headLine({ head, versions, since }: Audit): string {
  const at = head ? ` up to ${commitCode(head)} of ${wholeDay(head.date)}` : '';
  const start = since === null ? '' : `, since ${wholeDay(since)}`;
  return `<p>${versions} ${versions === 1 ? 'version' : 'versions'}${at}${start}.</p>`;
}

function body(audit: Audit, level: 2 | 3): string {
  const { collisions, regressions, marks } = audit;
  const section = (title: string, content: string): string =>
    `<section><h${level}>${title}</h${level}>${content}</section>`;
  return [
    section(
      'In short',
      `<ul>${auditTally(audit)
        .map((line) => `<li>${escaped(line)}</li>`)
        .join('')}</ul>`,
    ),
    collisions.length > 0 ? section('Collisions', collisionTable(audit)) : '',
    section('Picture', `<figure>${picture(audit)}<figcaption>${legend(audit)}</figcaption></figure>`),
    section('IDs', idTable(audit)),
    regressions.length > 0 ? section('Mark lowered', regressionTable(audit)) : '',
    marks.length > 0 ? section(isOfFiles(audit) ? 'Highest number' : 'Mark', markTable(audit)) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function legend(audit: Audit): string {
  const words = [
    ['present', 'in HEAD'],
    ['archived', 'archived'],
    ['dropped', 'moved to another ID, or dropped'],
    ['mark', isOfFiles(audit) ? 'the highest number' : 'the mark'],
  ].map(
    ([name, word]) =>
      `<li><svg class="key" width="28" height="10" aria-hidden="true"><path class="${name}" d="M3 5H25"/></svg>${word}</li>`,
  );
  return `A lane for each ID, by number; time goes from left to right.<ul class="keys">${words.join('')}${SIGNS}</ul>`;
}

const SIGNS = '<li>◆ open collision</li><li>■ fixed, accepted or reused</li>';
