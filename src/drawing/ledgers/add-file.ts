import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { openRepository, rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { isNameless } from '../../core/identity/files/things.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import { digitsOf, plainDigits } from '../../core/ledger/files/next-number.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { fillTemplate } from '../../formats/entries/entry-template.ts';
import { freshPaths, slugLike } from '../../formats/entries/fresh-entry.ts';
import { labelOf } from '../../formats/entries/entry-label.ts';
import type { FreshValues } from '../../formats/kinds/kind.ts';
import { rewriteRecorded } from '../../writing/recorded-rewrite.ts';
import { lockWorkTree } from '../../writing/work-tree-lock.ts';
import type { Where } from '../../writing/workbench.ts';
import { refuseTitle } from '../draft-check.ts';
import { readLocalSettings, worktreeSettings } from '../../reading/settings.ts';
import { notShared, sharingOf } from '../shared/sharing.ts';
import type { SharedOption } from '../shared/sharing.ts';
import { chooseLedger } from './chosen-ledger.ts';
import { surveyFileNumbers } from './file-numbers.ts';
import type { FileNumbers } from './file-numbers.ts';

export interface AddedFiles {
  readonly ledger: string;
  /** As the ledger writes it. */
  readonly id: string;
  /** Relative to the root, with what each begins as. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The remote over which the number is drawn; undefined where it is for this clone alone. */
  readonly shared: string | undefined;
  readonly notices: readonly string[];
}

interface Terms {
  readonly title: string;
  /** Needless where there is only one. */
  readonly ledger: string | undefined;
  readonly prefix: string | undefined;
  /** See `DrawOptions`. */
  readonly shared?: SharedOption;
  readonly dryRun: boolean;
}

/**
 * Draws the next number of a ledger and makes the file of a new entry, or the pair, named as the entry before is. Nothing is overwritten. Throws `usage` for a
 * title that leaves no name, `refused`, `cannot-write`.
 */
export async function addFile(where: Where, terms: Terms): Promise<AddedFiles> {
  refuseTitle({ title: terms.title });
  const repository = await openRepository(where.cwd);
  const root = rootOf(repository);
  const settings = await worktreeSettings(repository, await readLocalSettings(repository, where.configPath));
  const ledger = chooseLedger(settings, terms.ledger);
  const sharing = await sharingOf(repository, settings, terms.shared);
  const { title, dryRun } = terms;
  const numbers = await surveyFileNumbers(repository, ledger, { take: !dryRun, title, sharing });
  const template = await readTemplate(root, ledger);
  const drafted = await draft(ledger, numbers, template, terms);
  const added = { ...drafted, shared: sharing?.chain.address.remote };
  const notices = notShared(settings, terms.shared, dryRun);
  if (dryRun) return { ...added, notices };
  const lock = await lockWorkTree(repository, where.breakLock);
  try {
    await write(repository, added.files);
    return { ...added, notices: [...lock.notices, ...notices] };
  } finally {
    lock.release();
  }
}

async function readTemplate(root: string, { template, terms }: FileLedger): Promise<string | undefined> {
  if (template === undefined) return undefined;
  const bytes = await readWorkFile(root, template);
  if (bytes) return Buffer.from(bytes).toString('utf8');
  throw new TidemarkError(
    'config',
    `${template}, the template of ${terms.name}, is not there.`,
    'Make it, or correct `template:` in .tidemark.yaml.',
  );
}

async function draft(
  { kind, terms: { name, paths } }: FileLedger,
  numbers: FileNumbers,
  template: string | undefined,
  { title, prefix }: Terms,
): Promise<Omit<AddedFiles, 'notices' | 'shared'>> {
  const folders = { kind, paths };
  const wanted = { prefix: prefix?.toUpperCase() };
  const { written } = numbers.before(wanted);
  const model = modelIn(numbers.entries, kind.fresh.extension, wanted.prefix);
  const named = (digits: string) => freshPaths({ folders, model: filesOf(model), digits, title });
  // A title that makes no name draws no number.
  if (!named(digitsOf(written))) throw noName(title);
  const digits = await numbers.draw(wanted);
  const id = written.replace(digitsOf(written), () => digits);
  const date = new Date().toISOString().slice(0, 10);
  const files = (named(digits) ?? []).map((path) => {
    const values = {
      id,
      number: plainDigits(digits),
      title,
      date,
      path,
      previous: previousOf(folders, numbers),
    };
    return { path, text: textOf(kind.fresh.text, template, values) };
  });
  return { ledger: name, id, files };
}

function textOf(
  fresh: (values: FreshValues) => string,
  template: string | undefined,
  values: FreshValues,
): string {
  return template === undefined
    ? fresh(values)
    : fillTemplate(template, { ...values, slug: slugLike(values.title, [values.path]) });
}

/** The highest entry that a new one is to be named after, one with a title if there is any. */
function modelIn(
  entries: readonly FileEntry[],
  extension: string | undefined,
  prefix: string | undefined,
): FileEntry | undefined {
  const isModel = ({ files, id, isCounted }: FileEntry): boolean =>
    isCounted &&
    (prefix === undefined || id.prefix === prefix) &&
    (extension === undefined || files.every(({ path }) => path.endsWith(extension)));
  const models = entries.filter(isModel).toSorted((one, other) => other.id.number - one.id.number);
  return models.find((entry) => !isNameless(entry)) ?? models[0];
}

function filesOf(entry: FileEntry | undefined): readonly string[] {
  return entry?.files.map(({ path }) => path) ?? [];
}

/** What the entries of the highest number are called. */
function previousOf(folders: Parameters<typeof labelOf>[0], { entries }: FileNumbers): readonly string[] {
  const highest = Math.max(...entries.map(({ id }) => id.number), 0);
  const last = entries.filter(({ id }) => id.number === highest);
  return last.flatMap(({ files: [{ path }] }) => labelOf(folders, path)?.label ?? []);
}

async function write(repository: Repository, files: AddedFiles['files']): Promise<void> {
  const steps = files.map(({ path, text }) => ({ kind: 'create' as const, path, after: Buffer.from(text) }));
  await rewriteRecorded(repository, steps, async () => undefined);
}

function noName(title: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `No name of a file can be made of ${JSON.stringify(title)}.`,
    'Give it a title with letters or digits in it.',
  );
}
