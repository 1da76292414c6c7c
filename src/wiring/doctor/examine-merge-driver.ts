import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { readSetting } from '../../adapters/git/git-config.ts';
import { note } from './remark.ts';
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
  if (wanted === (driver !== undefined)) return [];
  return wanted
    ? [note('.gitattributes asks for the merge driver, which this clone does not have.', INSTALL)]
    : [note('This clone has the merge driver, but .gitattributes does not ask for it.', INSTALL)];
}

const INSTALL = 'Run `tidemark install --merge-driver`.';
