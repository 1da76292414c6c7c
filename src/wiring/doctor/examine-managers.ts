import { readHook } from '../../adapters/disk/hook-files.ts';
import { findManagers } from '../hooks/hook-managers.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether another manager of hooks knows of Tidemark: those regenerate the hooks, and what they do not know is lost. */
export async function examineManagers({ repository: { root }, place }: Patient): Promise<readonly Remark[]> {
  if (root === undefined) return [];
  const hook = await readHook(place.directory, 'pre-commit');
  const guarded = hook?.kind === 'file' && hook.text.includes('tidemark');
  const ignorant = (await findManagers(root)).filter(({ knows }) => !knows);
  return ignorant.map(({ manager: { name, files, lines, activate } }) => {
    const remedy = `Add to ${files[0]}, then run \`${activate}\`:\n${lines}`;
    return guarded
      ? note(`${name} may regenerate the hooks and drop Tidemark’s lines.`, remedy)
      : problem(`${name} manages the hooks and does not call Tidemark.`, remedy);
  });
}
