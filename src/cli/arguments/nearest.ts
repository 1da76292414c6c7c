import { closest, distance } from 'fastest-levenshtein';

/** The end of a sentence about a mistyped word: `; did you mean X?` for the nearest known one, or `otherwise` where none is near. */
export function nearest(word: string, known: readonly string[], otherwise = '.'): string {
  const begun = known.find((candidate) => candidate.startsWith(word));
  const best = begun ?? closest(word, known);
  const near = begun !== undefined || distance(word, best) <= Math.max(2, word.length / 3);
  return best && near ? `; did you mean ${best}?` : otherwise;
}
