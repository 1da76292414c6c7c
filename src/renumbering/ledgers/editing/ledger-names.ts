import { searchTracked } from '../../../adapters/git/tracked-files.ts';
import type { Repository } from '../../../adapters/git/repository.ts';
import type { ItemClaim } from '../../../core/ids/claim.ts';
import { digitsOf } from '../../../core/ledger/files/next-number.ts';
import type { Reference } from '../../../core/renumbering/attribution.ts';
import type { Claimant } from '../../../core/renumbering/claimants.ts';
import type { IdEdit } from '../../../core/renumbering/renumber-plan.ts';
import { linkEdits, mentions, ownNumberEdits } from '../../../formats/entries/entry-edits.ts';
import type { EntryRename } from '../../../formats/entries/entry-edits.ts';
import { labelOf } from '../../../formats/entries/entry-label.ts';
import { basicPattern, numberPattern } from '../../../formats/entries/number-pattern.ts';
import type { NumberPattern } from '../../../formats/entries/number-pattern.ts';
import type { Kind } from '../../../formats/kinds/kind.ts';
import { readPath } from '../../../formats/kinds/read-name.ts';
import type { NamedFolders } from '../../../formats/kinds/read-name.ts';
import type { LedgerTexts } from './ledger-texts.ts';

interface Leaving {
  readonly key: string;
  readonly claim: ItemClaim;
  /** The files of the entry. */
  readonly paths: readonly string[];
  /** The digits of its new number. */
  readonly next: string;
  /** What the other entries of the number are called. */
  readonly others: readonly string[];
}

/** Where an entry is named. */
export interface EntryNames {
  readonly renames: readonly EntryRename[];
  readonly others: readonly string[];
  /** The files of the entry. */
  readonly own: ReadonlySet<string>;
  /** Files of the ledger's folders that name it. */
  readonly inside: readonly string[];
  /** What names it elsewhere, or has its number and may mean it: for people. */
  readonly elsewhere: (
    claimant: Claimant,
    edits: readonly IdEdit[],
    texts: LedgerTexts,
  ) => Promise<readonly Reference[]>;
}

/** Searches the tracked files of the work tree for an entry's name and number. */
export async function findNames(
  repository: Repository,
  folders: NamedFolders,
  { key, claim, paths, next, others }: Leaving,
): Promise<EntryNames> {
  const labels = new Map(
    paths.flatMap((path) => labelOf(folders, path) ?? []).map((one) => [one.label, one]),
  );
  const renames = [...labels.values()].map(({ label, digits }) => ({ label, digits, next }));
  const numbers = patternOf(folders.kind, claim);
  const patterns = [
    ...renames.flatMap(({ label }) => [...new Set([label, encodeURI(label)])].map(basicPattern)),
    ...(numbers ? [numbers.basic] : []),
  ];
  const lists = await Promise.all(patterns.map(async (one) => searchTracked(repository.directory, one)));
  const found = [...new Set(lists.flat())];
  const isInside = (path: string): boolean => folders.paths.some((folder) => path.startsWith(`${folder}/`));
  const isOfNumber = (path: string): boolean => readPath(folders, path).name?.key === key;
  return {
    renames,
    others,
    own: new Set(paths),
    inside: [...new Set([...paths, ...found.filter(isInside)])],
    elsewhere: async (claimant, edits, texts) => {
      const edited = new Set(edits.map(({ place }) => `${place.path}:${place.line}`));
      const all: Reference[] = [];
      for (const path of found.filter((one) => !isOfNumber(one)))
        for (const reference of referencesIn(
          path,
          (await texts.read(path)) ?? '',
          renames,
          numbers?.exact,
          claimant,
        ))
          if (!edited.has(`${path}:${reference.place.line}`)) all.push(reference);
      return all;
    },
  };
}

/** Gives the entry its new number wherever the ledger's own files name it. */
export async function renameIn(
  { renames, others, own, inside }: EntryNames,
  kind: Kind,
  texts: LedgerTexts,
): Promise<readonly IdEdit[]> {
  const edits: IdEdit[] = [];
  for (const path of inside) {
    for (const rename of renames) {
      const stated = own.has(path) ? ownNumberEdits((await texts.read(path)) ?? '', kind, rename) : [];
      edits.push(...(await texts.edit(path, stated)));
      edits.push(...(await texts.edit(path, linkEdits((await texts.read(path)) ?? '', rename, others))));
    }
  }
  return edits;
}

function referencesIn(
  path: string,
  text: string,
  renames: readonly EntryRename[],
  number: RegExp | undefined,
  claimant: Claimant,
): readonly Reference[] {
  return text.split(/\r?\n/u).flatMap((line, at): readonly Reference[] => {
    const isNamed = renames.some(({ label }) => mentions(line, label).length > 0);
    if (!isNamed && !number?.test(line)) return [];
    return [
      {
        place: { path, line: at + 1, column: 1 },
        text: line,
        role: 'prose',
        slug: undefined,
        parties: [],
        meaning: isNamed ? claimant : undefined,
        because: isNamed ? 'it has its name' : 'it has the number alone',
      },
    ];
  });
}

/** How texts name an entry by its number. */
function patternOf({ calledBy }: Kind, claim: ItemClaim): NumberPattern | undefined {
  const word = claim.id.prefix === '' ? calledBy : claim.id.prefix;
  return word === undefined ? undefined : numberPattern(word, digitsOf(claim.written ?? claim.key));
}
