import { listWorkTree } from '../../adapters/git/index/index-listing.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { soleClaimant } from '../../core/renumbering/attribution.ts';
import type { Ownership } from '../../core/renumbering/claimants.ts';
import type { Contents, Stray } from '../../core/renumbering/renumber-plan.ts';

/**
 * What is on disk of the directories that claim the ID. One that two claimants may own is taken apart by who brought each file; a file
 * that both brought is nobody's, and stays.
 */
export async function readDirectories(
  repository: Repository,
  ownership: Ownership,
): Promise<Omit<Contents, 'defining'>> {
  const { claimants, unowned } = ownership;
  const owned = claimants.flatMap(({ directories }) => directories.filter(({ present }) => present));
  const files = await Promise.all(
    owned.map(async ({ claim }): Promise<[string, readonly string[]]> => {
      return [claim.place.path, await listFilesBelow(repository, claim.place.path)];
    }),
  );
  const shared = unowned.filter(({ claim, present }) => present && claim.kind === 'directory');
  const strays = await Promise.all(
    shared.map(async ({ claim }) => readStrays(repository, ownership, claim.place.path)),
  );
  return { files: new Map(files), strays: strays.flat() };
}

/** Every file below a directory, whatever git thinks of it. */
async function listFilesBelow({ directory }: Repository, path: string): Promise<readonly string[]> {
  const entries = await listWorkTree(directory, [path], true);
  return entries.filter(({ kind }) => kind === 'file').map((entry) => entry.path);
}

async function readStrays(
  repository: Repository,
  ownership: Ownership,
  directory: string,
): Promise<readonly Stray[]> {
  const paths = await listFilesBelow(repository, directory);
  const strays = await Promise.all(
    paths.map(async (path): Promise<readonly Stray[]> => {
      const known = await Promise.all(
        ownership.parties.map(async ({ commit }) => {
          return commit === undefined || (await repository.read(`${commit}:${path}`)) !== undefined;
        }),
      );
      const owner = soleClaimant(
        ownership,
        ownership.parties.filter((_party, index) => known[index]),
      );
      return owner ? [{ path, directory, owner }] : [];
    }),
  );
  return strays.flat();
}
