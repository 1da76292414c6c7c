/** The test that runs a command as it is printed: a file below `test/`, and a text of it that names the case. */
type RunBy = readonly [file: string, text: string];

const RULES: RunBy = ['git/printed-commands.test.ts', 'describe.each(CASES'];
const COMMITS: RunBy = ['git/printed-commands.test.ts', 'a commit that was stopped'];
const hint = (text: string): RunBy => ['git/printed-beyond.test.ts', text];
const elsewhere = (text: string): RunBy => ['git/printed-elsewhere.test.ts', text];
const LEDGERS: RunBy = ['git/printed-ledgers.test.ts', 'what is printed settles it'];
const MATRIX: RunBy = ['git/resolve-matrix.test.ts', 'async function follow('];
const NOTHING: RunBy = ['git/resolve-nothing.test.ts', 'goes on by what is printed'];
const DOCTOR = hint('several remedies of doctor');

/** Every command that the source prints, as it is written there (`…` for what is filled in). */
export const PRINTED: Readonly<Record<string, RunBy>> = {
  'git add': COMMITS,
  'git add …': hint('a backlog that git does not track'),
  'git am --continue': MATRIX,
  'git am --skip': NOTHING,
  'git am': ['git/resolve.test.ts', 'Next: git apply -3'],
  'git apply -3 …': ['git/resolve.test.ts', 'Next: git apply -3'],
  'git check-ignore -v …': hint('a backlog that git ignores'),
  'git cherry-pick --continue': MATRIX,
  'git cherry-pick --skip': NOTHING,
  'git commit': MATRIX,
  'git diff … -- …': RULES,
  'git fetch "$CI_MERGE_REQUEST_PROJECT_URL" …': ['git/ci-attacked.test.ts', 'a fork’s pipeline'],
  'git fetch … …': hint('a branch that was not fetched'),
  'git log --oneline --all': hint('a revision that nobody has'),
  'git rebase --continue': MATRIX,
  'git rebase --skip': NOTHING,
  'git restore --source=… --staged --worktree -- …': RULES,
  'git revert --continue': MATRIX,
  'git revert --skip': NOTHING,
  'git stash drop…': MATRIX,
  'git switch … && ': hint('what is published, against a branch'),
  'git mv … …': RULES,
  'mv -n …/* …/ && rmdir …': ['git/printed-commands.test.ts', 'two directories of one thing are joined'],
  'tidemark check': hint('a backlog that cannot be read'),
  'tidemark check --ci --base BASE --head HEAD': hint('no CI'),
  'tidemark check --ci --base origin/main --head HEAD': hint('no CI'),
  'tidemark check --each main': hint('a range that is none'),
  'tidemark check --staged': hint('a hook by hand'),
  'tidemark check --format accept': RULES,
  'tidemark check --rev main': hint('a bare repository, from elsewhere'),
  'tidemark check --rev … --base …': hint('two bases that both want a merge'),
  'tidemark check --strict': hint('old collisions, in doctor'),
  'tidemark check --strict --format accept': hint('old collisions to accept'),
  'tidemark doctor': hint("typed: 'npx tidemark doctor'"),
  'tidemark explain': hint('an unknown rule'),
  'tidemark fix': RULES,
  'tidemark fix --allow-leap': hint('a leap'),
  'tidemark fix --base …': hint('a revert that lowers the mark'),
  'tidemark fix --break-lock': hint('the lock of a machine that is gone'),
  'tidemark fix --created': hint('items without created'),
  'tidemark init': ['git/several-backlogs.test.ts', 'names them all'],
  'tidemark install': DOCTOR,
  'tidemark install --bare …': hint('a server names the branch as its clones call it'),
  'tidemark install --help': hint('a merge driver by hand'),
  'tidemark install --merge-driver': hint('a driver that is asked for'),
  'tidemark next': RULES,
  'tidemark next --drawn': hint('a number that was drawn already'),
  'tidemark next --take': hint('the next number'),
  'tidemark renumber': hint('work that is not staged'),
  'tidemark renumber ': LEDGERS,
  'tidemark renumber …': hint('an item to archive that is two'),
  'tidemark renumber … --against BRANCH': hint('an ID that is used once'),
  'tidemark renumber … --dry-run': hint('an item that cannot be kept'),
  'tidemark renumber … --ledger …': hint('what is published, against a branch, in a ledger'),
  'tidemark resolve': MATRIX,
  'git config --unset …\n': elsewhere('settings that a dry run shows'),
  'git config … …\n': elsewhere('settings that a dry run shows'),
  'git config …--unset core.hooksPath': elsewhere('hooks that the settings send elsewhere'),
  'git fetch': elsewhere('a revision that the remote may have'),
  'git fetch --refetch --no-filter': elsewhere('a partial clone'),
  'git fetch --unshallow': elsewhere('a shallow clone'),
  'git push … :…': elsewhere('something else where the numbers should be'),
  'git remote add numbers URL': elsewhere('a remote of several places'),
  'git remote add origin URL': elsewhere('no remote at all'),
  'tidemark shared origin': elsewhere('numbers that nobody shares yet'),
  'tidemark shared --seed …': elsewhere('numbers that nobody shares yet'),
  'tidemark trace 42 --ledger …': hint('a word that is no ID'),
  'tidemark trace WRK-027': hint('a word where there are no ledgers'),
  'tidemark trace … --ledger …': hint('a number of several ledgers'),
};

