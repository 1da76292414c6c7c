import type { Claim } from './claim.ts';
import { remember } from './remember.ts';
import { foldTitle, nameOf, subjectOf } from './subject.ts';

/**
 * Those of an ID's claims that another one is compared with. No ID that people use has many subjects; a file that was made to keep a server
 * busy has ten thousand. Of so many, each subject counts once: the claim's own, if it is among them, and the first of the others. Whoever
 * agrees with another one of them is told of all the same.
 */
export function comparable<C extends Claim>(known: readonly C[], claim: Claim): readonly C[] {
  if (known.length <= MANY) return known;
  const { places, first } = subjectsOf(known);
  const own = places.get(subjectName(claim)) ?? -1;
  return [...new Set([own, ...first])].flatMap((at) => known[at] ?? []);
}

/** With how many others anything is compared one by one. */
export const MANY = 50;

/** Where each subject comes first, and the first of those places. */
const subjectsOf = remember((known: readonly Claim[]) => {
  const places = new Map<string, number>();
  for (const [at, claim] of known.entries()) {
    const name = subjectName(claim);
    if (!places.has(name)) places.set(name, at);
  }
  return { places, first: [...places.values()].slice(0, MANY) };
});

function subjectName(claim: Claim): string {
  return subjectOf(claim).slug || foldTitle(nameOf(claim));
}
