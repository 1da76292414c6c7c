import { claimName, isClaimed } from '../adapters/disk/drawn-numbers.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { FileEntry } from '../core/ledger/file-ledger.ts';
import { digitsOf, highestOf, partsOf, writtenLike } from '../core/ledger/next-number.ts';
import { enumerate } from '../core/messages/wording.ts';
import { advance } from '../core/numbers/sequence.ts';
import type { SequenceNumber } from '../core/numbers/sequence.ts';
import { TidemarkError } from '../errors.ts';
import type { FileLedger } from '../formats/config/default-config.ts';
import { counterOf } from '../core/ledger/counters.ts';
import { readLocalSettings, worktreeSettings } from '../reading/settings.ts';
import { notShared, seenCounter, sharingOf } from './shared/sharing.ts';
import type { SharedOption, Sharing } from './shared/sharing.ts';
import { peekShared, takeShared } from './shared/take-shared.ts';
import { entriesEverywhere } from './survey/ledger-files.ts';

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
  /** Draws the number: no worktree of this clone gets it again, nor another machine where numbers are shared. */
  readonly take: boolean;
  /** See `DrawOptions`. */
  readonly shared?: SharedOption;
  /** What it is for; others are told where numbers are shared. */
  readonly title?: string | undefined;
}

export interface NextNumber {
  readonly ledger: string;
  /** As the ledger writes it: `0042`, `task-13`, `6.1.0.5`. */
  readonly id: string;
  /** The remote over which it is drawn; undefined where it is for this clone alone. */
  readonly shared: string | undefined;
  readonly notices: readonly string[];
}

/**
 * The number that comes next in a ledger of files, above those of all branches and worktrees of this clone. Throws `usage` where it is not clear
 * which ledger is meant, or where its numbers are no counter.
 */
export async function nextOfLedger({ cwd, configPath }: Where, draw: LedgerDraw): Promise<NextNumber> {
  const repository = await openRepository(cwd);
  rootOf(repository);
  const settings = await worktreeSettings(repository, await readLocalSettings(repository, configPath));
  const ledger = chooseLedger(settings.ledgers, draw.ledger);
  const { terms } = ledger;
  const start = startOf(ledger, await entriesEverywhere(repository, ledger), draw.prefix?.toUpperCase());
  const sharing = await sharingOf(repository, settings, draw.shared);
  const number = await numberAfter(repository, start, terms.name, draw, sharing);
  return {
    ledger: terms.name,
    id: writtenLike(start.written, number),
    shared: sharing?.chain.address.remote,
    notices: notShared(settings, draw.shared, !draw.take),
  };
}

async function numberAfter(
  repository: Repository,
  { id: { prefix }, written }: FileEntry,
  ledger: string,
  { take, title = '' }: LedgerDraw,
  sharing: Sharing | undefined,
): Promise<SequenceNumber> {
  const { commonDir } = repository;
  const own = partsOf(written);
  if (!own) throw noCounter(ledger);
  const nameOf = (number: SequenceNumber): string =>
    `${ledger.replaceAll('/', '-')}/${prefix}-${digitsOf(writtenLike(written, number))}`;
  const counter = counterOf(ledger, prefix);
  const seen = await seenCounter(repository, counter, own);
  const claim = async (number: SequenceNumber): Promise<SequenceNumber | undefined> =>
    (await claimName(commonDir, nameOf(number))) ? number : undefined;
  const isFree = async (number: SequenceNumber): Promise<boolean> =>
    !(await isClaimed(commonDir, nameOf(number)));
  if (sharing) {
    const shared = { ...sharing, counter, claim, isFree };
    return take ? takeShared(shared, { above: own, title }) : peekShared(shared, own, seen);
  }
  const isMine = async (number: SequenceNumber): Promise<boolean> =>
    take ? (await claim(number)) !== undefined : isFree(number);
  let number = advance(seen, 1);
  while (!(await isMine(number))) number = advance(number, 1);
  return number;
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
