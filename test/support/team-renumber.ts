import {
  hasLeft,
  ownershipOf,
  publishedRank,
  type Claimant,
  type Ownership,
} from '../../src/core/renumbering/claimants.ts';
import { destinationOf } from '../../src/core/renumbering/destination.ts';
import { factsOf, type Facts } from '../../src/core/ledger/facts.ts';
import { parseItemId, splitLeadingId, type ItemId } from '../../src/core/ids/item-id.ts';
import { decideKeeper, type Succession } from '../../src/core/renumbering/keeper.ts';
import { returnsOf, undisputedReturns, type Returns } from '../../src/core/renumbering/returns.ts';
import {
  canMove,
  planRenumbering,
  type Contents,
  type Renumbering,
} from '../../src/core/renumbering/renumber-plan.ts';
import type { Situation } from '../../src/core/ledger/situation.ts';
import { collisionsIn } from '../../src/renumbering/planning/renumber-situations.ts';
import type { Move } from './team.ts';
import type { Files, Thing } from './team-things.ts';
import { directoryOf, WORKLOG } from './team-snapshot.ts';

const NO_CONTENTS: Contents = { files: new Map(), strays: [], defining: [] };

/**
 * What `tidemark renumber` makes of these files in this situation; undefined where something that collides has nothing left that could
 * carry a new ID, so that only people can go on.
 */
export function renumber(
  situation: Situation,
  files: Files,
  draw: () => number,
): { readonly files: Files; readonly moves: readonly Move[] } | undefined {
  const fresh = collisionsIn(situation).filter(({ inherited }) => !inherited);
  const keys = new Set(fresh.map(({ id }) => id ?? ''));
  const facts = factsOf(situation);
  const returns = returnsOf(facts, keys);
  const disputed = [...keys].sort().flatMap((key) => {
    const ownership = ownershipOf(facts, key);
    return ownership.claimants.length < 2 ? [] : { ownership, succession: keeperOf(facts, ownership) };
  });
  const plans: Renumbering[] = [];
  for (const { ownership, succession } of [...disputed, ...undisputedReturns(facts, returns, keys)]) {
    const moving = succession.yielding.filter(({ claimant }) => canMove(claimant));
    const ids: ItemId[] = [];
    for (const { claimant } of moving) {
      const given = [...plans.flatMap(({ parts }) => parts.flatMap(({ to }) => to ?? [])), ...ids];
      const known = returnOf(claimant, returns) ?? destinationOf(facts, claimant, given);
      ids.push(known ?? { prefix: 'WRK', number: draw() });
    }
    plans.push(planRenumbering(ownership, succession, ids, [], NO_CONTENTS));
  }
  if (plans.some(({ parts }) => parts.some(({ to }) => to === undefined))) return undefined;
  return apply(plans, files);
}

function keeperOf(facts: Facts, ownership: Ownership): Succession {
  return decideKeeper(ownership, {
    published: { label: 'published', rank: (claimant) => rankOf(facts, claimant) },
    hasLeft: (claimant) => hasLeft(facts, claimant),
    references: () => 0,
  });
}

/** The number that a base has for what is here under another one. */
function returnOf({ items }: Claimant, returns: Returns): ItemId | undefined {
  return items.flatMap(({ claim, present }) => (present && returns.get(claim)?.stay.id) || [])[0];
}

/** As `renumber` does: where nobody knows what others have, what cannot move comes first. */
function rankOf(facts: Facts, claimant: Claimant): number {
  const isStuck = facts.target?.level === 'off' && !canMove(claimant);
  return isStuck ? Infinity : publishedRank(facts, claimant);
}

function apply(
  plans: readonly Renumbering[],
  files: Files,
): { readonly files: Files; readonly moves: readonly Move[] } {
  const parts = plans.flatMap((plan) => plan.parts);
  const edits = new Map(
    parts.flatMap((part) => part.edits.map(({ place, to }) => [`${place.path}:${place.line}`, numberOf(to)])),
  );
  const moved = new Map(
    parts.flatMap((part) =>
      part.moves.map(({ from, to }) => [from, numberOf(to.slice(to.lastIndexOf('/') + 1))]),
    ),
  );
  const moves: Move[] = [];
  const give = <T extends Thing>(thing: T, number: number | undefined): T => {
    if (number === undefined) return thing;
    moves.push({ token: thing.token, from: thing.number });
    return { ...thing, number };
  };
  const items = files.items.map((item, index) => give(item, edits.get(`${files.path}:${index + 1}`)));
  const headings = files.headings.map((entry, index) => give(entry, edits.get(`${WORKLOG}:${index + 1}`)));
  const directories = files.directories.map((thing) => give(thing, moved.get(directoryOf(thing))));
  const given = [...edits.values(), ...moved.values()];
  return { files: { ...files, items, headings, directories, mark: Math.max(files.mark, ...given) }, moves };
}

function numberOf(name: string): number {
  return (parseItemId(name) ?? splitLeadingId(name)?.id)?.number ?? 0;
}
