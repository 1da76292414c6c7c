import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { gitFailed, runGit } from '../git.ts';
import { withScratch } from '../../disk/scratch.ts';

/** Three versions of a text, as bytes or as UTF-8. */
export interface TextVersions<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

export interface TextMerge {
  readonly content: Buffer;
  /** There are conflict markers in it, in the style that git is set to. */
  readonly conflict: boolean;
}

/**
 * Git's own three-way merge of texts. `how` is the length of its conflict markers, or asks for the lines of both sides instead; the sides are
 * called `ours` and `theirs`. Throws `git-failed` for what git takes for binary.
 */
export async function mergeTexts(
  directory: string,
  versions: TextVersions<string | Uint8Array>,
  how: number | 'union',
): Promise<TextMerge> {
  return withScratch('merge', async (scratch) => {
    const [base, ours, theirs] = [join(scratch, 'base'), join(scratch, 'ours'), join(scratch, 'theirs')];
    await Promise.all([
      writeFile(base, versions.base),
      writeFile(ours, versions.ours),
      writeFile(theirs, versions.theirs),
    ]);
    const labels = ['-L', 'ours', '-L', 'base', '-L', 'theirs'];
    const manner = how === 'union' ? '--union' : `--marker-size=${how}`;
    const args = ['merge-file', '-p', manner, ...labels, ours, base, theirs];
    const { exitCode, stdout, stderr } = await runGit(directory, args);
    // The exit code counts the conflicts, up to 127.
    if (exitCode > 127) throw gitFailed('merge-file', exitCode, stderr);
    return { content: stdout, conflict: exitCode > 0 };
  });
}
