import { commitAt } from '../../identity/files/file-history.ts';
import { listAt, numberUnder } from '../../ids/lookup.ts';
import { highestOf } from '../../ledger/files/next-number.ts';
import { auditedIds, tell, type Audit, type AuditTelling } from '../audit.ts';
import {
  countVersions,
  entriesAtHead,
  fileChronicle,
  keysInGroups,
  type FilePast,
} from './file-chronicles.ts';
import { gapsBetween, type NumberRange } from '../mark-history.ts';
import { toldCommitOf } from '../told.ts';

/** The whole history of a ledger of files. Git must know every version's commit. */
export function fileAuditOf(past: FilePast, telling: AuditTelling): Omit<Audit, 'unchecked'> {
  const audited = [...keysInGroups(past)].flatMap((keys) => auditedIds(fileChronicle(past, keys), telling));
  const entries = entriesAtHead(past);
  return tell(
    {
      ledger: past.terms.name,
      kind: past.terms.kind,
      head: toldCommitOf(telling, past.head),
      versions: countVersions(past),
      mark: null,
      highest: highestOf(entries)?.written ?? null,
      audited: audited.toSorted(
        ({ id: one }, { id: other }) => one.number - other.number || one.id.localeCompare(other.id, 'en'),
      ),
      unused: unusedIn(past),
      regressions: [],
      marks: marksIn(past, telling),
    },
    telling,
  );
}

/** The highest number on the head's own line wherever it changed; of several sequences there is no single one. */
function marksIn(past: FilePast, telling: AuditTelling): Audit['marks'] {
  const { history } = past;
  const prefix = onlyPrefix(past);
  if (prefix === undefined) return [];
  let before = 0;
  return lineOf(past).flatMap((at) => {
    const mark = numberUnder(history.lines[at], prefix);
    const isSame = mark === before;
    before = mark;
    const info = isSame ? null : toldCommitOf(telling, commitAt(history, at));
    return info ? [{ commit: info.commit, date: info.date, mark }] : [];
  });
}

/** The head and its first parents, oldest first. */
function lineOf({ history, head }: FilePast): readonly number[] {
  const line: number[] = [];
  for (let at = history.positions.get(head); at !== undefined; [at] = listAt(history.parents, at))
    line.push(at);
  return line.toReversed();
}

/** Numbers between the first and the highest that nothing ever had. */
function unusedIn(past: FilePast): readonly NumberRange[] {
  if (onlyPrefix(past) === undefined) return [];
  const used = numbersIn(past).map(({ number }) => number);
  return gapsBetween(used);
}

/** The prefix of all numbers; undefined where there are several, or where numbers have parts, or are dates. */
function onlyPrefix(past: FilePast): string | undefined {
  const all = numbersIn(past);
  const prefixes = new Set(all.map(({ prefix }) => prefix));
  const [prefix] = prefixes;
  return prefixes.size === 1 && all.every(({ isWhole }) => isWhole) ? prefix : undefined;
}

function numbersIn({ history }: FilePast) {
  return [...history.holders.values()].flatMap((things) =>
    [...things.values()].slice(0, 1).map(({ entry: { id, isCounted, key } }) => ({
      ...id,
      isWhole: isCounted && Number.isSafeInteger(id.number) && !key.includes('.'),
    })),
  );
}
