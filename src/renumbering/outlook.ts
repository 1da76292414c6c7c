import { join, relative } from 'node:path';

import type { Operation, OperationKind } from '../adapters/git/conflict/operation.ts';
import { findCommit, isTreeOfHead } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { RESOLVE } from '../core/messages/remedy.ts';
import { stageCommand } from '../core/messages/staging.ts';
import { shellWord } from '../core/messages/wording.ts';
import type { ConflictSurvey } from './merging/conflict-survey.ts';
import type { SettledFile } from './merging/unsettled-file.ts';

/** What is to be done once a conflict is resolved. */
export interface Outlook {
  /** Git applied nothing of a patch: there is nothing that could be resolved yet. */
  readonly unapplied: boolean;
  /** The command to run next, mostly git's; undefined where nothing waits for one. */
  readonly next: string | undefined;
}

/** What became of a conflict so far. */
interface Outcome {
  /** Paths that are staged now. */
  readonly staged: readonly string[];
  /** Files in which people have to decide something. */
  readonly open: readonly Pick<SettledFile, 'path'>[];
  /** Nothing was staged yet. */
  readonly dryRun: boolean;
}

/** How things go on. A patch that nothing was applied of can still be merged, if this clone has what it was made from. */
export async function outlookOf(
  repository: Repository,
  operation: Operation,
  { stash }: Pick<ConflictSurvey, 'stash'>,
  { staged, open, dryRun }: Outcome,
): Promise<Outlook> {
  const changed = staged.length > 0;
  // To stage a file is to say that it is decided: its text need not tell, as it may be that of one side.
  if (open.length > 0)
    return { unapplied: false, next: `${stageCommand(pathsOf(open), repository.atRoot)} && ${RESOLVE}` };
  const isNothing = await hasNothing(repository);
  const unapplied = operation.plain && !changed && isNothing;
  if (unapplied) return { unapplied, next: `git apply -3 ${shellWord(patchPath(repository))}` };
  if (stash) return { unapplied, next: `git stash drop${stash.at === 0 ? '' : ` stash@{${stash.at}}`}` };
  const isOver = isNothing && !(dryRun && changed);
  return { unapplied, next: isOver ? nextWithNothing(operation) : nextOf(operation, changed) };
}

/** The index is as HEAD has it. */
async function hasNothing(repository: Repository): Promise<boolean> {
  return (await findCommit(repository, 'HEAD')) !== undefined && isTreeOfHead(repository, 'index');
}

function nextOf({ kind }: Operation, changed: boolean): string | undefined {
  if (kind === 'none') return changed ? 'git commit' : undefined;
  return NEXT[kind];
}

/** Where nothing is left of a change, git commits a merge and leaves out a commit of a rebase; everything else it refuses to go on with. */
function nextWithNothing({ kind, rebaseDirectory }: Operation): string | undefined {
  if (kind === 'none' || kind === 'squash') return undefined;
  if (kind === 'rebase' && rebaseDirectory?.endsWith('rebase-apply') === true) return 'git rebase --skip';
  return kind === 'merge' || kind === 'rebase' ? NEXT[kind] : SKIP[kind];
}

function pathsOf(files: Outcome['open']): readonly string[] {
  return files.map(({ path }) => path);
}

/** As whoever called can use it. */
function patchPath({ directory, gitDir }: Repository): string {
  return relative(directory, join(gitDir, 'rebase-apply', 'patch'));
}

const NEXT = {
  merge: 'git commit',
  squash: 'git commit',
  rebase: 'git rebase --continue',
  'cherry-pick': 'git cherry-pick --continue',
  revert: 'git revert --continue',
  am: 'git am --continue',
} as const satisfies Record<Exclude<OperationKind, 'none'>, string>;

const SKIP = {
  'cherry-pick': 'git cherry-pick --skip',
  revert: 'git revert --skip',
  am: 'git am --skip',
} as const;
