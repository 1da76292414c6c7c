import type { Audit, AuditReport } from '../../core/history/audit.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import { jsonText } from '../json.ts';
import { auditTally, isOfFiles, ledgerName } from '../parts/audit-tally.ts';
import { collisionLines, shortCommit } from './collision-lines.ts';
import { visible } from '../parts/escape.ts';
import { dayOf } from '../parts/lapse.ts';
import { painter, type Style } from '../parts/style.ts';

/** An audit for people: how many collisions there were and how they ended, numbers without use, where the mark went down; ledger by ledger. */
export function renderAudit({ ledgers, unchecked }: AuditReport, style: Style): string {
  const paint = painter(style);
  const sections = [
    ...ledgers.flatMap((audit) => [
      [paint.bold(headLine(audit)), ...auditTally(audit).map((line) => `  ${line}`)],
      ...audit.collisions.map((collision) => collisionLines(collision)),
      regressionLines(audit),
    ]),
    ...unchecked.map((note) => [`note: ${visible(runnableText(note, style.programs))}`]),
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** The same for programs. Its keys are a contract: more may be added. */
export function auditJson({ ledgers, unchecked }: AuditReport): string {
  return jsonText({ version: 1, ledgers: ledgers.map(told), unchecked });
}

function told({ ledger, kind, path, head, since, versions, mark, highest, ...more }: Audit) {
  const { ids, collisions, unused, regressions, marks } = more;
  return {
    ledger,
    kind,
    path,
    head,
    since,
    versions,
    mark,
    highest,
    ids,
    collisions,
    unused,
    regressions,
    marks,
  };
}

function headLine(audit: Audit): string {
  const { ids, versions, mark, highest, since } = audit;
  const start = since === null ? '' : `, since ${dayOf(since)}`;
  const last = isOfFiles(audit) ? `highest ${visible(highest ?? 'none')}` : `mark ${mark ?? 'none'}`;
  const what = isOfFiles(audit) ? 'number' : 'ID';
  return `${visible(ledgerName(audit) ?? 'No backlog')}: ${count(ids.length, what)} in ${count(versions, 'version')}, ${last}${start}`;
}

function regressionLines({ regressions }: Audit): readonly string[] {
  return regressions.map(({ commit, from, to, regained }) => {
    const end = regained
      ? `as high again on ${dayOf(regained.date)} (${shortCommit(regained)})`
      : 'still lower';
    return `mark: from ${from} down to ${to} on ${dayOf(commit.date)} (${shortCommit(commit)}); ${end}`;
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
