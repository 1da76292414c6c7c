import type { Problem } from '../../findings/finding.ts';
import { livesOf } from '../../identity/lives.ts';
import { useOf, type Use } from '../../identity/meanings.ts';
import { goesBack, heldIn, pastOf } from '../../identity/past.ts';
import type { ItemClaim } from '../../ids/claim.ts';
import { drawOf } from '../../ledger/counters.ts';
import type { Facts } from '../../ledger/facts.ts';
import { labelFor, type BaseView } from '../../ledger/view.ts';
import { mainFolder, type FileEntry } from '../../ledger/files/file-ledger.ts';
import { numberText } from '../../ledger/files/next-number.ts';
import { evidenceOf, inQuotes, startOf, pathspec, shellWord } from '../../messages/wording.ts';
import { drawnForAnother } from '../../questions/drawn-for-another.ts';
import { checkNewItem } from '../../questions/new-items.ts';
import { isBackAt } from '../../questions/back.ts';
import type { FileSetting } from './setting.ts';
import { describeFile, fileName, moveCommand, relateFiles, subjectOf } from './wording.ts';

const ACCEPT = 'if it is intended: `tidemark check --format accept`';

/** Entries that were removed and are back. */
export function* restoredEntries(_setting: FileSetting, facts: Facts): Generator<Problem> {
  const told = new Set<string>();
  for (const { item, base } of [...facts.newItems, ...facts.otherItems]) {
    const found = told.has(item.key) ? undefined : earlierUse(facts, item, base);
    if (!found) continue;
    told.add(item.key);
    yield {
      id: item.key,
      message: `${fileName(item.place.path)} ${found.what} ${describeFile(found.use)}`,
      place: item.place,
      related: relateFiles([found.use]),
      remedy: `remove it again, or ${ACCEPT}`,
      remedyKind: 'try',
      excuse: { subject: subjectOf(item) },
      evidence: [evidenceOf(item)],
    };
  }
}

/** What an entry's number is back from, and for what it was used. */
function earlierUse(
  facts: Facts,
  item: ItemClaim,
  base: BaseView,
): { readonly use: Use; readonly what: string } | undefined {
  const own = livesOf(facts).stayOf(item);
  const [other] = base.items.get(item.key) ?? [];
  if (other)
    return goesBack(facts, own, base)
      ? {
          use: { claim: other, seenIn: labelFor(base, other) },
          what: 'has its number back, which meanwhile was that of',
        }
      : undefined;
  const verdict = checkNewItem(facts, item, base);
  const what = 'was removed and is back: it was';
  if (verdict.kind === 'restored') return { use: verdict.use, what };
  return isBackAt(facts, own, base) ? { use: useOf(facts, own, pastOf(facts, base)), what } : undefined;
}

/** New entries that do not come after those that were there: the tool that runs them in order may have gone past them. */
export function* entriesOutOfOrder(setting: FileSetting, facts: Facts): Generator<Problem> {
  if (facts.candidate.snapshot !== setting.candidate) return;
  for (const { entry, line } of setting.newEntries) {
    const item = facts.candidate.items.get(entry.key)?.find(({ title }) => title === entry.slug);
    if (!item || !entry.isCounted || entry.id.number > line || !isUnheard(facts, item)) continue;
    yield {
      id: entry.key,
      message: `${nameOf(entry)} is new, but numbers up to ${numberText(line)} are there already, and what runs in order may have gone past it`,
      place: item.place,
      related: [],
      remedy: moveCommand(setting, item),
      excuse: { subject: subjectOf(item) },
      evidence: [evidenceOf(item)],
    };
  }
}

/** Nobody ever had the number: where somebody had, there is more to tell. What only a branch had is new where it is merged. */
function isUnheard(facts: Facts, item: ItemClaim): boolean {
  return facts.bases.every((base) => heldIn(facts, item.key, pastOf(facts, base)).length === 0);
}

/** Numbers so far above the others that they look like a typo. */
export function* leapingEntries(
  { newEntries, terms, candidate }: FileSetting,
  facts: Facts,
): Generator<Problem> {
  if (facts.candidate.snapshot !== candidate) return;
  for (const { entry, line } of newEntries) {
    if (!entry.isCounted || line === 0 || entry.id.number <= line + terms.maxLeap) continue;
    yield {
      id: entry.key,
      message: `${nameOf(entry)} is more than ${terms.maxLeap} above the highest number before (${numberText(line)}); a typo?`,
      place: startOf(entry.files[0].path),
      related: [],
      remedy: `correct the number, or ${ACCEPT}`,
      remedyKind: 'try',
      excuse: { mark: Math.floor(entry.id.number) },
      evidence: [`leap ${entry.key}`],
    };
  }
}

/** New entries whose number another machine drew for something else. */
export function* entriesDrawnElsewhere(setting: FileSetting, facts: Facts): Generator<Problem> {
  if (facts.candidate.snapshot !== setting.candidate) return;
  for (const { entry } of setting.newEntries) {
    const item = facts.candidate.items.get(entry.key)?.find(({ title }) => title === entry.slug);
    const drawn = drawnForAnother(setting.othersDraws, drawOf(entry, setting.terms), entry.slug);
    if (!item || drawn === undefined) continue;
    yield {
      id: entry.key,
      message: `${fileName(item.place.path)} is new, but another machine took its number for ${inQuotes(drawn)}`,
      place: item.place,
      related: [],
      remedy: moveCommand(setting, item),
      excuse: { subject: subjectOf(item) },
      evidence: [evidenceOf(item)],
    };
  }
}

/** Texts that have another number than their names. */
export function* mismatchedEntries({ mismatches, candidate }: FileSetting, facts: Facts): Generator<Problem> {
  if (facts.candidate.snapshot !== candidate) return;
  for (const { entry, found, line } of mismatches) {
    const { path } = entry.files[0];
    yield {
      id: entry.key,
      message: `${nameOf(entry)} says that it is ${found}`,
      place: { path, line, column: 1 },
      related: [],
      remedy: `write ${entry.written} there, give the file the intended number, or ${ACCEPT}`,
      remedyKind: 'try',
      excuse: { subject: entry.slug },
      evidence: [`mismatch ${entry.key} ${found}`],
    };
  }
}

/** Names that are nearly those of the ledger. */
export function* oddNames({ odd, candidate }: FileSetting, facts: Facts): Generator<Problem> {
  if (facts.candidate.snapshot !== candidate) return;
  for (const { path, reason } of odd) {
    yield {
      id: fileName(path),
      message: `${fileName(path)} ${reason}`,
      place: startOf(path),
      related: [],
      remedy: `rename it as the others are named, or ${ACCEPT}`,
      remedyKind: 'try',
      excuse: { subject: fileName(path) },
      evidence: [`malformed ${path}`],
    };
  }
}

/** The ledger was thrown away and begun again. */
export function* restartedLedger(
  { restarts, candidate, terms }: FileSetting,
  facts: Facts,
): Generator<Problem> {
  const [first] = restarts;
  if (!first || facts.candidate.snapshot !== candidate) return;
  yield {
    id: null,
    message: `the ledger ${terms.name} restarts here: ${first.gone} of its entries in ${first.label} are gone. Older uses of a number do not count from here on`,
    place: startOf(mainFolder(terms)),
    related: [],
    remedy: `if that was not intended, bring them back: \`git restore --source=${shellWord(first.label)} --staged --worktree -- ${terms.paths.map(pathspec).join(' ')}\``,
    remedyKind: 'try',
    excuse: undefined,
    evidence: [`restarted ${terms.name}`],
  };
}

function nameOf({ files }: FileEntry): string {
  return fileName(files[0].path);
}
