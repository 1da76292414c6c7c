import type { Claim, ItemClaim } from './claim.ts';
import { standsElsewhere } from './elsewhere.ts';
import type { Facts } from './facts.ts';
import { withoutRenumbered } from './lineage.ts';
import { isRepaired } from './repair.ts';
import type { BacklogVersion } from './situation.ts';
import { claimsAgree, itemsAgree } from './subject.ts';
import { itemVersions } from './versions.ts';
import { tracesOf, type BaseView, type View } from './view.ts';

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
  /** It has no item of that ID, or none any more. */
  readonly lost: (key: string) => boolean;
}

/** All that can tell where a claim on an ID comes from: in a merge the forks and the sides, otherwise the bases. */
export function witnessesOf(facts: Facts): readonly Witness[] {
  const { sides, bases } = facts;
  if (sides.length === 0) return bases.map((base) => witnessOf(facts, base, base.versions, true));
  // What was renumbered since, on whatever side, is no claim any more.
  const counts = (claim: Claim): boolean => !sides.some((side) => isRepaired(facts, side, claim));
  const forks = new Map(
    sides.map((side) => {
      const versions = side.versions.filter(({ sinceFork }) => !sinceFork);
      return [side.fork.snapshot.commit, witnessOf(facts, side.fork, versions, true, counts)];
    }),
  );
  return [...forks.values(), ...sides.map((side) => sideWitness(facts, side))];
}

function sideWitness(facts: Facts, side: BaseView): Witness {
  const versions = side.versions.filter(({ sinceFork }) => sinceFork);
  return witnessOf(facts, side, versions, false, (claim) => !isRepaired(facts, side, claim));
}

function witnessOf(
  facts: Facts,
  view: View,
  versions: readonly BacklogVersion[],
  past: boolean,
  counts: (claim: Claim) => boolean = () => true,
): Witness {
  const { label, commit } = view.snapshot;
  const lastItems = (key: string): readonly ItemClaim[] => {
    const uses = itemVersions({ versions }, key).filter(({ claim }) => counts(claim));
    // Of what everybody had seen the last item counts; a side may have drawn the number more than once.
    if (past) {
      const items = withoutRenumbered(versions, uses).map(({ claim }) => claim);
      const departed = items.filter((item) => !standsElsewhere(facts, view, item));
      return (departed.length > 0 || isLeftToOthers(view, items) ? departed : items).slice(0, 1);
    }
    return uses
      .map(({ claim }) => claim)
      .filter((claim, at, claims) => claims.findIndex((other) => itemsAgree(other, claim)) === at);
  };
  const itemsOf = (key: string): readonly ItemClaim[] => {
    const here = view.items.get(key)?.filter(counts) ?? [];
    return here.length > 0 ? here : lastItems(key);
  };
  return {
    label,
    commit,
    backlogPath: view.backlog?.path,
    past,
    claims: (key) => [...itemsOf(key), ...tracesOf(view, key).filter(counts)],
    lost: (key) => !view.items.has(key),
  };
}

/** Entries or directories have the ID of items for something else. */
function isLeftToOthers(view: View, items: readonly ItemClaim[]): boolean {
  return items.some((item) =>
    tracesOf(view, item.key).some((trace) => claimsAgree(item, trace) === 'disagree'),
  );
}
