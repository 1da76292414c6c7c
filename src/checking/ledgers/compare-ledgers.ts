import type { Repository } from '../../adapters/git/repository.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import { policyOf, type Policy } from '../../core/findings/policy.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import { commitAt } from '../../core/identity/files/file-history.ts';
import type { FileCommit, FileHistory } from '../../core/identity/files/file-history.ts';
import { censusOf, highestIn, linesOf } from '../../core/ledger/files/name-census.ts';
import { doubtfulOids, identify } from '../../core/identity/files/identify.ts';
import type { FileComparison } from '../../core/rules/files/file-comparison.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readPath } from '../../formats/kinds/read-name.ts';
import { expectContents, readSketches } from '../../reading/ledgers/contents.ts';
import { formerPlacesOf } from '../../reading/ledgers/former-places.ts';
import type { FormerLedgers } from '../../reading/ledgers/former-places.ts';
import { historyOf, pastOf } from '../../reading/ledgers/history-of-ledger.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';
import { extrasOf, newTexts } from './candidate-files.ts';
import { CANDIDATE, readCommits, withCandidate } from './commits.ts';
import { filesAt, hasQuestion, readLists } from './file-lists.ts';
import { narrowed } from './narrow.ts';
import type { Named } from './narrow.ts';
import { positionsIn } from './positions.ts';
import type { FileLists, FilesAt } from './file-lists.ts';

/** A ledger of a comparison, as the core looks at it. */
export interface ComparedLedger {
  readonly ledger: FileLedger;
  readonly read: ReadName;
  readonly compared: FileComparison;
  readonly summary: LedgerSummary;
}

export interface LedgersCompared {
  readonly ledgers: readonly ComparedLedger[];
  readonly lists: FileLists;
  readonly unchecked: readonly string[];
}

/**
 * Reads the ledgers of files of a comparison. Where nothing came and no merge is checked git is asked for names alone, and for history only where
 * a name leaves a question. Throws what reading throws, but for a history that is cut off: `unchecked` says so.
 */
export async function compareLedgers(
  repository: Repository,
  comparison: Comparison,
  ledgers: readonly FileLedger[],
  { policy, strict }: { readonly policy: Policy; readonly strict: boolean },
): Promise<LedgersCompared> {
  const wide = ledgers.map((ledger) => withPathsOfBases(ledger, comparison));
  const lists = await readLists(
    repository,
    comparison,
    wide.flatMap(({ terms }) => terms.paths),
  );
  const asked = await Promise.all(wide.map(async (ledger) => narrow(repository, comparison, ledger, lists)));
  const open = asked.filter(({ narrow }) => !narrow).map(({ ledger }) => ledger);
  const { commits, former, forgotten, unchecked } =
    open.length > 0 ? await readCommits(repository, comparison, open, filesAt(lists)) : NOTHING;
  const compared: ComparedLedger[] = [];
  for (const one of asked)
    compared.push(
      await compareOne(repository, comparison, one, { commits, former, forgotten, lists, policy, strict }),
    );
  return { ledgers: compared, lists, unchecked };
}

const NOTHING = { commits: [], former: new Map(), forgotten: new Set<string>(), unchecked: [] };

/** A ledger, and the few of its files that matter, where that is all that has to be known. */
interface Asked extends Named {
  readonly narrow: FilesAt | undefined;
}

async function narrow(
  repository: Repository,
  comparison: Comparison,
  ledger: FileLedger,
  lists: FileLists,
): Promise<Asked> {
  const folders = { kind: ledger.kind, paths: ledger.terms.paths };
  const read = readerOf(folders);
  const isNew = new Set(lists.come);
  // Nearly all of them are read this once.
  const census = censusOf(
    lists.candidate.entries,
    ({ path }) => readPath(folders, path),
    (entry) => isNew.has(entry),
  );
  const named = { ledger, read, census };
  const [few] = await Promise.all([
    narrowed(repository, comparison, named, lists),
    // What is new is read in the end: git is asked for it at the same time as for the past.
    expectContents(repository, newTexts(named, lists).keys()),
  ]);
  const isNarrow = few !== undefined || !hasQuestion(read, comparison, lists);
  return { ...named, narrow: isNarrow ? (few ?? filesAt(lists)) : undefined };
}

/** A base may have had the ledger in another folder. */
function withPathsOfBases(ledger: FileLedger, { bases, sides, target }: Comparison): FileLedger {
  const others = [...bases, ...sides, ...(target ? [target.base] : [])].flatMap(({ snapshot }) =>
    (snapshot.ledgers ?? []).filter(({ name }) => name === ledger.terms.name),
  );
  const paths = [...new Set([ledger.terms, ...others].flatMap((terms) => terms.paths))];
  return paths.length === ledger.terms.paths.length
    ? ledger
    : { ...ledger, terms: { ...ledger.terms, paths } };
}

interface Terms {
  readonly commits: readonly FileCommit[];
  readonly former: FormerLedgers;
  readonly forgotten: ReadonlySet<string>;
  readonly lists: FileLists;
  readonly policy: Policy;
  readonly strict: boolean;
}

async function compareOne(
  repository: Repository,
  comparison: Comparison,
  asked: Asked,
  { commits, former, forgotten, lists, policy, strict }: Terms,
): Promise<ComparedLedger> {
  const { ledger, read, census, narrow: few } = asked;
  const { terms } = ledger;
  const { snapshot } = comparison.candidate;
  const name = snapshot.commit ?? CANDIDATE;
  const history = few
    ? historyOf(read, withCandidate([], comparison, few), new Set())
    : await pastOf(repository, ledger, commits, formerPlacesOf(former, ledger));
  const position = history.positions.get(name) ?? history.commits.length - 1;
  if (few) setLines(history, position, asked, lists);
  const identified = identify(history, await readSketches(repository, doubtfulOids(history)));
  const { extra, summary } = await extrasOf(repository, asked, lists, comparison.kind === 'worktree');
  const compared = {
    history,
    identified,
    terms,
    candidate: { position, label: snapshot.label },
    ...positionsIn(history, comparison),
    isForgotten: (at: number) => forgotten.has(commitAt(history, at)),
    isMerged: comparison.isMerged ?? false,
    atHand: comparison.atHand,
    policy: policyOf(policy, terms.name),
    strict,
    shared: [...census.shared],
    extra,
  };
  return { ledger, read, compared, summary };
}

/** The highest numbers are those of all files, not of the few that matter. */
function setLines(
  history: FileHistory,
  position: number,
  { read, census }: Named,
  { commits, step }: FileLists,
): void {
  history.lines[position] = census.lines;
  const nameOf = ({ path }: FileEntry) => read(path).name ?? [];
  for (const [commit, { entries }] of commits) {
    const at = history.positions.get(commit);
    if (at === undefined) continue;
    history.lines[at] = step
      ? highestIn(census.keptLines, linesOf(step.gone.flatMap(nameOf)))
      : linesOf(entries.flatMap(nameOf));
  }
}
