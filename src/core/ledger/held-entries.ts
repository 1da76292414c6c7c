import type { ItemClaim } from '../ids/claim.ts';
import { remember } from '../ids/remember.ts';
import type { LedgerState } from './snapshot.ts';

interface Versioned {
  readonly state: LedgerState;
}

/** An entry, and which versions of a list have it. */
export interface HeldEntry {
  readonly entry: ItemClaim;
  /** Where neighbours that have it begin and end in the list. */
  readonly runs: readonly Run[];
}

interface Run {
  readonly first: number;
  last: number;
}

/** The entries of all versions: each value once, in the order in which the list comes to it. */
export const heldEntries = remember((versions: readonly Versioned[]): readonly HeldEntry[] => {
  const found = new Map<ItemClaim, HeldEntry & { readonly runs: Run[] }>();
  for (const [at, { state }] of versions.entries()) {
    for (const entry of state.entries) {
      const held = found.get(entry);
      const run = held?.runs.at(-1);
      if (!held) found.set(entry, { entry, runs: [{ first: at, last: at }] });
      else if (run && at <= run.last + 1) run.last = at;
      else held.runs.push({ first: at, last: at });
    }
  }
  return [...found.values()];
});

/** The versions of the list that have an entry. */
export function holdersOf<V extends Versioned>(versions: readonly V[], { runs }: HeldEntry): readonly V[] {
  return runs.flatMap(({ first, last }) => versions.slice(first, last + 1));
}
