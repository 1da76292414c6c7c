import { spawnSync } from 'node:child_process';

import { createRepo } from './repo.ts';

const [, major = '', minor = ''] =
  /(\d+)\.(\d+)/u.exec(spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout) ?? [];

/** The version of the git that the suite runs with, as one number: 2.38 is 2038. */
export const GIT_VERSION = Number(major) * 1000 + Number(minor);

/** Since 2.38 git merges without a work tree. Before that, as in a textual conflict, the two tips are compared, and a note says so. */
export const MERGES_TREES = GIT_VERSION >= 2038;

/** What one number that two branches drew is found by, where they merge cleanly: in the merge, or by comparing the two. */
export const DRAWN_TWICE = MERGES_TREES ? 'duplicate-id' : 'id-reused';

/** What the note says of two tips, `main and side`, that do not merge cleanly; where git cannot try, of all of them. */
export const notMerged = (both: string): string =>
  MERGES_TREES
    ? `${both} conflict, so the merge itself could not be checked`
    : `git before 2.38 cannot try how ${both} merge`;

/** What a page of the docs shows, names of commits left out, in the words of the git that the suite runs with. */
export function inWordsOfThisGit(page: string): string {
  let text = page;
  for (const { since, now, before } of WORDS) {
    if (GIT_VERSION < since) text = text.replaceAll(now, before);
  }
  return listsClosely() ? text.replaceAll(/(?<=^\S+ *) (?=COMMIT \[\w+\]$)/gmu, '') : text;
}

/** Whether `git worktree list` leaves one blank behind the longest path, as 2.55 does, not two, as 2.47 does still. */
function listsClosely(): boolean {
  return !createRepo().git('worktree', 'list').includes('  ');
}

/** What the pages show that git, and Tidemark with it, says since a version, and what before. Commits are `COMMIT`. */
const WORDS = [
  { since: 2034, now: "by the 'ort' strategy.", before: "by the 'recursive' strategy." },
  {
    since: 2038,
    now: /(?<=^note: )(\S+ and \S+) conflict, so the merge itself could not be checked(?=;)/gmu,
    before: 'git before 2.38 cannot try how $1 merge',
  },
  {
    since: 2038,
    now: 'ok       programs\n',
    before: `note     programs: git ${Number(major)}.${Number(minor)} cannot merge without a work tree, so CI compares the two sides of a pull request instead.
         Install git 2.38 or newer.
`,
  },
  {
    since: 2038,
    now: `BACKLOG.yaml:3:7: WRK-004 is the ID of two items: “Retry failed uploads” (line 11) and “Search by tag” (line 3) [duplicate-id]
  3 | - id: WRK-004
    |       ^
  BACKLOG.yaml:11: the item “Retry failed uploads”
  fix: tidemark renumber WRK-004 --against COMMIT

1 error: HEAD merged into main. BACKLOG.yaml: 5 items,`,
    before: `BACKLOG.yaml:3:7: WRK-004 was assigned on both sides of the merge: as the item “Retry failed uploads” (BACKLOG.yaml:7 in main) and as the item “Search by tag” (BACKLOG.yaml:3 in HEAD) [id-reused]
  3 | - id: WRK-004
    |       ^
  BACKLOG.yaml:7: the item “Retry failed uploads” in main
  BACKLOG.yaml:3: the item “Search by tag” in HEAD
  changes/WRK-004_search-by-tag:1: a directory “search-by-tag” in HEAD
  fix: tidemark renumber WRK-004 --against COMMIT

note: git before 2.38 cannot try how main and HEAD merge; HEAD was checked against their merge base COMMIT, and the two were compared.

1 error: HEAD against COMMIT. BACKLOG.yaml: 4 items,`,
  },
] as const;
