import { readSettings as readGitSettings } from '../../adapters/git/git-config.ts';
import {
  readLocalDefault,
  readOwnDefault,
  readRemoteDefault,
  resolveRefs,
} from '../../adapters/git/publication.ts';
import type { Branch, Published } from '../../adapters/git/publication.ts';
import type { Repository } from '../../adapters/git/repository.ts';

/** Where a push goes to, and what everybody starts from there. */
export interface PushTarget {
  /** What others have already, for refs that are not protected. */
  readonly published: Published;
  /** Undefined where nobody knows which one it is. */
  readonly defaultBranch: Branch | undefined;
  /** Whether a ref, by its full name at the target, is checked on the whole way that it moves. */
  readonly isProtected: (ref: string) => boolean;
}

/** Where `git push` goes: to a remote by its name, or to a URL of which nothing is known. */
export async function readPushTarget(repository: Repository, remote: string): Promise<PushTarget> {
  const defaultBranch = await readRemoteDefault(repository, remote);
  const there = defaultBranch?.ref.replace(`refs/remotes/${remote}/`, 'refs/heads/');
  return { published: { kind: 'remote', remote }, defaultBranch, isProtected: (ref) => ref === there };
}

/**
 * The repository itself, as a server sees it, to which `refs` are pushed. Protected are the branch that its HEAD names and those of its own setting `tidemark.protected`;
 * a HEAD that names no branch with a commit leaves the usual default branch.
 */
export async function readOwnPushTarget(
  repository: Repository,
  refs: readonly string[],
): Promise<PushTarget> {
  const [head, usual, named, resolved] = await Promise.all([
    readOwnDefault(repository),
    readLocalDefault(repository),
    readGitSettings(repository.directory, 'tidemark.protected'),
    resolveRefs(repository, refs),
  ]);
  const defaultBranch = head?.commit === undefined ? (usual ?? head) : head;
  const names = new Set([head?.ref, defaultBranch?.ref, ...named.map(fullName)]);
  return {
    published: { kind: 'refs' },
    defaultBranch,
    isProtected: (ref) => names.has(ref) || names.has(resolved.get(ref)),
  };
}

function fullName(name: string): string {
  return name.startsWith('refs/') ? name : `refs/heads/${name}`;
}
