import type { Audit, AuditedId, AuditedThing } from '../../core/history/audit.ts';
import type { Standing, ToldCollision, ToldThing } from '../../core/history/told.ts';
import { isOfFiles } from '../parts/audit-tally.ts';
import { lapse } from '../parts/lapse.ts';
import { commitCode, day, escaped, text, wholeDay } from './markup.ts';

/** Every ID with what it stood for; each row is an anchor of its own. */
export function idTable(audit: Audit): string {
  const { ids } = audit;
  return table(
    isOfFiles(audit) ? FILES_CAPTION : CAPTION,
    ['ID', 'What it stood for', 'From, to', 'State'],
    ids.flatMap((id) => idRows(audit, id)),
    ' class="ids"',
  );
}

const CAPTION =
  'Moved: to another ID. Archived: done when it left, or a worklog entry says so. Dropped: it left without a word.';

const FILES_CAPTION =
  'Moved: to another number. Archived: in a folder for that. Dropped: the files were removed.';

/** What leads to an ID on the page. */
function anchorOf({ ledger }: Pick<Audit, 'ledger'>, id: string): string {
  return escaped((ledger === null ? id : `${ledger}-${id}`).replaceAll(/\s/gu, '_'));
}

function idRows(audit: Audit, { id, things, collision }: AuditedId): readonly string[] {
  const span = things.length > 1 ? ` rowspan="${things.length}"` : '';
  const note =
    collision === null
      ? ''
      : `<br><a class="${collision}" href="#collision-${anchorOf(audit, id)}">collision: ${collision}</a>`;
  return things.map((thing, at) => {
    const head = `<th scope="row"${span}><a href="#${anchorOf(audit, id)}">${escaped(id)}</a>${note}</th>`;
    return `<tr${at === 0 ? ` id="${anchorOf(audit, id)}"` : ''}>${at === 0 ? head : ''}${thingCells(thing)}</tr>`;
  });
}

/** Short, for there may be thousands; the caption says what they mean. */
const STATE_WORDS = {
  present: 'in HEAD',
  moved: 'moved',
  archived: 'archived',
  dropped: 'dropped',
  elsewhere: 'elsewhere',
} as const satisfies Record<Standing, string>;

function thingCells({ title, state, from, to }: AuditedThing): string {
  const span = `${day(from)} – ${to === null ? '' : `<br>${day(to)}`}`;
  return `<td>${text(title)}</td><td>${span}</td><td>${STATE_WORDS[state]}</td>`;
}

export function collisionTable(audit: Audit): string {
  const { collisions } = audit;
  const seen = new Set<string>();
  const rows = collisions.map((collision) => {
    const anchor = seen.has(collision.id) ? '' : ` id="collision-${anchorOf(audit, collision.id)}"`;
    seen.add(collision.id);
    return `<tr${anchor}>${collisionCells(collision)}</tr>`;
  });
  return table('Two things that had one ID', ['ID', 'Between', 'Since', 'How it ended'], rows);
}

function collisionCells({ ledger, id, state, things, since, fixed }: ToldCollision): string {
  const end = fixed
    ? `: ${text(fixed.title)} ${fixed.to === null ? 'was removed' : `became ${text(fixed.to)}`} ${lapse(fixed.after)}, ${wholeDay(fixed.by.date)} ${commitCode(fixed.by)}`
    : '';
  return [
    `<th scope="row"><a href="#${anchorOf({ ledger }, id)}">${escaped(id)}</a></th>`,
    `<td>${things.map(thingLine).join('<br>')}</td>`,
    `<td>${since ? `${wholeDay(since.date)} ${commitCode(since)}` : 'not merged'}</td>`,
    `<td><span class="${state}">${state}</span>${end}</td>`,
  ].join('');
}

function thingLine({ title, kind, commit }: ToldThing): string {
  const what = { item: '', file: '', directory: 'directory ', worklog: 'worklog entry ' }[kind];
  return `${what}${text(title)}${commit ? ` (${wholeDay(commit.date)} ${commitCode(commit)})` : ''}`;
}

export function regressionTable({ regressions }: Audit): string {
  const rows = regressions.map(({ commit, from, to, regained }) => {
    const end = regained ? `${wholeDay(regained.date)} ${commitCode(regained)}` : 'not yet';
    return `<tr><td>${wholeDay(commit.date)} ${commitCode(commit)}</td><td>${from}</td><td>${to}</td><td>${end}</td></tr>`;
  });
  return table('Where the mark went down', ['Commit', 'From', 'To', 'As high again'], rows);
}

/** A row a day is enough. */
export function markTable(audit: Audit): string {
  const byDay = new Map(audit.marks.map(({ date, mark }) => [day(date), mark]));
  const rows = [...byDay].map(([date, mark]) => `<tr><td>${date}</td><td>${mark}</td></tr>`);
  const [name, head] = isOfFiles(audit) ? ['highest number', 'Number'] : ['mark', 'Mark'];
  return table(`The ${name} at the end of each day on which it changed`, ['Day', head], rows);
}

function table(caption: string, heads: readonly string[], rows: readonly string[], kind = ''): string {
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<table${kind}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}
