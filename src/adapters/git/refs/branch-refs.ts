import { askOnce, gitFailed } from '../git.ts';
import type { Asked } from '../git.ts';

/** A branch of this clone, or of a remote as it was last seen. */
export interface BranchRef {
  /** Full hex. */
  readonly commit: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  /** The ref that it stands for, where it is symbolic. */
  readonly target: string | undefined;
}

/** All of them, as they were when this was asked first. */
export async function listBranchRefs(asked: Asked): Promise<readonly BranchRef[]> {
  const format = '--format=%(objectname) %(refname) %(symref)';
  const { exitCode, stdout, stderr } = await askOnce(asked, [
    'for-each-ref',
    format,
    'refs/heads',
    'refs/remotes',
  ]);
  if (exitCode !== 0) throw gitFailed('for-each-ref', exitCode, stderr);
  const lines = stdout.toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [commit = '', ref = '', target = ''] = line.split(' ');
    return { commit, ref, target: target === '' ? undefined : target };
  });
}
