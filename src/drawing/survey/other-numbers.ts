import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { namesOf } from '../../adapters/git/objects.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listBranchTips, listWorktrees } from '../../adapters/git/clone.ts';
import { rowsOf } from '../../core/ledger/rows/item-rows.ts';
import { markValue } from '../../core/ledger/view.ts';
import { lacksHistory } from '../../errors.ts';
import { scanNumbers } from '../../formats/backlog/scan/scan-numbers.ts';
import { backlogParsedOf } from '../../reading/parse-once.ts';

/** What the backlogs of other branches and worktrees say. */
export interface OtherNumbers {
  /** Marks and highest items, in no order. */
  readonly taken: readonly number[];
  /** The marks of local branches and worktrees; 0 where one has none. */
  readonly marks: readonly number[];
  /** What could not be read, one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Reads the backlogs of all local branches, of all remote-tracking branches, and those that other worktrees have on disk; `paths` is where
 * they may be. What was parsed once `known` is there need not be read again. Whatever is no backlog there protects nothing. Throws `history-missing` where a
 * partial clone lacks the backlog of a local branch.
 */
export async function readOtherNumbers(
  repository: Repository,
  paths: readonly string[],
  known: Promise<unknown>,
): Promise<OtherNumbers> {
  const [files, { local, remote, notices }] = await Promise.all([
    readWorktrees(repository, paths),
    readBranches(repository, paths),
    known,
  ]);
  const count = async (bytes: Uint8Array) => countOf(paths, bytes);
  const [near, far] = await Promise.all([
    Promise.all([...local, ...files].map(count)),
    Promise.all(remote.map(count)),
  ]);
  return {
    taken: [...near, ...far].flatMap(({ mark, highest }) => [mark, highest]),
    marks: near.map(({ mark }) => mark),
    notices,
  };
}

interface Branches {
  readonly local: readonly Uint8Array[];
  readonly remote: readonly Uint8Array[];
  readonly notices: readonly string[];
}

async function readBranches(repository: Repository, paths: readonly string[]): Promise<Branches> {
  const tips = await listBranchTips(repository);
  try {
    const [local, remote] = await readFiles(repository, [tips.local, tips.remote], paths);
    return { local: local ?? [], remote: remote ?? [], notices: [] };
  } catch (error) {
    if (!lacksHistory(error) || tips.remote.length === 0) throw error;
    // A partial clone need not have what only other branches of the remote have.
    const [local = []] = await readFiles(repository, [tips.local], paths);
    return { local, remote: [], notices: [`${error.message} Numbers of remote branches were not counted.`] };
  }
}

/** Each content once, for branches mostly have the same, and the same as the work tree. */
async function readFiles(
  { directory, read, atHand }: Repository,
  groups: readonly (readonly string[])[],
  paths: readonly string[],
): Promise<readonly (readonly Uint8Array[])[]> {
  const names = groups.map((tips) => tips.flatMap((tip) => paths.map((path) => `${tip}:${path}`)));
  const all = names.flat();
  const isSpared = all.length > paths.length || paths.some((path) => atHand.has(path));
  const oids = isSpared ? await namesOf(directory, all) : all;
  let at = 0;
  return Promise.all(
    names.map(async (group) => {
      const own = new Set(oids.slice(at, (at += group.length)).filter((oid) => oid !== undefined));
      const objects = await Promise.all([...own].map(async (oid) => read(oid)));
      return objects.flatMap((object) => (object?.type === 'blob' ? [object.content] : []));
    }),
  );
}

async function readWorktrees(
  { root, commonDir }: Repository,
  paths: readonly string[],
): Promise<readonly Uint8Array[]> {
  const siblings = (await listWorktrees(commonDir)).filter((sibling) => sibling !== root);
  const files = siblings.flatMap((sibling) => paths.map((path) => ({ sibling, path })));
  const contents = await Promise.all(
    files.map(async ({ sibling, path }) => readWorkFile(sibling, path).catch(() => undefined)),
  );
  return contents.filter((content) => content !== undefined);
}

async function countOf(paths: readonly string[], bytes: Uint8Array): Promise<ReturnType<typeof scanNumbers>> {
  for (const path of paths) {
    const state = await backlogParsedOf(path, bytes);
    if (state?.state !== 'readable') continue;
    const { malformed, mark } = state.backlog;
    if (malformed.length === 0 && mark.state !== 'invalid') {
      const highest = rowsOf(state.backlog).reduce((most, { number }) => Math.max(most, number), 0);
      return { mark: markValue(mark) ?? 0, highest };
    }
  }
  return scanNumbers(Buffer.from(bytes).toString('latin1'));
}
