import { isDeepStrictEqual } from 'node:util';

import { findCommit, readMergeHeads } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Claim, Row } from '../../core/ids/claim.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { markValue } from '../../core/ledger/view.ts';
import type { BacklogState, Snapshot } from '../../core/ledger/snapshot.ts';
import { traceRowsOf, withFields } from '../../core/ledger/rows/trace-rows.ts';
import { DEFAULT_CONFIG } from '../../formats/config/default-config.ts';
import { readBase, readSides, shortName } from '../../reading/bases.ts';
import type { AsksForLoans, Point } from '../../reading/bases.ts';
import type { Comparison } from '../comparison.ts';
import { entriesBelow, entryAt, expectCommit, listFiles, readEntry } from '../../reading/listing.ts';
import type { Listing, Source } from '../../reading/listing.ts';
import { hasNoBacklog } from '../../reading/missing-backlog.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { expectedFolders } from '../../reading/ledgers/expected-folders.ts';
import { readIgnored, readListed, USUAL } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';

/**
 * The work tree against HEAD and the other parents of a merge under way; when it guards just what HEAD does, HEAD against its parents.
 * `edited` stands in for the backlog that is on disk.
 */
export async function compareWorkTree(
  repository: Repository,
  local: LocalSettings,
  edited?: BacklogState,
): Promise<Comparison> {
  const source = { kind: 'worktree', ignored: false } as const;
  const { reading, sides } = await readBoth(repository, source, 'work tree', local);
  const ignored = await readIgnored(repository, reading);
  const snapshot = withFields(reading.snapshot, { ignored, ...(edited && { backlog: edited }) });
  const candidate = { ...reading, snapshot };
  const [head, ...merging] = sides;
  const same =
    head && merging.length === 0 && !hidesMore(snapshot) && (await holdSame(snapshot, head.snapshot));
  const isHead =
    same &&
    (await haveSameFiles(repository, reading)) &&
    (await haveSameConfig(repository, reading)) &&
    (await haveSameBacklogs(repository, reading, head, local));
  if (isHead) {
    const { compareRevision } = await import('./revision-comparison.ts');
    return { ...(await compareRevision(repository, 'HEAD', [], local)), notes: reading.notes };
  }
  return {
    kind: 'worktree',
    candidate,
    bases: sides,
    sides,
    isMerged: true,
    publishedAt: 'as this clone knows it',
    notes: [],
  };
}

/** The index against HEAD and the other parents of a merge under way; `merging` names them (full hex) where git has not noted them yet. */
export async function compareIndex(
  repository: Repository,
  local: LocalSettings,
  merging?: readonly string[],
): Promise<Comparison> {
  const { reading, sides } = await readBoth(repository, { kind: 'index' }, 'index', local, merging);
  return {
    kind: 'index',
    candidate: reading,
    bases: sides,
    sides,
    isMerged: true,
    publishedAt: 'as this clone knows it',
    notes: [],
  };
}

/** The candidate's listing comes first: with it, what both need is asked of git in one go. */
async function readBoth(
  repository: Repository,
  source: Source,
  label: string,
  local: LocalSettings,
  merging?: readonly string[],
): Promise<{ readonly reading: Reading; readonly sides: readonly Base[] }> {
  const folders = await expectedFolders(repository, local);
  const listing = await listFiles(repository, source, [...new Set([...USUAL, ...folders])]);
  const { worklog } = DEFAULT_CONFIG;
  // What git notes in the index as unchanged is mostly what HEAD has: it is not asked for twice.
  const isNoted = repository.indexed.get(worklog)?.trees.treeAt(worklog) !== undefined;
  const worklogs = isNoted ? [] : entriesBelow(listing, worklog).map(({ path }) => path);
  const candidate = readListed(repository, source, listing, { label, role: 'candidate' }, local);
  const asksForLoans = async (): Promise<boolean> => repository.shallow || !hasNoBacklog(await candidate);
  // What is on disk may be what HEAD has, too.
  if (source.kind === 'worktree') await candidate;
  const [reading, sides] = await Promise.all([
    candidate,
    readParents(repository, [...worklogs, ...folders], local, asksForLoans, merging),
  ]);
  return { reading, sides };
}

