import { prefixesIn } from '../ids/claim-groups.ts';
import { remember } from '../ids/remember.ts';
import { rowsOf } from './rows/item-rows.ts';
import { traceRowsOf } from './rows/trace-rows.ts';
import type { Situation } from './situation.ts';
import type { Backlog, Snapshot } from './snapshot.ts';
import { backlogOf, type View } from './view.ts';

/** The prefixes, upper-case, that items, headings and configurations of a situation name. Directories name none: they follow. */
export function knownPrefixes(situation: Situation): ReadonlySet<string> {
  const { candidate, bases, sides, policy, versions, trustNoMark } = situation;
  const prefixes = new Set(policy.prefixes);
  const add = (prefix: string): unknown => prefixes.add(prefix);
  for (const base of [{ snapshot: candidate, lent: undefined }, ...bases, ...sides]) {
    const backlog = backlogOf(base);
    base.snapshot.prefixes.forEach(add);
    prefixesOfHeadings(base.snapshot).forEach(add);
    if (backlog) prefixesOfItems(backlog).forEach(add);
  }
  // Where others share what comes in, a prefix counts for as long as history knows it.
  if (trustNoMark)
    for (const { state } of versions) for (const { id } of state.entries) prefixes.add(id.prefix);
  return prefixes;
}

/** Whether directories are new of which only history can say whether their prefix counts. */
export function needsPrefixes(situation: Situation): boolean {
  const { candidate, bases, trustNoMark } = situation;
  if (!trustNoMark) return false;
  const prefixes = knownPrefixes(situation);
  const known = new Set(bases.flatMap(({ snapshot }) => snapshot.directories.map(({ place }) => place.path)));
  return candidate.directories.some(({ id, place }) => !prefixes.has(id.prefix) && !known.has(place.path));
}

/** Whether an item or a heading of a view has a prefix. */
export function hasPrefix(
  { backlog, snapshot }: Pick<View, 'backlog' | 'snapshot'>,
  prefix: string,
): boolean {
  return (
    (backlog !== undefined && prefixesOfItems(backlog).has(prefix)) ||
    prefixesOfHeadings(snapshot).has(prefix)
  );
}

const prefixesOfItems = remember((backlog: Backlog) => prefixesIn(rowsOf(backlog)));
const prefixesOfHeadings = remember((snapshot: Snapshot) => prefixesIn(traceRowsOf(snapshot).headings));
