import type { Audit } from '../../core/history/audit.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import { jsonText } from '../json.ts';
import { auditTally } from '../parts/audit-tally.ts';
import { collisionLines, shortCommit } from './collision-lines.ts';
import { visible } from '../parts/escape.ts';
import { dayOf } from '../parts/lapse.ts';
import { painter, type Style } from '../parts/style.ts';

/** An audit for people: how many collisions there were and how they ended, numbers without use, where the mark went down. */
export function renderAudit(audit: Audit, style: Style): string {
  const paint = painter(style);
  const sections = [
    [paint.bold(headLine(audit)), ...auditTally(audit).map((line) => `  ${line}`)],
    ...audit.collisions.map((collision) => collisionLines(collision)),
    regressionLines(audit),
    ...audit.unchecked.map((note) => [`note: ${visible(runnableText(note, style.programs))}`]),
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** The same for programs. Its keys are a contract: more may be added. */
export function auditJson(audit: Audit): string {
  const {
    ledger,
    path,
    head,
    since,
    versions,
    mark,
    ids,
    collisions,
    unused,
    regressions,
    marks,
    unchecked,
  } = audit;
  const told = { ledger, path, head, since, versions, mark, ids, collisions, unused, regressions, marks };
  return jsonText({ version: 1, ledgers: [told], unchecked });
}

function headLine({ ledger, path, ids, versions, mark, since }: Audit): string {
  const name = visible(ledger ?? path ?? 'No backlog');
  const start = since === null ? '' : `, since ${dayOf(since)}`;
  return `${name}: ${count(ids.length, 'ID')} in ${count(versions, 'version')}, mark ${mark ?? 'none'}${start}`;
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
