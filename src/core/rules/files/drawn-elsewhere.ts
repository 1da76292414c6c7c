import type { Problem } from '../../findings/finding.ts';
import { counterOf, drawName } from '../../ledger/counters.ts';
import type { Facts } from '../../ledger/facts.ts';
import type { FileEntry, LedgerTerms } from '../../ledger/file-ledger.ts';
import { partsOf } from '../../ledger/next-number.ts';
import { evidenceOf, inQuotes } from '../../messages/wording.ts';
import { drawnForAnother } from '../../questions/drawn-for-another.ts';
import type { FileSetting } from './setting.ts';
import { fileName, moveCommand, subjectOf } from './wording.ts';

/** New entries whose number another machine drew for something else. */
export function* entriesDrawnElsewhere(setting: FileSetting, facts: Facts): Generator<Problem> {
  if (facts.candidate.snapshot !== setting.candidate) return;
  for (const { entry } of setting.newEntries) {
    const item = facts.candidate.items.get(entry.key)?.find(({ title }) => title === entry.slug);
    const drawn = drawnForAnother(setting.othersDraws, drawOf(entry, setting.terms), entry.slug);
    if (!item || drawn === undefined) continue;
    yield {
      id: entry.key,
      message: `${fileName(item.place.path)} is new, but another machine drew its number for ${inQuotes(drawn)}`,
      place: item.place,
      related: [],
      remedy: moveCommand(setting, item),
      excuse: { subject: subjectOf(item) },
      evidence: [evidenceOf(item)],
    };
  }
}

/** The name of its number among the draws of others. */
export function drawOf({ id, written }: FileEntry, { name }: LedgerTerms): string {
  return drawName(counterOf(name, id.prefix), partsOf(written) ?? []);
}
