import type { Claimant } from '../../../core/renumbering/claimants.ts';
import type { Reference } from '../../../core/renumbering/attribution.ts';
import type { IdEdit } from '../../../core/renumbering/renumber-plan.ts';
import { moduleOf, rebuiltOn } from '../../../formats/kinds/django.ts';
import type { LedgerTexts } from './ledger-texts.ts';

/** What changes in the text of a migration, and what people have to change. */
export interface Rebuilt {
  readonly edits: readonly IdEdit[];
  readonly references: readonly Reference[];
}

/** Lets a migration depend on what it now comes behind; where that is not here, tells the line. */
export async function rebuild(
  claimant: Claimant,
  [path = '']: readonly string[],
  [kept = '']: readonly string[],
  { files, texts }: { readonly files: ReadonlySet<string>; readonly texts: LedgerTexts },
): Promise<Rebuilt> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const known = new Map<string, string>();
  for (const file of files)
    if (file.startsWith(folder))
      known.set(moduleOf({ place: { path: file } }), (await texts.read(file)) ?? '');
  const found = rebuiltOn(moduleOf({ place: { path } }), kept, known);
  if (!found) return NOTHING_REBUILT;
  const { module, line, start, end, from, to } = found;
  const file = `${folder}${module}.py`;
  if (to !== undefined) {
    const edits = await texts.edit(file, [{ what: 'predecessor', line, start, end, from, text: to }]);
    return { edits, references: [] };
  }
  const text = known.get(module)?.split(/\r?\n/u)[line - 1] ?? '';
  const because = `it has to depend on ${kept} in place of ${from} where both are`;
  const place = { path: file, line, column: 1 };
  const reference = {
    place,
    text,
    role: 'prose',
    slug: undefined,
    parties: [],
    meaning: claimant,
    because,
  } as const;
  return { edits: [], references: [reference] };
}

export const NOTHING_REBUILT: Rebuilt = { edits: [], references: [] };
