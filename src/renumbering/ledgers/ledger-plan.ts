import { readCommitInfos } from '../../adapters/git/history/commit-infos.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ItemClaim } from '../../core/ids/claim.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import type { LedgerFile } from '../../core/ledger/files/file-ledger.ts';
import type { Claimant } from '../../core/renumbering/claimants.ts';
import { commitsBehind, succeedFile } from '../../core/renumbering/files/file-succession.ts';
import type { FileSuccession } from '../../core/renumbering/files/file-succession.ts';
import type { Reference } from '../../core/renumbering/attribution.ts';
import type { Renumbering, RenumberPart } from '../../core/renumbering/renumber-plan.ts';
import type { FileNumbers } from '../../drawing/ledgers/file-numbers.ts';
import { TidemarkError } from '../../errors.ts';
import { labelOf } from '../../formats/entries/entry-label.ts';
import { NOTHING_REBUILT, rebuild } from './editing/predecessors.ts';
import { refusePublished } from '../planning/refuse-published.ts';
import type { Follower } from '../../core/renumbering/files/followers.ts';
import { fileName } from '../../core/rules/files/wording.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { LedgerCase } from './ledger-cases.ts';
import { movesOf, obstacleTo } from './editing/ledger-moves.ts';
import { findNames, renameIn } from './editing/ledger-names.ts';
import type { LedgerTexts } from './editing/ledger-texts.ts';

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

/** Who keeps a number and who leaves it; undefined where not more than one thing has it. Throws `usage` and `refused`. */
export async function succeed(
  repository: Repository,
  { ledger, key, facts, isOld }: LedgerCase,
  { keep, against }: Pick<LedgerTerms, 'keep' | 'against'>,
): Promise<FileSuccession | undefined> {
  const infos = await readCommitInfos(repository.directory, commitsBehind(facts, key));
  const { order, name } = ledger.terms;
  const succession = succeedFile(facts, key, {
    wanted: keep,
    dates: new Map([...infos].map(([commit, { date }]) => [commit, date])),
    isFirm: order !== 'off',
    isOld,
  });
  if (!succession && keep !== undefined) throw keepsNothing(keep, name);
  if (!succession) return undefined;
  const { ownership, originals } = succession;
  const id = writtenIn(ownership.claimants) ?? key;
  await refusePublished(repository, facts, { name: id }, succession, {
    keep,
    against,
    ledger: name,
    originals,
  });
  return succession;
}

/** Plans new numbers for whatever leaves one, and edits the texts that name it. Writes no file. */
export async function planLedgerCase(
  repository: Repository,
  { ledger, key, scene }: LedgerCase,
  { ownership, keeper, yielding }: FileSuccession,
  terms: LedgerTerms,
): Promise<Renumbering> {
  const { claimants } = ownership;
  const parts: RenumberPart[] = [];
  const references: Reference[] = [];
  for (const leaving of yielding) {
    const claim = presentIn(leaving.claimant);
    const files = claim ? scene.setting.filesOf(claim) : [];
    const others = claimants.filter((other) => other !== leaving.claimant);
    const found = await planPart(repository, ledger, { ...leaving, key, claim, files, others }, terms);
    parts.push(found.part);
    references.push(...found.references);
  }
  const name = writtenIn(claimants) ?? key;
  return { key, name, ledger: ledger.terms.name, keeper, isBack: false, parts, references };
}

/** Plans the next number for an entry that comes after another one, which leaves its own. Writes no file. */
export async function planFollower(
  repository: Repository,
  ledger: FileLedger,
  { claim, files }: Follower,
  after: string,
  terms: LedgerTerms,
): Promise<Renumbering> {
  const { key, written: name = key } = claim;
  const item = { claim, present: true, parties: [] };
  const claimant = { name: fileName(claim.place.path), items: [item], headings: [], directories: [] };
  const because = `it comes after ${after}`;
  const leaving = { claimant, because, stays: undefined, key, claim, files, others: [] };
  const { part, references } = await planPart(repository, ledger, leaving, terms);
  return {
    key,
    name,
    ledger: ledger.terms.name,
    keeper: undefined,
    isBack: false,
    parts: [part],
    references,
  };
}

interface Part {
  readonly part: RenumberPart;
  readonly references: readonly Reference[];
}

/** What leaves a number. */
interface Leaving extends Pick<FileSuccession['yielding'][number], 'claimant' | 'because' | 'stays'> {
  readonly key: string;
  readonly claim: ItemClaim | undefined;
  readonly files: readonly LedgerFile[];
  /** What else has the number. */
  readonly others: readonly Claimant[];
}

async function planPart(
  repository: Repository,
  ledger: FileLedger,
  { claimant, because, stays, key, claim, files, others }: Leaving,
  terms: LedgerTerms,
): Promise<Part> {
  const folders = { kind: ledger.kind, paths: ledger.terms.paths };
  const paths = files.map(({ path }) => path).filter((path) => terms.files.has(path));
  const obstacle = stays ?? (claim && (await obstacleTo(folders, paths, terms)));
  if (!claim || obstacle !== undefined || paths.length === 0)
    return { part: staying(claimant, because, obstacle ?? NOT_HERE), references: [] };
  const next = await terms.numbers.draw({ prefix: claim.id.prefix, like: key });
  const moves = movesOf(folders, paths, next, terms.files);
  const seen = others.flatMap(({ items }) => items);
  const labels = seen.flatMap((other) => labelOf(folders, other.claim.place.path)?.label ?? []);
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

const NOT_HERE = 'it is not in this work tree: renumber it where it is';

function staying(claimant: Claimant, because: string, stays: string): RenumberPart {
  return { claimant, because, to: undefined, name: undefined, stays, edits: [], moves: [], files: [] };
}

function presentIn({ items }: Claimant): ItemClaim | undefined {
  return items.find(({ present }) => present)?.claim;
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
