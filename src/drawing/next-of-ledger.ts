import { claimName, isClaimed } from '../adapters/disk/drawn-numbers.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { entryOf, nameOf, type FileEntry } from '../core/ledger/file-ledger.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { digitsOf, highestOf, numbersAfter } from '../core/ledger/next-number.ts';
import { enumerate } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';
import type { FileLedger } from '../formats/config/default-config.ts';
import { readerOf } from '../reading/ledgers/names.ts';
import { listFiles } from '../reading/listing.ts';
import { CONFIG_FILE, readLocalSettings, readSettings, TOML_FILES } from '../reading/settings.ts';
import { surveyLedgerFiles } from './survey/ledger-files.ts';

interface Where {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
}

interface LedgerDraw {
  /** Needless where there is only one. */
  readonly ledger: string | undefined;
  /** Any case; by default that of the highest entry. */
  readonly prefix: string | undefined;
  /** Draws the number: no worktree of this clone gets it again. */
  readonly take: boolean;
}

export interface NextNumber {
  readonly ledger: string;
  /** As the ledger writes it: `0042`, `task-13`, `6.1.0.5`. */
  readonly id: string;
}

/**
 * The number that comes next in a ledger of files, above those of all branches and worktrees of this clone. Throws `usage` where it is not clear
 * which ledger is meant, or where its numbers are no counter.
 */
export async function nextOfLedger({ cwd, configPath }: Where, draw: LedgerDraw): Promise<NextNumber> {
  const repository = await openRepository(cwd);
  rootOf(repository);
  const ledger = chooseLedger(await ledgersOf(repository, configPath), draw.ledger);
  const entries = await entriesEverywhere(repository, ledger);
  const { terms } = ledger;
  const start = startOf(ledger, entries, draw.prefix?.toUpperCase());
  const isFree = async (digits: string): Promise<boolean> => {
    const name = `${terms.name.replaceAll('/', '-')}/${start.id.prefix}-${digits}`;
    return draw.take ? claimName(repository.commonDir, name) : !(await isClaimed(repository.commonDir, name));
  };
  const following = numbersAfter([start]);
  for (;;) {
    const digits = following(start.id.prefix);
    if (digits === undefined) throw noCounter(terms.name);
    if (await isFree(digits))
      return { ledger: terms.name, id: start.written.replace(digitsOf(start.written), () => digits) };
  }
}

async function ledgersOf(
  repository: Repository,
  configPath: string | undefined,
): Promise<readonly FileLedger[]> {
  const local = await readLocalSettings(repository, configPath);
  const listing = await listFiles(repository, { kind: 'worktree', ignored: false }, [
    CONFIG_FILE,
    ...TOML_FILES,
  ]);
  return (await readSettings(repository, listing, 'candidate', local)).ledgers;
}

function chooseLedger(ledgers: readonly FileLedger[], name: string | undefined): FileLedger {
  const names = ledgers.map(({ terms }) => terms.name);
  const [first, another] = ledgers;
  if (!first)
    throw new TidemarkError(
      'usage',
      'The configuration names no ledgers.',
      'Name them in .tidemark.yaml under `ledgers:`.',
    );
  const chosen = name === undefined && !another ? first : ledgers.find(({ terms }) => terms.name === name);
  if (chosen) return chosen;
  const which =
    name === undefined ? 'There are several ledgers.' : `There is no ledger ${JSON.stringify(name)}.`;
  throw new TidemarkError('usage', which, `Name one of these with --ledger: ${enumerate(names)}.`);
}

async function entriesEverywhere(
  repository: Repository,
  { kind, terms }: FileLedger,
): Promise<readonly FileEntry[]> {
  const { here, elsewhere } = await surveyLedgerFiles(repository, terms.paths);
  const read = readerOf({ kind, paths: terms.paths });
  const named = [...new Set([...here, ...elsewhere])].flatMap((path) => {
    const { name } = read(path);
    return name ? [{ ...name, path, oid: undefined }] : [];
  });
  return [...groupBy(named, nameOf).values()].map(entryOf);
}

/** What the next number comes after: the highest entry, or where there is none what a first one would come after. */
function startOf(
  { kind, terms }: FileLedger,
  entries: readonly FileEntry[],
  prefix: string | undefined,
): FileEntry {
  if (entries.some(({ isCounted }) => !isCounted)) throw noCounter(terms.name);
  const highest = highestOf(entries, prefix);
  if (highest) return highest;
  const written =
    prefix === undefined ? kind.zero : kind.zero.replace(/^[a-z]+(?=-)/iu, prefix.toLowerCase());
  return {
    key: '0',
    id: { prefix: prefix ?? '', number: 0 },
    written,
    slug: '',
    isCounted: true,
    isArchived: false,
    files: [{ path: '', oid: undefined }],
  };
}

function noCounter(name: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `The numbers of ${name} are dates or seconds, and nothing comes next to those.`,
    'Take the time at which the file is made.',
  );
}
