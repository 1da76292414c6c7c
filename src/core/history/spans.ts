import type { Scope, Version } from '../identity/timeline.ts';
import type { Chronicle } from './chronicle.ts';

/** When a thing had its ID. */
export interface Span {
  /** The version that brought it; undefined where none has it. */
  readonly first: Version | undefined;
  /** The last one that has it, or right behind that the one that has it no more. */
  readonly last: Version | undefined;
}

export function spanOf({ orderOf }: Chronicle, { holders }: { readonly holders: Scope }): Span {
  let first: Version | undefined;
  let last: Version | undefined;
  for (const version of holders) {
    if (!first || orderOf(version) < orderOf(first)) first = version;
    if (!last || orderOf(version) > orderOf(last)) last = version;
  }
  const [left] = last?.after.filter((version) => !holders.has(version)) ?? [];
  return { first, last: left ?? last };
}

/** Whether a moment is not before another one; both are RFC 3339. */
export function isLater(moment: string, since: string): boolean {
  return Date.parse(moment) >= Date.parse(since);
}

/** The last of some versions, by its order; -1 of none. There may be very many. */
export function lastOf({ orderOf }: Chronicle, versions: Iterable<Version>): number {
  let last = -1;
  for (const version of versions) last = Math.max(last, orderOf(version));
  return last;
}
