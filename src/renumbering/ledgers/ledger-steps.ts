import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import { nameOf } from '../../core/ledger/files/file-ledger.ts';
import type { FileSuccession } from '../../core/renumbering/files/file-succession.ts';
import { commitsOfKeeper, followersOf } from '../../core/renumbering/files/followers.ts';
import type { Follower } from '../../core/renumbering/files/followers.ts';
import type { Renumbering, RenumberPart } from '../../core/renumbering/renumber-plan.ts';
import type { FileNumbers } from '../../drawing/ledgers/file-numbers.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { entriesOf, readerOf } from '../../reading/ledgers/names.ts';
import { listFiles } from '../../reading/listing.ts';
import type { LedgerCase, LedgerCases } from './ledger-cases.ts';
import { planFollower, planLedgerCase, succeed } from './ledger-plan.ts';
import type { LedgerTerms } from './ledger-plan.ts';
import type { LedgerTexts } from './editing/ledger-texts.ts';

export interface LedgersTerms {
  /** The path of the entry that stays, or the name of its file. */
  readonly keep?: string | undefined;
  /** The branch that one renumbers against. */
  readonly against?: string | undefined;
  readonly numbersOf: NumbersOf;
  /** Files in conflict: they cannot move before people have settled that. */
  readonly unmerged?: ReadonlySet<string> | undefined;
}

/** Where the numbers of a ledger come from, for one command. */
export type NumbersOf = (ledger: FileLedger) => Promise<FileNumbers>;

/** Plans a new number for whatever leaves one, and for what comes after that where the order counts. Writes no file. Throws `usage` and `refused`. */
export async function planLedger(
  repository: Repository,
  ledger: FileLedger,
  { cases }: LedgerCases,
  texts: LedgerTexts,
  { keep, against, numbersOf, unmerged = new Set() }: LedgersTerms,
): Promise<readonly Planned[]> {
  if (cases.length === 0) return [];
  const { paths } = ledger.terms;
  const listing = await listFiles(repository, { kind: 'worktree', ignored: true }, paths);
  const files = new Set([...listing.values()].flat().map(({ path }) => path));
  const numbers = await numbersOf(ledger);
  const terms = { keep, against, numbers, texts, files, unmerged };
  const decided = [];
  for (const one of cases) {
    const succession = await succeed(repository, one, terms);
    if (succession) decided.push({ ...one, succession });
  }
  const isOrdered = ledger.terms.order !== 'off';
  const followers = isOrdered ? await readFollowers(repository, ledger, decided, files) : [];
  return planInOrder(repository, ledger, [...decided, ...followers], terms);
}

interface Planned {
  readonly plan: Renumbering;
  readonly findings: readonly Finding[];
}

interface Decided extends LedgerCase {
  readonly succession: FileSuccession;
}

/** Numbers are given in the order of those that are left, so that what came first still does. */
async function planInOrder(
  repository: Repository,
  ledger: FileLedger,
  steps: readonly (Decided | Follower)[],
  terms: LedgerTerms,
): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  let last: RenumberPart | undefined;
  for (const step of steps.toSorted((one, other) => byNumber(keyOf(one), keyOf(other)))) {
    if ('succession' in step) {
      const plan = await planLedgerCase(repository, step, step.succession, terms);
      planned.push({ plan, findings: step.findings });
    } else if (last && isPassed(step, last)) {
      const plan = await planFollower(repository, ledger, step, last.claimant.name, terms);
      planned.push({ plan, findings: [] });
    }
    last = planned.at(-1)?.plan.parts.findLast(({ to }) => to) ?? last;
  }
  return planned;
}

/** Whether what came before an entry comes after it now. */
function isPassed({ claim: { key, id } }: Follower, { to, name = '' }: RenumberPart): boolean {
  return to?.prefix === id.prefix && byNumber(digitsOf(key), digitsOf(name)) < 0;
}

function keyOf(step: Decided | Follower): string {
  return 'succession' in step ? step.key : step.claim.key;
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** What came with those that leave a number, and after them. */
async function readFollowers(
  repository: Repository,
  ledger: FileLedger,
  decided: readonly Decided[],
  files: ReadonlySet<string>,
): Promise<readonly Follower[]> {
  const { kind, terms } = ledger;
  const read = readerOf({ kind, paths: terms.paths });
  const entries = entriesOf(new Map([...files].map((path) => [path, ''])), read);
  const found = new Map<string, Follower>();
  for (const { facts, succession } of decided) {
    const commits = commitsOfKeeper(facts, succession);
    const [leaving] = succession.yielding.flatMap(({ claimant }) => claimant.items);
    if (commits.length === 0 || !leaving) continue;
    const lists = commits.map(async (revision) =>
      listFiles(repository, { kind: 'commit', revision }, terms.paths),
    );
    const paths = (await Promise.all(lists)).flatMap((list) => [...list.values()].flat());
    const there = entriesOf(new Map(paths.map(({ path }) => [path, ''])), read);
    const elsewhere = new Set(there.map(nameOf));
    for (const one of followersOf(entries, leaving.claim, elsewhere)) found.set(one.claim.key, one);
  }
  return [...found.values()];
}
