import { posix } from 'node:path';
import { findWorkLink } from '../../adapters/disk/work-file-kind.ts';
import type { WorkLink } from '../../adapters/disk/work-file-kind.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listNamed } from '../../adapters/git/tracked-files.ts';
import { sayMissing, withCheck } from '../guarded.ts';
import type { Patient, Remark } from '../remark.ts';
import { remarksOnLedgers } from './examine-ledgers.ts';
import { problem } from '../remark.ts';
import type { BacklogState } from '../../core/ledger/snapshot.ts';
import { DEFAULT_CONFIG } from '../../formats/config/default-config.ts';
import { entriesBelow, entryAt, listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { noteOnNested } from '../../reading/missing-backlog.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';
import { sayUnguarded, sayUnreadable } from '../../reading/unguarded-backlog.ts';
import { readInterrupted } from '../../writing/recorded-rewrite.ts';
import { noteOnOtherEndings } from '../../reading/trace-reading.ts';
import { readSnapshot } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';

/** Whether the configuration leads to files, and git tracks the backlog. */
export async function examineFiles({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const everything = { kind: 'worktree', ignored: true } as const;
  const reading = await readSnapshot(
    repository,
    everything,
    { label: 'work tree', role: 'candidate' },
    local,
  );
  const { backlogs, worklog, changes } = reading.settings;
  const usual = [...DEFAULT_BACKLOGS, DEFAULT_CONFIG.worklog, DEFAULT_CONFIG.changes];
  const paths = [...new Set([...backlogs, ...usual, worklog, changes])];
  const [index, visible, all] = await Promise.all([
    listFiles(repository, { kind: 'index' }, paths),
    listFiles(repository, { kind: 'worktree', ignored: false }, paths),
    listFiles(repository, everything, paths),
  ]);
  return [
    ...(await remarksOnBacklog(repository, reading, index, visible)),
    ...remarksOnBoth(reading.settings, index),
    ...(await remarksOnFolders(repository, reading.settings, all)),
    ...(await remarksOnLedgers(repository, reading.settings)),
    ...(await remarksOnNested(repository)),
    ...(await remarksOnInterruption(repository)),
  ];
}

async function remarksOnBacklog(
  repository: Repository,
  { snapshot: { backlog }, settings }: Reading,
  index: Listing,
  visible: Listing,
): Promise<readonly Remark[]> {
  if (settings.backlogs.length === 0) return remarksOnReplaced(settings, index);
  if (backlog.state === 'missing') {
    if (settings.name !== undefined) return [remarkOnNamed(settings.name, backlog)];
    if (settings.ledgers.length + settings.named.length > 0 && !isGiven(settings)) return [];
    const { message, hint } = await sayMissing(repository, backlog);
    return [problem(message, hint)];
  }
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  const untracked = entryAt(index, path) ? [] : [remarkOnUntracked(path, visible)];
  if (backlog.state === 'readable') {
    const unguarded = sayUnguarded(backlog.backlog);
    if (!unguarded) return untracked;
    const { message, hint } = withCheck(unguarded);
    return [problem(message, hint), ...untracked];
  }
  const { message, hint } = sayUnreadable(backlog);
  return [problem(message, hint), ...untracked];
}

/** Somebody named a place for it. */
function isGiven({ backlogs }: Settings): boolean {
  return backlogs.some((path) => !DEFAULT_BACKLOGS.some((usual) => usual === path));
}

function remarkOnNamed(
  name: string,
  { path, note: why }: Extract<BacklogState, { state: 'missing' }>,
): Remark {
  return problem(
    `The backlog ${name} leads to ${path}, where there is none${why === undefined ? '' : `: ${why}`}`.replace(
      /\.?$/u,
      '.',
    ),
    `Correct its \`path\` in ${CONFIG_FILE}, or make the file: a first one needs a single line, \`items: []\`.`,
  );
}

/** A backlog with a name takes the place of the usual one, which may be there all the same. */
function remarksOnReplaced({ named }: Settings, index: Listing): readonly Remark[] {
  return DEFAULT_BACKLOGS.filter((path) => entryAt(index, path) && !named.some((one) => one.path === path))
    .slice(0, 1)
    .map((path) =>
      problem(
        `${path} is tracked, and not guarded: other backlogs take its name or its folders.`,
        `Name it in ${CONFIG_FILE}: \`backlog: ${path}\`.`,
      ),
    );
}

function remarkOnUntracked(path: string, visible: Listing): Remark {
  return entryAt(visible, path)
    ? problem(`${path} is not tracked by git, so no hook sees it.`, `Run \`git add ${path}\`.`)
    : problem(
        `${path} is ignored by git, so no hook ever sees it.`,
        `Remove it from the ignore file that \`git check-ignore -v ${path}\` names, then \`git add\` it.`,
      );
}

/** A configuration beside a backlog of a subfolder looks as if it counted. */
async function remarksOnNested(repository: Repository): Promise<readonly Remark[]> {
  const paths = (await listNamed(repository, CONFIG_FILE)).filter((path) => path !== CONFIG_FILE);
  return paths.map((path) =>
    problem(
      noteOnNested(path),
      `Move what it says there, with paths that count from the root, and remove it.`,
    ),
  );
}

async function remarksOnInterruption(repository: Repository): Promise<readonly Remark[]> {
  if (!(await readInterrupted(repository))) return [];
  return [
    problem(
      'A renumbering was interrupted, or is under way: some of its files are new and some are old.',
      'The next command that writes undoes it: run `tidemark fix`, then `tidemark renumber` again.',
    ),
  ];
}

function remarksOnBoth({ backlogs }: Settings, index: Listing): readonly Remark[] {
  const [first, second] = DEFAULT_BACKLOGS;
  if (backlogs !== DEFAULT_BACKLOGS || !entryAt(index, first) || !entryAt(index, second)) return [];
  const remedy = `Remove the other one, or say in ${CONFIG_FILE} which is meant: \`backlog: ${first}\`.`;
  return [problem(`Both ${first} and ${second} are tracked; ${first} is guarded, ${second} is not.`, remedy)];
}

/** A folder that the configuration names and that is not there may be a typo, except beside the backlog under its usual name. */
async function remarksOnFolders(
  { root }: Repository,
  settings: Settings,
  all: Listing,
): Promise<readonly Remark[]> {
  const remarks = (['worklog', 'changes'] as const).map(async (key) => {
    const path = settings[key];
    const link = root === undefined ? undefined : await findWorkLink(root, path);
    if (link) return [remarkOnLink(key, link)];
    const usual = DEFAULT_CONFIG[key];
    const entries = entriesBelow(all, path);
    if (entries.length > 0 && key === 'worklog')
      return noteOnOtherEndings(entries).map((told) => problem(told, 'Rename it.'));
    if (path === usual || entries.length > 0) return [];
    const isUsualThere = entriesBelow(all, usual).length > 0;
    if (!isUsualThere && isBesideBacklog(path, usual, settings)) return [];
    return [
      problem(
        `\`${key}: ${path}\` in ${CONFIG_FILE} matches nothing.`,
        isUsualThere
          ? `Name the directory that is there: \`${key}: ${usual}\`.`
          : 'Correct the path, which begins at the root of the repository, or create that directory.',
      ),
    ];
  });
  return (await Promise.all(remarks)).flat();
}

function isBesideBacklog(path: string, usual: string, { backlogs }: Settings): boolean {
  return backlogs.some((backlog) => posix.join(posix.dirname(backlog), usual) === path);
}

function remarkOnLink(key: string, { path, real }: WorkLink): Remark {
  return problem(
    `${path} is a symbolic link, and symbolic links are not followed: the IDs behind it are not seen.`,
    real === undefined
      ? 'Put the directory itself into the repository.'
      : `Name the real directory in ${CONFIG_FILE}: \`${key}: ${real}\`.`,
  );
}
