import type { CommitGraph } from '../file-history.ts';
import { git } from '../git.ts';
import { excluding } from '../publication.ts';
import type { Published } from '../publication.ts';
import type { Repository } from '../repository.ts';

/** What `tips` (full hex) bring that nobody else has, whichever of them brings it: one question for any number of them. */
export async function listNewCommits(
  { directory }: Repository,
  tips: readonly string[],
  published: Published,
): Promise<CommitGraph> {
  if (tips.length === 0) return new Map();
  const args = ['rev-list', '--parents', '--date-order', '--stdin', '--not', ...excluding(published)];
  const output = await git(directory, args, Buffer.from(`${tips.join('\n')}\n`));
  const lines = output.toString('latin1').split('\n').filter(Boolean);
  return new Map(
    lines.map((line): [string, readonly string[]] => {
      const [commit = '', ...parents] = line.split(' ');
      return [commit, parents];
    }),
  );
}

/** What one tip brings, and the commits that it stands on, which somebody else has. */
export interface NewWork {
  readonly graph: CommitGraph;
  readonly onto: readonly string[];
}

/** Tells it for each tip of a graph; undefined for one that brings nothing. */
export function newWorkIn(all: CommitGraph): (tip: string) => NewWork | undefined {
  const places = new Map([...all.keys()].map((commit, at) => [commit, at]));
  const placeOf = (commit: string): number => places.get(commit) ?? 0;
  return (tip) => {
    if (!all.has(tip)) return undefined;
    const reached = new Set([tip]);
    const onto = new Set<string>();
    for (const commit of reached)
      for (const parent of all.get(commit) ?? []) (all.has(parent) ? reached : onto).add(parent);
    const inOrder = [...reached].toSorted((one, other) => placeOf(one) - placeOf(other));
    return { graph: new Map(inOrder.map((commit) => [commit, all.get(commit) ?? []])), onto: [...onto] };
  };
}
