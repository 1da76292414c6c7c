import type { Claim } from './claim.ts';
import { remember } from './remember.ts';
import { foldTitle, nameOf, subjectOf } from './subject.ts';

/** A claim, or something that refers to one. */
type Telling = Claim | { readonly claim: Claim };

/**
 * Those of an ID's claims that another one is compared with. No ID that people use has many subjects; a file that was made to keep a server
 * busy has ten thousand. Of so many, each subject counts once: the claim's own, if it is among them, and the first of the others.
 */
export function comparable<T extends Telling>(known: readonly T[], claim: Claim): readonly T[] {
  if (known.length <= MANY) return known;
  const { places, first } = subjectsOf(known);
  const own = places.get(subjectName(claim)) ?? -1;
  return [...new Set([own, ...first])].flatMap((at) => known[at] ?? []);
}

/** With how many others anything is compared one by one. */
export const MANY = 50;

/** Where each subject comes first, and the first places of all that can be told apart by their slugs. */
const subjectsOf = remember((known: readonly Telling[]) => {
  const places = new Map<string, number>();
  const slugs = new Map<string, number>();
  for (const [at, one] of known.entries()) {
    const claim = 'claim' in one ? one.claim : one;
    const [name, { slug }] = [subjectName(claim), subjectOf(claim)];
    if (!places.has(name)) places.set(name, at);
    if (!slugs.has(slug)) slugs.set(slug, at);
  }
  return { places, first: [...slugs.values()].slice(0, MANY) };
});

function subjectName(claim: Claim): string {
  return subjectOf(claim).slug || foldTitle(nameOf(claim));
}
