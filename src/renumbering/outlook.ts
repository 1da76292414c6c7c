import { join, relative } from 'node:path';

import type { Operation, OperationKind } from '../adapters/git/conflict/operation.ts';
import { isTreeOfHead } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { shellWord } from '../core/messages/wording.ts';
import type { ConflictSurvey } from './merging/conflict-survey.ts';

/** What is to be done once a conflict is resolved. */
export interface Outlook {
  /** Git applied nothing of a patch: there is nothing that could be resolved yet. */
  readonly unapplied: boolean;
  /** The command of git to run next; undefined where nothing waits for one. */
  readonly next: string | undefined;
}

/** How things go on. A patch that nothing was applied of can still be merged, if this clone has what it was made from. */
export async function outlookOf(
  repository: Repository,
  { kind, plain }: Operation,
  { stash }: ConflictSurvey,
  changed: boolean,
): Promise<Outlook> {
  const unapplied = plain && !changed && (await isTreeOfHead(repository, 'index'));
  if (unapplied) return { unapplied, next: `git apply -3 ${shellWord(patchPath(repository))}` };
  if (stash) return { unapplied, next: `git stash drop${stash.at === 0 ? '' : ` stash@{${stash.at}}`}` };
  if (kind === 'none') return { unapplied, next: changed ? 'git commit' : undefined };
  return { unapplied, next: NEXT[kind] };
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
