import { readHook } from '../../adapters/disk/hook-files.ts';
import { readSetting } from '../../adapters/git/git-config.ts';
import { isRunnable } from '../../adapters/programs/lasting-paths.ts';
import { versionOf } from '../../adapters/programs/program-version.ts';
import { recordedPrograms } from '../hooks/hook-block.ts';
import { NODE_SETTING } from '../hook-wiring.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether the hooks find a git and a Node that are new enough: the Node that installed them, else the one on the PATH. */
export async function examinePrograms(patient: Patient): Promise<readonly Remark[]> {
  const recorded = await recordedNode(patient);
  const [git = [], node] = await Promise.all([versionOf('git'), versionOf(recorded ?? 'node')]);
  return [...remarksOnGit(git), ...remarksOnNode(node, recorded)];
}

/** The one that the hooks take before any other, if it is there. */
async function recordedNode({ repository, place }: Patient): Promise<string | undefined> {
  const hook = await readHook(place.directory, repository.root === undefined ? 'pre-receive' : 'pre-commit');
  const written = hook?.kind === 'file' ? recordedPrograms(hook.text)?.node : undefined;
  const node = written ?? (await readSetting(repository.directory, NODE_SETTING));
  return node !== undefined && (await isRunnable(node)) ? node : undefined;
}

function remarksOnGit([major = 0, minor = 0]: readonly number[]): readonly Remark[] {
  const version = `git ${major}.${minor}`;
  if (major < 2 || (major === 2 && minor < 32))
    return [problem(`${version} is too old.`, 'Install git 2.32 or newer.')];
  if (major > 2 || minor >= 38) return [];
  const message = `${version} cannot merge without a work tree, so CI compares the two sides of a pull request instead.`;
  return [note(message, 'Install git 2.38 or newer.')];
}

function remarksOnNode(
  version: readonly number[] | undefined,
  recorded: string | undefined,
): readonly Remark[] {
  if (version === undefined) {
    const message =
      'Node is not on the PATH, so the hooks stop every commit that they would have to look at.';
    return [problem(message, NODE)];
  }
  const [major = 0, minor = 0] = version;
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  const where = recorded ?? 'on the PATH';
  return fits ? [] : [problem(`Node ${major}.${minor} (${where}) does not run Tidemark.`, NODE)];
}

const NODE =
  'Install Node 20.19, 22.12 or newer. Where a terminal finds one, `tidemark install` makes the hooks use it, also in programs that have another PATH.';
