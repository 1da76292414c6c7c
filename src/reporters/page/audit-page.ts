import type { Audit } from '../../core/history/audit.ts';
import { auditTally } from '../parts/audit-tally.ts';
import { visible } from '../parts/escape.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import type { Style } from '../parts/style.ts';
import { commitCode, day, escaped, text } from './markup.ts';
import { picture } from './picture.ts';
import { PAGE_STYLE } from './style.ts';
import { collisionTable, idTable, markTable, regressionTable } from './tables.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** An audit as one HTML file: no script, nothing fetched, the same bytes for the same audit. */
export function renderAuditPage(audit: Audit, { programs }: Style): string {
  const title = `IDs of ${audit.ledger ?? audit.path ?? 'this repository'}`;
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${text(title)}</title><style>${PAGE_STYLE}</style></head>`,
    `<body><header><h1>${text(title)}</h1>${headLine(audit)}</header><main>`,
    ...audit.unchecked.map(
      (note) => `<p><strong>Note:</strong> ${escaped(visible(runnableText(note, programs)))}</p>`,
    ),
    audit.ids.length === 0 ? '<p>Nothing has an ID here, and nothing ever had one.</p>' : body(audit),
    '</main></body></html>\n',
  ].join('\n');
}

function headLine({ head, versions, since }: Audit): string {
  const at = head ? ` up to ${commitCode(head)} of ${day(head.date)}` : '';
  const start = since === null ? '' : `, since ${day(since)}`;
  return `<p>${versions} versions${at}${start}. Made by <code>tidemark audit</code>.</p>`;
}

function body(audit: Audit): string {
  const { collisions, regressions, marks } = audit;
  return [
    `<section><h2>In short</h2><ul>${auditTally(audit)
      .map((line) => `<li>${escaped(line)}</li>`)
      .join('')}</ul></section>`,
    collisions.length > 0 ? `<section><h2>Collisions</h2>${collisionTable(audit)}</section>` : '',
    `<section><h2>Picture</h2><figure>${picture(audit)}<figcaption>${LEGEND}</figcaption></figure></section>`,
    `<section><h2>IDs</h2>${idTable(audit)}</section>`,
    regressions.length > 0 ? `<section><h2>Mark lowered</h2>${regressionTable(audit)}</section>` : '',
    marks.length > 0 ? `<section><h2>Mark</h2>${markTable(audit)}</section>` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const LEGEND = [
  'A lane for each ID, by number; time goes from left to right.',
  `<ul class="keys">${[
    ['present', 'in HEAD'],
    ['archived', 'archived'],
    ['dropped', 'moved to another ID, or dropped'],
    ['mark', 'the mark'],
  ]
    .map(
      ([name, word]) =>
        `<li><svg class="key" width="28" height="10" aria-hidden="true"><path class="${name}" d="M3 5H25"/></svg>${word}</li>`,
    )
    .join('')}<li>◆ open collision</li><li>■ fixed or accepted</li></ul>`,
].join('');
