import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { namesOf } from '../../adapters/git/objects.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listBranchTips, listWorktrees } from '../../adapters/git/clone.ts';
import { lacksHistory } from '../../errors.ts';
import { scanNumbers } from '../../formats/backlog/scan/scan-numbers.ts';

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
 * they may be. Whatever is no backlog there protects nothing. Throws `history-missing` where a
 * partial clone lacks the backlog of a local branch.
 */
export async function readOtherNumbers(
  repository: Repository,
  paths: readonly string[],
): Promise<OtherNumbers> {
  const [files, { local, remote, notices }] = await Promise.all([
    readWorktrees(repository, paths),
    readBranches(repository, paths),
  ]);
  const [near, far] = [[...local, ...files].map(scan), remote.map(scan)];
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

/** Each content once, for branches mostly have the same. */
async function readFiles(
  { directory, read }: Repository,
  groups: readonly (readonly string[])[],
  paths: readonly string[],
): Promise<readonly (readonly Uint8Array[])[]> {
  const names = groups.map((tips) => tips.flatMap((tip) => paths.map((path) => `${tip}:${path}`)));
  const all = names.flat();
  const oids = all.length > paths.length ? await namesOf(directory, all) : all;
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

function scan(bytes: Uint8Array): ReturnType<typeof scanNumbers> {
  return scanNumbers(Buffer.from(bytes).toString('latin1'));
}
