import type { Files, TestRepo } from './repo.ts';
import { backlog, changeFile, worklog, type EntryText, type ItemText } from './texts.ts';

/** The guarded files as one commit leaves them. */
export interface State {
  readonly items: readonly ItemText[];
  /** Left out: the highest item number. */
  readonly mark?: number;
  readonly entries?: readonly EntryText[];
  /** Directories of changes, one for each `'WRK-001 Title of it'`. */
  readonly dirs?: readonly string[];
}

export function filesOf({ items, mark, entries = [], dirs = [] }: State): Files {
  return {
    'BACKLOG.yaml': backlog(mark === undefined ? { items } : { items, mark }),
    '_worklog/2026-01.md': entries.length === 0 ? null : worklog(entries),
    ...Object.fromEntries(dirs.map((dir) => [changeFile(dir), ''])),
  };
}

/** Commits a state; answers with the commit. */
export function commitState(repo: TestRepo, message: string, state: State): string {
  return repo.commit(message, filesOf(state));
}

/** Runs a rebase, cherry-pick or revert, and where it stops leaves this state instead. Answers with the new HEAD. */
export function replay(repo: TestRepo, args: readonly string[], state?: State): string {
  const { status, stderr } = repo.tryGit(args);
  if (status !== 0) {
    if (!state) throw new Error(stderr);
    repo.stage(filesOf(state));
    repo.git('-c', 'core.editor=true', args[0] ?? '', '--continue');
  }
  return repo.head();
}
