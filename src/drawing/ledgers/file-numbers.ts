import { claimName, isClaimed } from '../../adapters/disk/drawn-numbers.ts';
import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import {
  digitsOf,
  highestOf,
  partsOf,
  plainDigits,
  writtenLike,
} from '../../core/ledger/files/next-number.ts';
import { counterOf } from '../../core/ledger/counters.ts';
import { advance } from '../../core/numbers/sequence.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { wereEverUsed } from '../../reading/ledgers/ever-used.ts';
import { seenCounter } from '../shared/sharing.ts';
import type { Sharing } from '../shared/sharing.ts';
import { peekShared, takeShared } from '../shared/take-shared.ts';
import { entriesEverywhere } from '../survey/ledger-files.ts';

/** Where the numbers of a ledger of files come from, for one command. */
export interface FileNumbers {
  /** Everything that anybody of this clone has in the ledger. */
  readonly entries: readonly FileEntry[];
  /** The entry that the next number comes after; where there is none, one that is none. */
  readonly before: (terms: NumberTerms) => FileEntry;
  /** A number that nobody has and that nothing had before, as digits; another one each time. Throws `usage` where none can be told. */
  readonly draw: (terms: NumberTerms) => Promise<string>;
  /** Keeps those that were given and not taken yet from everybody else. Throws `changed-meanwhile` where somebody was faster. */
  readonly claim: () => Promise<void>;
}

interface NumberTerms {
  /** Upper-case; undefined for that of the highest entry. */
  readonly prefix?: string | undefined;
  /** The key of a number that it is to be like: a part of the same other one, where the kind has such. */
  readonly like?: string | undefined;
}

/** How numbers are drawn. */
interface HowToDraw {
  /** No worktree of this clone gets one again. */
  readonly take: boolean;
  /** What they are for. */
  readonly title?: string | undefined;
  /** The chain to draw from, where machines share numbers. */
  readonly sharing?: Sharing | undefined;
}

/** Surveys the clone. */
export async function surveyFileNumbers(
  repository: Repository,
  ledger: FileLedger,
  how: HowToDraw,
): Promise<FileNumbers> {
  const { name } = ledger.terms;
  const entries = await entriesEverywhere(repository, ledger);
  const given = new Set<string>();
  const before = (wanted: NumberTerms): FileEntry => startOf(ledger, entries, wanted);
  const draw = async (wanted: NumberTerms): Promise<string> => {
    const start = before(wanted);
    return digitsOf(
      writtenLike(start.written, await numberAfter({ repository, ledger, given, ...how }, start)),
    );
  };
  const claim = async (): Promise<void> => {
    for (const one of given) if (!(await claimName(repository.commonDir, one))) throw tooLate(name);
    given.clear();
  };
  return { entries, before, draw, claim: how.take ? async () => undefined : claim };
}

interface Drawing extends HowToDraw {
  readonly repository: Repository;
  readonly ledger: FileLedger;
  /** The names of what was given out already, and perhaps not taken yet. */
  readonly given: Set<string>;
}

async function numberAfter(
  { repository, ledger, given, take, title = '', sharing }: Drawing,
  { id: { prefix }, written }: FileEntry,
): Promise<SequenceNumber> {
  const { commonDir } = repository;
  const { name } = ledger.terms;
  const own = partsOf(written);
  if (!own) throw noCounter(name);
  const digitsIn = (number: SequenceNumber): string => digitsOf(writtenLike(written, number));
  const nameOf = (number: SequenceNumber): string =>
    `${name.replaceAll('/', '-')}/${prefix}-${digitsIn(number)}`;
  const isNew = async (number: SequenceNumber): Promise<boolean> =>
    !given.has(nameOf(number)) && !(await wasUsed(repository, ledger, { prefix, digits: digitsIn(number) }));
  const isFree = async (number: SequenceNumber): Promise<boolean> =>
    !isClaimed(commonDir, nameOf(number)) && isNew(number);
  const claim = async (number: SequenceNumber): Promise<SequenceNumber | undefined> =>
    (await isFree(number)) && (await claimName(commonDir, nameOf(number))) ? number : undefined;
  const counter = counterOf(name, prefix);
  // Parts of a number are counted by what they are parts of, and nobody shares that.
  const isPart = ledger.kind.isNested === true && own.length > 1;
  const seen = isPart ? own : await seenCounter(repository, counter, own);
  if (sharing && !isPart) {
    const shared = { ...sharing, counter, claim, isFree };
    return take ? takeShared(shared, { above: own, title }) : peekShared(shared, own, seen);
  }
  const isMine = async (number: SequenceNumber): Promise<boolean> =>
    take ? (await claim(number)) !== undefined : isFree(number);
  let number = advance(seen, 1);
  while (!(await isMine(number))) number = advance(number, 1);
  given.add(nameOf(number));
  return number;
}

/** Whether a number stood for something that is gone: whoever gives it out again is told that by the check. */
async function wasUsed(
  repository: Repository,
  ledger: FileLedger,
  { prefix, digits }: Readonly<Record<'prefix' | 'digits', string>>,
): Promise<boolean> {
  const head = ledger.terms.reuse === 'off' ? undefined : await findCommit(repository, 'HEAD');
  if (!head) return false;
  const number = plainDigits(digits);
  const key = prefix === '' ? number : `${prefix}-${number}`;
  return wereEverUsed(repository, head.oid, ledger, new Set([key]));
}

/** What the next number comes after: the highest entry, or where there is none what a first one would come after. */
function startOf(
  { kind, terms }: FileLedger,
  entries: readonly FileEntry[],
  { prefix, like }: NumberTerms,
): FileEntry {
  if (entries.some(({ isCounted }) => !isCounted)) throw noCounter(terms.name);
  const parent = kind.isNested === true && like !== undefined ? parentOf(like) : undefined;
  const siblings = kind.isNested === true ? entries.filter(({ key }) => parentOf(key) === parent) : entries;
  const highest = highestOf(siblings, prefix);
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

/** `TASK-12.1` is of `TASK-12`. */
function parentOf(key: string): string | undefined {
  const at = key.lastIndexOf('.');
  return at === -1 ? undefined : key.slice(0, at);
}

function tooLate(name: string): TidemarkError {
  return new TidemarkError(
    'changed-meanwhile',
    `Another process drew a number of ${name} at this moment.`,
    'Run the command again.',
  );
}

function noCounter(name: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `The numbers of ${name} are dates or seconds, and nothing comes next to those.`,
    'Take the time at which the file is made.',
  );
}