/** Written into files, an example of what a program prints elsewhere, or a sentence that only begins so. */
export const NOT_PRINTED: Readonly<Record<string, string>> = {
  'git before 2.38 cannot try how … merge': 'a sentence',
  'git could not be started: ….': 'a sentence',
  'git ended with code … and said nothing': 'a sentence',
  'git was not found.': 'a sentence',
  'git status': 'named as what shows the state, with nothing to be done',
  'git merge -s ours …': 'named as what somebody did',
  'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B': 'a line of the configuration of git',
  'pnpm exec …': 'a prefix of commands',
  'tidemark audit': 'a title of what was printed',
  'tidemark renumber ID': 'the text of a rule in `explain`, for any ID',
  'tidemark hook … "$@"': 'a line of a hook',
  'tidemark uninstall': 'a comment in a hook',
};

/** What brings in other programs, which the tests of the package run with what they need, and what a reader has to fill in. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'git fetch origin …': 'a commit that a forced push has removed: it is up to a server whether it is there',
  'git fsck': 'shows what is damaged, and repairs nothing',
  'npm ci':
    'test/package/package-managers.test.ts installs with npm; what a lock file brings is up to the project',
  'npm install --save-dev tidemark':
    'no registry has the package yet; test/package/package-managers.test.ts runs it with the tarball in the place of the name',
  'npx husky': 'test/package/hook-managers.test.ts runs the same program, from node_modules and without npx',
  'npx lefthook install':
    'test/package/hook-managers.test.ts runs the same program, from node_modules and without npx',
  'npx simple-git-hooks':
    'test/package/hook-managers.test.ts runs the same program, from node_modules and without npx',
  'pnpm install':
    'test/package/package-managers.test.ts installs with pnpm; what a lock file brings is up to the project',
  'tidemark radar --base origin/main': 'an example: where that branch is known nobody has to name it',
  'tidemark shared --seed':
    'of a store that keeps another commit than it was given; test/git/shared-*.test.ts begin with it',
  'yarn add --dev tidemark':
    'no registry has the package yet; test/package/package-managers.test.ts runs it with the tarball in the place of the name',
  'yarn install':
    'test/package/package-managers.test.ts installs with each Yarn; what a lock file brings is up to the project',
  'yarn tidemark install': 'test/package/package-managers.test.ts runs it with each Yarn',
};
