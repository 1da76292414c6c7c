import { rootOf, type Known } from './things.ts';

/** What a version has under some numbers, by key. */
export type State = ReadonlyMap<string, readonly Known[]>;

/** Two lines that came to the same are the same. */
export function makeOnly(): (state: State) => State {
  const byName = new Map<string, State>();
  const bySignature = new Map<string, number>();
  const numbers = new Map<Known, number>();
  const numberOf = (known: Known): number => {
    const signature = signatureOf(known);
    const number = bySignature.get(signature) ?? bySignature.size;
    bySignature.set(signature, number);
    numbers.set(known, number);
    return number;
  };
  return (state) => {
    const own: number[] = [];
    for (const list of state.values())
      for (const known of list) own.push(numbers.get(known) ?? numberOf(known));
    const name = Uint32Array.from(own).sort().join();
    const known = byName.get(name) ?? state;
    byName.set(name, known);
    return known;
  };
}

function signatureOf({ entry: { key, slug, isArchived }, thing }: Known): string {
  return [key, slug, rootOf(thing).id, isArchived].join('\n');
}
