import type { Repository } from '../../adapters/git/repository.ts';
import type { Patient, Remark } from './remark.ts';
import { problem } from './remark.ts';
import { DEFAULT_CONFIG } from '../../formats/config/default-config.ts';
import { entriesBelow, entryAt, listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';
import { readInterrupted } from '../../writing/recorded-rewrite.ts';
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
  const paths = [...new Set([...backlogs, ...DEFAULT_BACKLOGS, worklog, changes])];
  const [index, visible, all] = await Promise.all([
    listFiles(repository, { kind: 'index' }, paths),
    listFiles(repository, { kind: 'worktree', ignored: false }, paths),
    listFiles(repository, everything, paths),
  ]);
  return [
    ...remarksOnBacklog(reading, index, visible),
    ...remarksOnBoth(reading.settings, index),
    ...remarksOnFolders(reading.settings, all),
    ...(await remarksOnInterruption(repository)),
  ];
}

function remarksOnBacklog(
  { snapshot: { backlog }, settings: { backlogs } }: Reading,
  index: Listing,
  visible: Listing,
): readonly Remark[] {
  if (backlog.state === 'missing') {
    const message = backlog.note ?? `There is no backlog at ${backlogs.join(' or ')}.`;
    return [
      problem(message, `If it lies elsewhere, say so in ${CONFIG_FILE}: \`backlog: path/to/BACKLOG.yaml\`.`),
    ];
  }
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  if (entryAt(index, path)) return [];
  return entryAt(visible, path)
    ? [problem(`${path} is not tracked by git, so no hook sees it.`, `Run \`git add ${path}\`.`)]
    : [
        problem(
          `${path} is ignored by git, so no hook ever sees it.`,
          `Take it out of the ignore file that \`git check-ignore -v ${path}\` names, then \`git add\` it.`,
        ),
      ];
}

async function remarksOnInterruption(repository: Repository): Promise<readonly Remark[]> {
  if (!(await readInterrupted(repository))) return [];
  return [
    problem(
      'A renumbering was cut short, or is under way: some of its files are new and some are old.',
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

/** A default that is not there is no mistake; a folder that somebody named is. */
function remarksOnFolders(settings: Settings, all: Listing): readonly Remark[] {
  return (['worklog', 'changes'] as const).flatMap((key) => {
    const path = settings[key];
    if (path === DEFAULT_CONFIG[key] || entriesBelow(all, path).length > 0) return [];
    return [
      problem(
        `\`${key}: ${path}\` in ${CONFIG_FILE} matches nothing.`,
        'Name the directory that is there, relative to the root.',
      ),
    ];
  });
}
