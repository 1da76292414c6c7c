import { versionOf } from '../../adapters/programs/program-version.ts';
import { note, problem } from './remark.ts';
import type { Remark } from './remark.ts';

/** Whether the hooks find a git and a Node that are new enough; they use those on the PATH. */
export async function examinePrograms(): Promise<readonly Remark[]> {
  const [git = [], node] = await Promise.all([versionOf('git'), versionOf('node')]);
  return [...remarksOnGit(git), ...remarksOnNode(node)];
}

function remarksOnGit([major = 0, minor = 0]: readonly number[]): readonly Remark[] {
  const version = `git ${major}.${minor}`;
  if (major < 2 || (major === 2 && minor < 32))
    return [problem(`${version} is too old.`, 'Install git 2.32 or newer.')];
  if (major > 2 || minor >= 38) return [];
  const message = `${version} cannot merge without a work tree, so CI compares the two sides of a pull request instead.`;
  return [note(message, 'Install git 2.38 or newer.')];
}

function remarksOnNode(version: readonly number[] | undefined): readonly Remark[] {
  if (version === undefined) {
    return [
      problem(
        'Node is not on the PATH, so the hooks stop every commit that they would have to look at.',
        NODE,
      ),
    ];
  }
  const [major = 0, minor = 0] = version;
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return fits ? [] : [problem(`Node ${major}.${minor} does not run Tidemark.`, NODE)];
}

const NODE = 'Install Node 20.19, 22.12 or newer, and start git from where it is found.';
