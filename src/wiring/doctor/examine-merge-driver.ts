import { readAttributes, readSetting } from '../../adapters/git/git-config.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { isRunnable, resolvePath } from '../../adapters/programs/lasting-paths.ts';
import { versionOf } from '../../adapters/programs/program-version.ts';
import { readBacklogOf } from '../../reading/backlog-reading.ts';
import { listFiles } from '../../reading/listing.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { recordedDriver } from '../merge-driver-config.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether git merges backlog and worklog by the driver: attributes ask for it, this clone has it, and what it starts is there. */
export async function examineMergeDriver({ repository, local }: Patient): Promise<readonly Remark[]> {
  const { root, directory } = repository;
  if (root === undefined) return [];
  const files = await mergedFiles(repository, root, local);
  const unions = files.filter(({ merge, isBacklog }) => isBacklog && merge === 'union');
  if (unions.length > 0) return unions.map(({ pattern }) => onUnion(pattern));
  const wanted = files.some(({ merge }) => merge === 'tidemark');
  const driver = await readSetting(directory, 'merge.tidemark.driver');
  if (driver === undefined) return wanted ? [note(NOT_HERE, INSTALL)] : [];
  const missing = files.filter(({ merge, used }) => used && merge !== 'tidemark');
  return [
    ...missing.map(({ pattern }) => onAttribute(pattern)),
    ...(wanted ? await remarksOnPrograms(driver) : []),
  ];
}

/** Files that the driver is for, and how git merges them. */
interface MergedFiles {
  readonly isBacklog: boolean;
  readonly pattern: string;
  readonly merge: string | undefined;
  readonly used: boolean;
}

async function mergedFiles(
  repository: Repository,
  root: string,
  local: LocalSettings,
): Promise<readonly MergedFiles[]> {
  const source = { kind: 'worktree', ignored: true } as const;
  const { backlog, settings } = await readBacklogOf(repository, source, local);
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  const { named, worklog } = settings;
  const isLeftOut = named.length > 0 && backlog.state === 'missing';
  const all = [...(isLeftOut ? [] : [{ path, worklog }]), ...named];
  const logs = await listFiles(
    repository,
    source,
    all.map((one) => one.worklog),
  );
  const attributes = await readAttributes(
    root,
    'merge',
    all.flatMap((one) => [one.path, `${one.worklog}/2000-01.md`]),
  );
  return all.flatMap((one, at) => [
    { isBacklog: true, pattern: one.path, merge: attributes[2 * at], used: true },
    {
      isBacklog: false,
      pattern: `${one.worklog}/**/*.md`,
      merge: attributes[2 * at + 1],
      used: (logs.get(one.worklog) ?? []).length > 0,
    },
  ]);
}

const INSTALL = 'Run `tidemark install --merge-driver`.';
const NOT_HERE = '.gitattributes asks for the merge driver, which this clone does not have.';

function onUnion(path: string): Remark {
  const message = `Git merges ${path} with \`merge=union\`, which cannot remove a line: items that one side removed come back, and items run into each other.`;
  return problem(message, INSTALL);
}

function onAttribute(pattern: string): Remark {
  return note(
    `This clone has the merge driver, but .gitattributes does not ask for it for ${pattern}.`,
    INSTALL,
  );
}

/** What git runs may be gone since, and git does not say so. */
async function remarksOnPrograms(driver: string): Promise<readonly Remark[]> {
  const { bin, node } = recordedDriver(driver) ?? {};
  if (bin && (await resolvePath(bin)) === undefined) {
    const message = `The merge driver calls ${bin.join('*')}, which is not there: git merges the backlog as text, without a word.`;
    return [problem(message, INSTALL)];
  }
  if (node === undefined || (await isRunnable(node))) return [];
  return (await versionOf('node'))
    ? [
        note(
          `The merge driver names the Node ${node}, which is not there; it takes the one on the PATH.`,
          INSTALL,
        ),
      ]
    : [
        problem(
          `The merge driver finds no Node, neither ${node} nor on the PATH: git merges the backlog as text, without a word.`,
          INSTALL,
        ),
      ];
}
