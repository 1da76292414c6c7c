import { inQuotes } from '../messages/wording.ts';
import { decideKeeper } from '../renumbering/keeper.ts';
import { claimantOf, type Claimant } from '../renumbering/claimants.ts';
import type { Drawn } from './branch-draws.ts';

/** Which of the things that have one ID keeps it, and why. */
export interface Kept {
  readonly keeper: Drawn;
  readonly because: string;
}

/** Decides as `renumber --against` would: what a base has keeps the ID; else what is done; else what is older; else the first one. */
export function keeperOf(things: readonly [Drawn, Drawn, ...Drawn[]]): Kept {
  const [{ base }] = things;
  const claimants = things.map(claimantFor);
  const thingOf = (claimant: Claimant): Drawn =>
    things.reduce((found, thing, at) => (claimants[at] === claimant ? thing : found));
  const { keeper, yielding } = decideKeeper(
    { claimants },
    {
      published: base && { label: base.ref, rank: (claimant) => Number(thingOf(claimant).base === base) },
      hasLeft: () => false,
      references: () => 0,
    },
  );
  const [because] = yielding.map((one) => one.because);
  // Branches have no order, unlike items in a file.
  return {
    keeper: thingOf(keeper),
    because: because?.startsWith('neither') ? 'neither is older' : String(because),
  };
}

/** What a base has keeps its number; else what was drawn first, by the dates of commits. */
export function fileKeeperOf(things: readonly [Drawn, Drawn, ...Drawn[]]): Kept {
  const [first] = things;
  const published = things.find(({ base }) => base !== undefined);
  if (published?.base) {
    const because = `${inQuotes(published.name)} is in ${published.base.ref} already`;
    return { keeper: published, because };
  }
  const keeper = things.reduce((best, thing) => (drawnAs(thing) < drawnAs(best) ? thing : best), first);
  return { keeper, because: `${inQuotes(keeper.name)} was drawn first` };
}

/** Things are numbered in the order in which they came. */
function drawnAs({ holders: [{ claims }] }: Drawn): number {
  const entries = claims.filter((claim) => claim.kind === 'item');
  return Math.min(...entries.map(({ fingerprint }) => Number(fingerprint)));
}

function claimantFor({ name, holders }: Drawn): Claimant {
  const seen = holders.flatMap(({ tip: { ref, commit }, claims }) => {
    const holder = { label: ref, commit, backlogPath: undefined, past: false, lost: () => false };
    return claims.map((claim) => ({ claim, present: false, parties: [holder] }));
  });
  return claimantOf(name, seen);
}
