import type { Report } from '../core/findings/report.ts';
import type { Backlog, BacklogState } from '../core/ledger/snapshot.ts';
import type { Advice } from './missing-backlog.ts';

/**
 * The report, with a reason why it is not clean where nothing in the backlog can be guarded: warnings alone, or what is inherited, would pass for ever.
 * A project that has accepted its IDs, or turned `id-malformed` off, wants it so.
 */
export function withUnguarded(report: Report, backlog: BacklogState): Report {
  const reason = reasonFor(report, backlog);
  return reason === undefined ? report : { ...report, unchecked: [...report.unchecked, reason] };
}

function reasonFor({ findings }: Report, backlog: BacklogState): string | undefined {
  if (backlog.state === 'missing') return undefined;
  if (backlog.state === 'unreadable') {
    const isError = findings.some(
      ({ rule, severity }) => rule === 'backlog-unreadable' && severity === 'error',
    );
    return isError ? undefined : sayUnreadable(backlog).message;
  }
  const { path } = backlog.backlog;
  if (!findings.some(({ rule, place }) => rule === 'id-malformed' && place.path === path)) return undefined;
  const said = sayUnguarded(backlog.backlog);
  return said && `${said.message} ${said.hint}`;
}

/** Why a backlog that has items leaves nothing guarded: not one of their IDs is one. The message ends with a full stop. */
export function sayUnguarded({ path, items, malformed }: Backlog): Advice | undefined {
  const [first] = malformed;
  if (!first || items.length > 0) return undefined;
  const such =
    first.misspelled === undefined ? `such as ${first.text}` : `the key is \`${first.misspelled}\``;
  return {
    message: `No item of ${path} has an ID that can be guarded (${such}), so nothing is guarded.`,
    hint:
      first.misspelled === undefined
        ? 'Give them IDs made of a prefix and a number: `id: WRK-001`.'
        : 'Write the keys of items in lower case, and IDs as a prefix and a number: `id: WRK-001`.',
  };
}

/** Why a backlog that cannot be read leaves nothing guarded. */
export function sayUnreadable({ path, problems }: Extract<BacklogState, { state: 'unreadable' }>): Advice {
  const [first] = problems;
  const where = first ? `${path}:${first.place.line}:${first.place.column}: ${first.message}` : path;
  return {
    message: `${path} cannot be read, so nothing in it is guarded: ${where}.`,
    hint: 'Correct it there; `tidemark check` shows all that is wrong with it.',
  };
}
