import { readCommitInfos } from '../../adapters/git/history/commit-infos.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ItemClaim } from '../../core/ids/claim.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import type { LedgerFile } from '../../core/ledger/files/file-ledger.ts';
import type { Claimant } from '../../core/renumbering/claimants.ts';
import { commitsBehind, succeedFile } from '../../core/renumbering/files/file-succession.ts';
import type { FileSuccession } from '../../core/renumbering/files/file-succession.ts';
import type { Reference } from '../../core/renumbering/attribution.ts';
import type { IdEdit, Renumbering, RenumberPart } from '../../core/renumbering/renumber-plan.ts';
import type { FileNumbers } from '../../drawing/ledgers/file-numbers.ts';
import { TidemarkError } from '../../errors.ts';
import { labelOf } from '../../formats/entries/entry-label.ts';
import { moduleOf, rebuiltOn } from '../../formats/kinds/django.ts';
import { refusePublished } from '../planning/refuse-published.ts';
import type { LedgerCase } from './ledger-cases.ts';
import { movesOf, obstacleTo } from './ledger-moves.ts';
import { findNames, renameIn } from './ledger-names.ts';
import type { LedgerTexts } from './ledger-texts.ts';

export interface LedgerTerms {
  /** The path of the entry that stays, or the name of its file. */
  readonly keep: string | undefined;
  /** The branch that one renumbers against. */
  readonly against?: string | undefined;
  readonly numbers: FileNumbers;
  readonly texts: LedgerTexts;
  /** Every file below the ledger's folders, whatever git thinks of it. */
  readonly files: ReadonlySet<string>;
  /** Those of them that are in conflict. */
  readonly unmerged: ReadonlySet<string>;
}

/** Plans new numbers for whatever leaves one, and edits the texts that name it. Writes no file. Throws `usage`. */
export async function planLedgerCase(
  repository: Repository,
  one: LedgerCase,
  terms: LedgerTerms,
): Promise<Renumbering | undefined> {
  const { ledger, key, facts } = one;
  const infos = await readCommitInfos(repository.directory, commitsBehind(facts, key));
  const { order, name } = ledger.terms;
  const succession = succeedFile(facts, key, {
    wanted: terms.keep,
    dates: new Map([...infos].map(([commit, { date }]) => [commit, date])),
    isFirm: order !== 'off',
    isOld: one.isOld,
  });
  if (!succession && terms.keep !== undefined) throw keepsNothing(terms.keep, name);
  if (!succession) return undefined;
  const { ownership, keeper, yielding } = succession;
  const id = writtenIn(ownership.claimants) ?? key;
  await refusePublished(repository, facts, { name: id }, succession, {
    ...terms,
    ledger: name,
    originals: succession.originals,
  });
  const parts: RenumberPart[] = [];
  const references: Reference[] = [];
  for (const leaving of yielding) {
    const { part, references: found } = await planPart(repository, one, succession, leaving, terms);
    parts.push(part);
    references.push(...found);
  }
  return {
    key,
    name: id,
    ledger: name,
    keeper,
    isBack: false,
    parts,
    references,
  };
}

interface Part {
  readonly part: RenumberPart;
  readonly references: readonly Reference[];
}

async function planPart(
  repository: Repository,
  one: LedgerCase,
  { ownership }: FileSuccession,
  { claimant, because, stays }: FileSuccession['yielding'][number],
  terms: LedgerTerms,
): Promise<Part> {
  const { ledger, key, scene } = one;
  const folders = { kind: ledger.kind, paths: ledger.terms.paths };
  const claim = presentIn(claimant);
  const paths = filesOf(scene.setting.filesOf, claim).filter((path) => terms.files.has(path));
  const obstacle = stays ?? (claim && (await obstacleTo(folders, paths, terms)));
  if (!claim || obstacle !== undefined || paths.length === 0)
    return { part: staying(claimant, because, obstacle ?? NOT_HERE), references: [] };
  const next = await terms.numbers.draw({ prefix: claim.id.prefix, like: key });
  const moves = movesOf(folders, paths, next, terms.files);
  const others = ownership.claimants.filter((other) => other !== claimant).flatMap(({ items }) => items);
  const labels = others.flatMap((seen) => labelOf(folders, seen.claim.place.path)?.label ?? []);
  const names = await findNames(repository, folders, { key, claim, paths, next, others: labels });
  const rebuilt =
    ledger.kind.name === 'django' ? await rebuild(claimant, paths, labels, terms) : NOTHING_REBUILT;
  const edits = [...rebuilt.edits, ...(await renameIn(names, ledger.kind, terms.texts))];
  const written = claim.written ?? key;
  return {
    part: {
      claimant,
      because,
      to: { prefix: claim.id.prefix, number: Number.parseInt(next, 10) },
      name: written.replace(digitsOf(written), () => next),
      edits,
      ...moves,
    },
    references: [...rebuilt.references, ...(await names.elsewhere(claimant, edits, terms.texts))],
  };
}

const NOTHING_REBUILT = { edits: [], references: [] };

/** Lets a migration depend on what it now comes behind; where that is not here, tells the line. */
async function rebuild(
  claimant: Claimant,
  [path = '']: readonly string[],
  [kept = '']: readonly string[],
  { files, texts }: LedgerTerms,
): Promise<{ readonly edits: readonly IdEdit[]; readonly references: readonly Reference[] }> {
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

const NOT_HERE = 'it is not in this work tree: renumber it where it is';

function staying(claimant: Claimant, because: string, stays: string): RenumberPart {
  return { claimant, because, to: undefined, name: undefined, stays, edits: [], moves: [], files: [] };
}

function presentIn({ items }: Claimant): ItemClaim | undefined {
  return items.find(({ present }) => present)?.claim;
}

function filesOf(
  filesOf: (claim: ItemClaim) => readonly LedgerFile[],
  claim: ItemClaim | undefined,
): readonly string[] {
  return claim ? filesOf(claim).map(({ path }) => path) : [];
}

function writtenIn(claimants: readonly Claimant[]): string | undefined {
  return claimants.map((claimant) => presentIn(claimant)?.written).find((written) => written !== undefined);
}

function keepsNothing(keep: string, name: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `${keep} is none of the files of ${name} that share a number.`,
    'Name the file that stays, with its path or without.',
  );
}
