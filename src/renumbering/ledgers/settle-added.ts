import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { listUnmerged } from '../../adapters/git/conflict/stages.ts';
import type { Operation } from '../../adapters/git/conflict/operation.ts';
import { rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { ALIKE, boilerplateOf, similarity, sketchOf } from '../../core/identity/files/similarity.ts';
import { nameOf, type FileName } from '../../core/ledger/files/file-ledger.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import { decideSides } from '../../core/renumbering/files/side-succession.ts';
import type { Renumbering } from '../../core/renumbering/renumber-plan.ts';
import { renamed } from '../../core/rules/files/wording.ts';
import { applyEdits } from '../../formats/backlog/edit/edit.ts';
import { linkEdits, ownNumberEdits } from '../../formats/entries/entry-edits.ts';
import { labelOf } from '../../formats/entries/entry-label.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readSketches } from '../../reading/ledgers/contents.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { listFiles } from '../../reading/listing.ts';
import type { FileChange } from '../renumber-files.ts';
import type { Repair } from '../repair.ts';
import { sidesOf } from './added-sides.ts';
import type { NumbersOf } from './ledger-steps.ts';

/** A file that both sides added, each with another text. */
interface AddedFile {
  readonly path: string;
  readonly name: FileName;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
  /** With git's markers, mostly. */
  readonly disk: Uint8Array;
}

type Settled = Pick<Repair, 'plans' | 'rewriting'> & { readonly paths: readonly string[] };

/**
 * Tells two entries of one name apart that two sides added: one keeps the number, by the rules that hold for any other, and the other one gets the next. Texts of
 * which half is the same are one thing, and left to people. Writes no file.
 */
export async function settleAdded(
  repository: Repository,
  ledgers: readonly FileLedger[],
  operation: Operation,
  numbersOf: NumbersOf,
): Promise<Settled> {
  const settled: Settled[] = [];
  for (const ledger of ledgers) {
    for (const files of await entriesOf(repository, ledger)) {
      if (!(await isOneThing(repository, ledger, files)))
        settled.push(await settle(repository, ledger, files, operation, numbersOf));
    }
  }
  return {
    plans: settled.flatMap(({ plans }) => plans),
    paths: settled.flatMap(({ paths }) => paths),
    rewriting: {
      steps: settled.flatMap(({ rewriting }) => rewriting.steps),
      changes: settled.flatMap(({ rewriting }) => rewriting.changes),
    },
  };
}

type AddedEntry = readonly [AddedFile, ...AddedFile[]];

async function entriesOf(
  repository: Repository,
  { kind, terms }: FileLedger,
): Promise<readonly AddedEntry[]> {
  const read = readerOf({ kind, paths: terms.paths });
  const files: AddedFile[] = [];
  for (const [path, { base, ours, theirs }] of await listUnmerged(repository.directory)) {
    const { name } = read(path);
    if (!name || base || !ours || !theirs) continue;
    const [own, other] = await Promise.all([ours, theirs].map(async ({ oid }) => repository.read(oid)));
    const disk = await readWorkFile(rootOf(repository), path);
    if (own && other && disk) files.push({ path, name, ours: own.content, theirs: other.content, disk });
  }
  return [...groupBy(files, ({ name }) => nameOf(name)).values()];
}

/** What most texts of the ledger have alike tells nothing. */
async function isOneThing(
  repository: Repository,
  { terms }: FileLedger,
  files: AddedEntry,
): Promise<boolean> {
  const head = await listFiles(repository, { kind: 'commit', revision: 'HEAD' }, terms.paths);
  const oids = [...head.values()]
    .flat()
    .flatMap(({ kind, oid }) => (kind === 'file' && oid !== undefined ? [oid] : []));
  const others = await readSketches(repository, oids.slice(-MANY));
  const boilerplate = boilerplateOf([...others.values()]);
  const [ours, theirs] = (['ours', 'theirs'] as const).map((side) =>
    sketchOf(Buffer.concat(files.map((file) => file[side]))),
  );
  return ours !== undefined && theirs !== undefined && similarity(ours, theirs, boilerplate) >= ALIKE;
}

/** A template shows in fewer than these. */
const MANY = 100;

async function settle(
  repository: Repository,
  ledger: FileLedger,
  files: AddedEntry,
  operation: Operation,
  numbersOf: NumbersOf,
): Promise<Settled> {
  const [{ name, path }] = files;
  const { keeper, plan } = decideSides({
    ledger: ledger.terms.name,
    name,
    path,
    ...(await sidesOf(repository, path, operation)),
  });
  const numbers = await numbersOf(ledger);
  const next = await numbers.draw({ prefix: name.id.prefix, like: name.key });
  const changes = files.flatMap((file) => changesOf(ledger, file, keeper, next));
  const moves = files.map(({ path: from, name: own }) => ({ from, to: pathWith(from, own.written, next) }));
  return {
    plans: [
      planOf(
        plan,
        name.written.replace(digitsOf(name.written), () => next),
        moves,
      ),
    ],
    paths: changes.map(({ to }) => to),
    rewriting: {
      steps: changes.map(({ to, before, after, isNew }) =>
        isNew === true
          ? { kind: 'create' as const, path: to, after }
          : { kind: 'write' as const, path: to, before, after },
      ),
      changes,
    },
  };
}

function changesOf(
  { kind, terms }: FileLedger,
  { path, name, ours, theirs, disk }: AddedFile,
  keeper: 'ours' | 'theirs',
  next: string,
): readonly FileChange[] {
  const [kept, other] = keeper === 'ours' ? [ours, theirs] : [theirs, ours];
  const to = pathWith(path, name.written, next);
  const label = labelOf({ kind, paths: terms.paths }, path)?.label ?? path;
  const rename = { label, digits: digitsOf(name.written), next };
  const text = Buffer.from(other).toString('latin1');
  const numbered = applyEdits(text, ownNumberEdits(text, kind, rename));
  const after = Buffer.from(applyEdits(numbered, linkEdits(numbered, rename, [])), 'latin1');
  return [
    { from: path, to: path, before: disk, after: kept },
    { from: to, to, before: new Uint8Array(), after, isNew: true },
  ];
}

function planOf(
  plan: Renumbering,
  name: string,
  files: readonly { readonly from: string; readonly to: string }[],
): Renumbering {
  return {
    ...plan,
    parts: plan.parts.map((part) => ({ ...part, to: part.claimant.items[0]?.claim.id, name, files })),
  };
}

function pathWith(path: string, written: string, next: string): string {
  const { from, to } = renamed(path, written, next);
  return to + path.slice(from.length);
}
