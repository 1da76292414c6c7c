/**
 * The order of merged keys: that of our side with the keys only they have before the same neighbour as there, so that what
 * both sides appended stays appended. Where they alone moved old keys about, the other way round. No key is ever lost.
 */
export function mergeOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const theirsMoved = isReordered(base, theirs) && !isReordered(base, ours);
  return theirsMoved ? weave(theirs, ours) : weave(ours, theirs);
}

function isReordered(base: readonly string[], side: readonly string[]): boolean {
  const rank = new Map(base.map((key, index) => [key, index]));
  const ranks = side.map((key) => rank.get(key)).filter((index) => index !== undefined);
  return ranks.some((index, at) => index < (ranks[at - 1] ?? -1));
}

function weave(main: readonly string[], other: readonly string[]): readonly string[] {
  const known = new Set(main);
  const before = new Map<string, readonly string[]>();
  let waiting: string[] = [];
  for (const key of other) {
    if (!known.has(key)) {
      waiting.push(key);
    } else {
      before.set(key, waiting);
      waiting = [];
    }
  }
  return [...main.flatMap((key) => [...(before.get(key) ?? []), key]), ...waiting];
}
