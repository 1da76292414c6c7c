import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean X?` for the known word that a mistyped one is nearest to; empty where none is near. */
export function nearest(word: string, known: readonly string[]): string {
  const best = closest(word, known);
  return best && distance(word, best) <= Math.max(2, word.length / 3) ? `; did you mean ${best}?` : '';
}
