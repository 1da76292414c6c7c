import type { Claim } from '../../ids/claim.ts';

/** Several claims of one kind to one ID. */
export interface Rivals<C> {
  /** The one that is reported: the last of the new ones, else the last. */
  readonly newest: C;
  readonly first: C;
  /** All but the newest, in their order. */
  readonly others: readonly C[];
}

/** Undefined for a single claim. */
export function rivalsAmong<C extends Claim>(
  claims: readonly [C, ...C[]],
  isNew: (claim: C) => boolean,
): Rivals<C> | undefined {
  const [one, two] = claims;
  if (!two) return undefined;
  const newest = claims.reduce((best, claim) => (isNew(claim) || !isNew(best) ? claim : best));
  const others = claims.filter((claim) => claim !== newest);
  return { newest, first: newest === one ? two : one, others };
}
