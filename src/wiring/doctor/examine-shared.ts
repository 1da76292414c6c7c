import { inspectShared } from '../../drawing/shared/status.ts';
import { worktreeSettings } from '../../reading/settings.ts';
import { note } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether numbers can be drawn over the remote that the configuration names: its state, and the right to push. Nothing is sent to it. */
export async function examineShared({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const { shared, block } = await worktreeSettings(repository, local);
  if (shared === undefined) {
    const message = `\`block: ${block}\` is for shared numbers, and the configuration names no remote to share them over.`;
    return block === 1 ? [] : [note(message, 'Add `shared: origin`, or take `block` out.')];
  }
  await inspectShared(repository, shared);
  return [];
}
