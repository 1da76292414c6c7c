import { Readable } from 'node:stream';

import { gitFailed, KILLED, notStarted, openGit } from './git.ts';
import type { GitResult } from './git.ts';

/**
 * Runs `git cat-file` as `runGit` does, and hands out what it writes piece by piece: only what somebody looks at is in memory, and git goes on
 * meanwhile. Whoever lacks something asks again. Throws `git-failed` when git could not be started at all, or was killed.
 */
export async function* catFilePieces(
  directory: string,
  args: readonly string[],
  input: Buffer,
): AsyncGenerator<Buffer, void> {
  let result: GitResult | undefined;
  const ended = new Set<Promise<unknown>>();
  const stdout = await new Promise<Readable | undefined>((resolve) => {
    const git = openGit(
      directory,
      input,
      (given) => {
        result = given;
      },
      (output) => resolve(takeOver(output)),
    );
    ended.add(git.binaryCatFile([...args]).then(() => resolve(undefined)));
  });
  if (stdout) for await (const piece of stdout) yield piece;
  await Promise.all(ended);
  if (!result || result.exitCode < 0) throw notStarted(result?.stderr ?? '');
  const { exitCode, stderr } = result;
  // One that was not allowed to fetch has more to say.
  if (exitCode === KILLED && !stderr.includes('\n')) throw gitFailed('cat-file', exitCode, stderr);
}

/** simple-git would keep every piece until the end. */
function takeOver(stdout: NodeJS.ReadableStream): Readable | undefined {
  stdout.removeAllListeners('data');
  stdout.pause();
  return stdout instanceof Readable ? stdout : undefined;
}
