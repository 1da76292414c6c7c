import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { readSetting } from '../../adapters/git/git-config.ts';
import { isRunnable, resolvePath } from '../../adapters/programs/lasting-paths.ts';
import { versionOf } from '../../adapters/programs/program-version.ts';
import { recordedDriver } from '../merge-driver-config.ts';
import { note, problem } from './remark.ts';
import type { Patient, Remark } from './remark.ts';

/** Whether a merge driver that `.gitattributes` asks for is set up in this clone; without it git merges the backlog as a text. */
export async function examineMergeDriver({
  repository: { root, directory },
}: Patient): Promise<readonly Remark[]> {
  if (root === undefined) return [];
  const attributes = await readWorkFile(root, '.gitattributes').catch(() => undefined);
  const wanted =
    attributes !== undefined && /\smerge=tidemark\s*$/mu.test(Buffer.from(attributes).toString('latin1'));
  const driver = await readSetting(directory, 'merge.tidemark.driver');
  if (wanted && driver !== undefined) return remarksOnPrograms(driver);
  if (!wanted && driver === undefined) return [];
  return wanted
    ? [note('.gitattributes asks for the merge driver, which this clone does not have.', INSTALL)]
    : [note('This clone has the merge driver, but .gitattributes does not ask for it.', INSTALL)];
}

const INSTALL = 'Run `tidemark install --merge-driver`.';

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
