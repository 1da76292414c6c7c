import { basename, dirname, resolve } from 'node:path';

import { readWorkFile, replaceWorkFile } from '../../adapters/disk/work-files.ts';
import { findRebase } from '../../adapters/git/conflict/operation.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import type { RememberedMove } from '../../formats/remembered-moves.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';
import { mergeVersions } from './merge-versions.ts';
import type { MergedVersions } from './merge-versions.ts';
import { movedVersions } from '../rebase/move-versions.ts';
import { movesAbout, readMemory } from '../rebase/rebase-memory.ts';

/** What git hands a merge driver: paths relative to `directory` or absolute; `ours` is also where the result goes. */
export interface MergeFiles extends ThreeWay<string> {
  readonly markerSize: number;
  /** Of the file that is merged, relative to the root. Git runs the driver for worklogs, whose names end in `.md`, and for the backlog. */
  readonly path: string;
}

/**
 * Merges three versions of a guarded file and writes the result over that of our side, whole or not at all.
 * Throws where no merge could be made or written; then nothing was changed, and git's text merge is the way out.
 */
export async function mergeFiles(directory: string, files: MergeFiles): Promise<MergedVersions> {
  const versions = {
    base: await readVersion(directory, files.base),
    ours: await readVersion(directory, files.ours),
    theirs: await readVersion(directory, files.theirs),
  };
  const kind = files.path.endsWith('.md') ? 'worklog' : 'backlog';
  const moved = movedVersions(kind, versions, movesAbout(await movesAt(directory), files.path));
  const merged = await mergeVersions(directory, kind, moved, files.markerSize);
  const target = resolve(directory, files.ours);
  await replaceWorkFile(dirname(target), basename(target), versions.ours, merged.content);
  return merged;
}

/** What a rebase under way has renumbered; a driver that cannot find out merges all the same. */
async function movesAt(directory: string): Promise<readonly RememberedMove[]> {
  const repository = await openRepository(directory).catch(() => undefined);
  const memory = repository && (await readMemory(await findRebase(repository)));
  return memory?.moves ?? [];
}

async function readVersion(directory: string, file: string): Promise<Uint8Array> {
  const path = resolve(directory, file);
  const content = await readWorkFile(dirname(path), basename(path));
  if (content) return content;
  throw new TidemarkError(
    'cannot-read',
    `${file} is not there.`,
    'Git runs the merge driver; see `tidemark install --help`.',
  );
}