async function readParents(
  repository: Repository,
  paths: readonly string[],
  local: LocalSettings,
  asksForLoans: AsksForLoans,
  known?: readonly string[],
): Promise<readonly Base[]> {
  const [head, merging] = await Promise.all([
    findCommit(repository, 'HEAD'),
    known ?? readMergeHeads(repository),
    expectCommit(repository, 'HEAD', [...USUAL, ...paths]),
  ]);
  return head ? readSides(repository, nextParents(head.oid, merging), local, asksForLoans) : [];
}

/** The parents that a commit made now would have. CHERRY_PICK_HEAD and REVERT_HEAD would be none. */
function nextParents(head: string, merging: readonly string[]): readonly Point[] {
  const label = (commit: string) => (merging.length > 1 ? shortName(commit) : 'MERGE_HEAD');
  return [
    { commit: head, label: 'HEAD', revision: 'HEAD' },
    ...merging.map((commit) => ({ commit, label: label(commit) })),
  ];
}

/** Whether git ignores a claim that the mark does not cover. */
function hidesMore({ backlog, ignored = [] }: Snapshot): boolean {
  const mark = backlog.state === 'readable' ? markValue(backlog.backlog.mark) : undefined;
  return mark !== undefined && ignored.some(({ id }) => id.number > mark);
}

/** Whether the backlogs that have names are in the work tree as they are in HEAD. */
async function haveSameBacklogs(
  repository: Repository,
  reading: Reading,
  head: Base,
  local: LocalSettings,
): Promise<boolean> {
  const same = reading.settings.named.map(async (backlog) => {
    const own = { ...local, backlog };
    const { commit = '', label } = head.snapshot;
    const [candidate, base] = await Promise.all([
      reading.of(own),
      readBase(repository, { commit, label }, own),
    ]);
    const ignored = await readIgnored(repository, candidate);
    const isHidden = hidesMore({ ...candidate.snapshot, ignored });
    return !isHidden && (await holdSame(candidate.snapshot, base.snapshot));
  });
  return !(await Promise.all(same)).includes(false);
}

/** Whether the ledgers of files have in the work tree what they have in HEAD, by the names of their files. */
async function haveSameFiles(repository: Repository, { settings, list }: Reading): Promise<boolean> {
  const paths = settings.ledgers.flatMap(({ terms }) => terms.paths);
  if (paths.length === 0) return true;
  const [own, head] = await Promise.all([
    list(paths),
    listFiles(repository, { kind: 'commit', revision: 'HEAD' }, paths),
  ]);
  const namesOf = (listing: Listing): readonly string[] =>
    [...listing.values()]
      .flat()
      .map(({ path }) => path)
      .toSorted();
  return isDeepStrictEqual(namesOf(own), namesOf(head));
}

/** A configuration that is not committed yet counts where it lies. */
async function haveSameConfig(repository: Repository, { list }: Reading): Promise<boolean> {
  const lists = await Promise.all([
    list([CONFIG_FILE]),
    listFiles(repository, { kind: 'commit', revision: 'HEAD' }, [CONFIG_FILE]),
  ]);
  const [own, head] = await Promise.all(
    lists.map(async (listing) => {
      const entry = entryAt(listing, CONFIG_FILE);
      return entry && readEntry(repository, entry);
    }),
  );
  return own && head ? Buffer.compare(own, head) === 0 : own === head;
}

async function holdSame(one: Snapshot, other: Snapshot): Promise<boolean> {
  const { newDocuments } = await import('./new-documents.ts');
  const guarded = (of: Snapshot): unknown => [of.backlog, of.worklogProblems, of.nearMisses];
  const [own, theirs] = [traceRowsOf(one), traceRowsOf(other)];
  const isSame = sayTheSame(own.headings, theirs.headings) && sayTheSame(own.directories, theirs.directories);
  return isSame && isDeepStrictEqual(guarded(one), guarded(other)) && newDocuments(one, [other]).length === 0;
}

/** Mostly they are the very same, which are not made to be compared. */
function sayTheSame(own: readonly Row<Claim>[], theirs: readonly Row<Claim>[]): boolean {
  return (
    own.length === theirs.length &&
    own.every((row, at) => row === theirs[at] || isDeepStrictEqual(row.claim, theirs[at]?.claim))
  );
}
