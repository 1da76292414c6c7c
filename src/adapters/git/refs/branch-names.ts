import type { Asked } from '../git.ts';
import { listBranchRefs } from './branch-refs.ts';
import type { ReadObject } from '../objects.ts';

/**
 * Whose names come first: at home those of local branches, in CI those of the remote's; on a server, where every branch is its own, what
 * clones call it.
 */
export type Naming = 'local' | 'remote' | 'server';

/** A branch that names just this commit (full hex), so that it may stand for it in a command; undefined where none does. */
export type NameOf = (commit: string) => Promise<string | undefined>;

/** Asks git once, when the first name is wanted. */
export function openBranchNames(asked: Asked, read: ReadObject, naming: Naming): NameOf {
  let listing: Promise<readonly Branch[]> | undefined;
  return async (commit) => {
    listing ??= listBranches(asked);
    const [best] = (await listing)
      .filter((branch) => branch.commit === commit)
      .toSorted((one, other) => rank(one, naming) - rank(other, naming));
    if (!best || best.name.startsWith('-')) return undefined;
    if (naming === 'server') return `origin/${best.name}`;
    // A tag, or a branch called like a remote one, would win over it.
    return (await read(`${best.name}^{commit}`))?.oid === commit ? best.name : undefined;
  };
}

interface Branch {
  readonly commit: string;
  /** `main`, `origin/main`. */
  readonly name: string;
  readonly remote: boolean;
  /** Of a name that everybody starts from. */
  readonly main: boolean;
}

async function listBranches(asked: Asked): Promise<readonly Branch[]> {
  const refs = await listBranchRefs(asked);
  const heads = new Set(refs.flatMap(({ target }) => target ?? []));
  return refs.flatMap(({ commit, ref, target }) => {
    const [, kind, name = ''] = /^refs\/(heads|remotes)\/(.+)$/u.exec(ref) ?? [];
    if (kind === undefined || target !== undefined) return [];
    const main = heads.has(ref) || /^(?:[^/]+\/)?(?:main|master)$/u.test(name);
    return [{ commit, name, remote: kind === 'remotes', main }];
  });
}

/** The branch that everybody knows first, then the side that is asked for. */
function rank({ remote, main }: Branch, naming: Naming): number {
  return (main ? 0 : 2) + (remote === (naming === 'remote') ? 0 : 1);
}
