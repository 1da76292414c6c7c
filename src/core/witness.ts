import type { Claim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { isRepaired } from './repair.ts';
import type { BacklogVersion } from './situation.ts';
import type { BaseView, View } from './view.ts';

/** A commit that tells what an ID meant somewhere before: a base, a side of a merge, or the fork of one. */
export interface Witness {
  readonly label: string;
  /** Full hex; undefined for a snapshot that is no commit. */
  readonly commit: string | undefined;
  readonly backlogPath: string | undefined;
  /** Everybody had seen it before: a base outside of merges, in a merge the fork. */
  readonly past: boolean;
  /** Its claims on an ID. Where its backlog has no item of it, the last one that had it counts. */
  readonly claims: (key: string) => readonly Claim[];
  /** It had an item of that ID, and has none any more. */
  readonly lost: (key: string) => boolean;
}

/** All that can tell where a claim on an ID comes from: in a merge the forks and the sides, otherwise the bases. */
export function witnessesOf(facts: Facts): readonly Witness[] {
  const { sides, bases } = facts;
  if (sides.length === 0) return bases.map((base) => witnessOf(base, base.versions, true));
  const forks = new Map(
    sides.map((side) => {
      const versions = side.versions.filter(({ sinceFork }) => !sinceFork);
      return [side.fork.snapshot.commit, witnessOf(side.fork, versions, true)];
    }),
  );
  return [...forks.values(), ...sides.map((side) => withoutRepaired(facts, side))];
}

/** What was renumbered since is no claim any more. */
function withoutRepaired(facts: Facts, side: BaseView): Witness {
  const witness = witnessOf(side, sinceForkOf(side), false);
  const claims = (key: string) => witness.claims(key).filter((claim) => !isRepaired(facts, side, claim));
  return { ...witness, claims };
}

function sinceForkOf({ versions }: BaseView): readonly BacklogVersion[] {
  return versions.filter(({ sinceFork }) => sinceFork);
}

function witnessOf(view: View, versions: readonly BacklogVersion[], past: boolean): Witness {
  const { label, commit } = view.snapshot;
  const itemsOf = (key: string): readonly ItemClaim[] => {
    const last = versions.find(({ backlog }) => backlog.items.some((item) => item.key === key));
    return view.items.get(key) ?? last?.backlog.items.filter((item) => item.key === key) ?? [];
  };
  return {
    label,
    commit,
    backlogPath: view.backlog?.path,
    past,
    claims: (key) => [
      ...itemsOf(key),
      ...(view.headings.get(key) ?? []),
      ...(view.directories.get(key) ?? []),
    ],
    lost: (key) => !view.items.has(key) && itemsOf(key).length > 0,
  };
}
