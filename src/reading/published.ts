import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readUsualSetting } from '../adapters/git/git-config.ts';
import { readHeadBranch, readLocalDefault, readRemoteDefault } from '../adapters/git/publication.ts';
import type { Branch } from '../adapters/git/publication.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Point } from './bases.ts';

/** A commit, and whether it is a remote's, so that others have it for sure. */
export interface Published extends Point {
  readonly isRemote: boolean;
}

/**
 * What everybody starts from already: the default branch of the remote that the current branch belongs to, as this clone last saw it; without
 * any remote the local default branch. Never the upstream of a topic branch. Undefined where nobody knows.
 */
export async function findPublished(repository: Repository): Promise<Published | undefined> {
  const remote = await findRemote(repository);
  const branch =
    remote === undefined ? await readLocalDefault(repository) : await readRemoteDefault(repository, remote);
  if (branch?.commit === undefined) return undefined;
  return { commit: branch.commit, label: shortRef(branch), isRemote: remote !== undefined };
}

async function findRemote(repository: Repository): Promise<string | undefined> {
  const branch = await currentBranch(repository);
  const own =
    branch === undefined ? undefined : await readUsualSetting(repository, `branch.${branch}.remote`);
  // A branch that follows another one of this clone belongs to no remote of its own.
  if (own !== undefined && own !== '.') return own;
  for (const name of ['upstream', 'origin'])
    if ((await readUsualSetting(repository, `remote.${name}.url`)) !== undefined) return name;
  return undefined;
}

/** The branch that is checked out, or that a rebase is about to rewrite. */
async function currentBranch(repository: Repository): Promise<string | undefined> {
  const { gitDir } = repository;
  const rebased = await Promise.all(
    ['rebase-merge', 'rebase-apply'].map(async (name) =>
      readFile(join(gitDir, name, 'head-name'), 'utf8').catch(() => undefined),
    ),
  );
  const ref = rebased.find((name) => name !== undefined)?.trim() ?? (await readHeadBranch(repository));
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
}

function shortRef({ ref }: Branch): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//u, '');
}
