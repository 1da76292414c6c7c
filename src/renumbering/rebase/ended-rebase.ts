import { readWorkFile, removeWorkFile, replaceWorkFile } from '../../adapters/disk/work-files.ts';
import { findCommit, isAncestor, mergeBases } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { formatEnded, parseEnded } from '../../formats/remembered-moves.ts';
import type { EndedRebase } from '../../formats/remembered-moves.ts';
import type { CommitSides } from '../merging/commit-sides.ts';

/** In the worktree's own git directory: what the last rebase left to do. */
const FILE = 'tidemark/rebased';

/** What a rebase left to do, as long as HEAD came of it. */
export async function readEnded(repository: Repository): Promise<EndedRebase | undefined> {
  const bytes = await readWorkFile(repository.gitDir, FILE);
  const ended = bytes && parseEnded(bytes);
  const [head, then] = await Promise.all([
    findCommit(repository, 'HEAD'),
    ended && findCommit(repository, ended.head),
  ]);
  if (!ended || !head || !then) return undefined;
  return (await isAncestor(repository, then.oid, head.oid)) ? ended : undefined;
}

/** Keeps it for `tidemark resolve`, or with undefined forgets it. */
export async function writeEnded(
  { gitDir }: Repository,
  ended: Omit<EndedRebase, 'version'> | undefined,
): Promise<void> {
  const before = await readWorkFile(gitDir, FILE);
  if (ended) await replaceWorkFile(gitDir, FILE, before, formatEnded(ended));
  else if (before) await removeWorkFile(gitDir, FILE);
}

/** The branch as it was beside what became of it. */
export async function endedSides(
  repository: Repository,
  { onto, tip }: Pick<EndedRebase, 'onto' | 'tip'>,
): Promise<CommitSides> {
  const [base] = await mergeBases(repository, onto, [tip]);
  return { base, theirs: tip, ours: 'HEAD' };
}
