import type { Claim } from '../ids/claim.ts';
import { remember } from '../ids/remember.ts';
import type { Situation } from './situation.ts';
import type { Backlog, Snapshot } from './snapshot.ts';
import { backlogOf, type View } from './view.ts';

/** The prefixes, upper-case, that items, headings and configurations of a situation name. Directories name none: they follow. */
export function knownPrefixes({ candidate, bases, sides, policy }: Situation): ReadonlySet<string> {
  const prefixes = new Set(policy.prefixes);
  const add = (prefix: string): unknown => prefixes.add(prefix);
  for (const base of [{ snapshot: candidate, lent: undefined }, ...bases, ...sides]) {
    const backlog = backlogOf(base);
    base.snapshot.prefixes.forEach(add);
    prefixesOfHeadings(base.snapshot).forEach(add);
    if (backlog) prefixesOfItems(backlog).forEach(add);
  }
  return prefixes;
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

const prefixesOfItems = remember((backlog: Backlog) => prefixesOf(backlog.items));
const prefixesOfHeadings = remember((snapshot: Snapshot) => prefixesOf(snapshot.headings));

function prefixesOf(claims: readonly Claim[]): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const { id } of claims) prefixes.add(id.prefix);
  return prefixes;
}
