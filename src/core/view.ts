import type { Claim, DirectoryClaim, HeadingClaim, ItemClaim } from './claim.ts';
import type { Backlog, Mark, Snapshot } from './snapshot.ts';
import type { BacklogVersion, Base, Ground } from './situation.ts';

export type ByKey<C> = ReadonlyMap<string, readonly C[]>;

/** One snapshot with its claims at hand by ID. */
export interface View {
  readonly snapshot: Snapshot;
  /** Its own, or the one lent to a lost base. */
  readonly backlog: Backlog | undefined;
  readonly items: ByKey<ItemClaim>;
  readonly headings: ByKey<HeadingClaim>;
  /** Only directories of known prefixes: the others claim nothing. */
  readonly directories: ByKey<DirectoryClaim>;
  /** `next_item_id` where it is a valid one. */
  readonly mark: number | undefined;
  /** The higher of mark and highest claim; 0 without either. */
  readonly line: number;
}

export interface BaseView extends View {
  readonly fork: View;
  readonly versions: readonly BacklogVersion[];
}

/** Indexes a snapshot. `prefixes` are the known ones, upper-case; empty means that every prefix claims. */
export function viewOf({ snapshot, lent }: Ground, prefixes: ReadonlySet<string>): View {
  const backlog = snapshot.backlog.state === 'readable' ? snapshot.backlog.backlog : lent;
  const claiming = snapshot.directories.filter(({ id }) => prefixes.size === 0 || prefixes.has(id.prefix));
  const view = {
    snapshot,
    backlog,
    items: byKey(backlog?.items ?? []),
    headings: byKey(snapshot.headings),
    directories: byKey(claiming),
    mark: backlog && markValue(backlog.mark),
  };
  return { ...view, line: Math.max(view.mark ?? 0, highestClaim(view)?.id.number ?? 0) };
}

export function baseViewOf(
  base: Base,
  prefixes: ReadonlySet<string>,
  versions: readonly BacklogVersion[],
): BaseView {
  const view = viewOf(base, prefixes);
  return { ...view, fork: base.fork ? viewOf(base.fork, prefixes) : view, versions };
}

export function markValue(mark: Mark): number | undefined {
  return mark.state === 'valid' ? mark.value : undefined;
}

/** The highest of the claims that `counts` lets through; items win over headings, headings over directories. */
export function highestClaim(
  view: Pick<View, 'items' | 'headings' | 'directories'>,
  counts: (claim: Claim) => boolean = () => true,
): Claim | undefined {
  return [
    highestOf(view.items, counts),
    highestOf(view.headings, counts),
    highestOf(view.directories, counts),
  ]
    .filter((claim) => claim !== undefined)
    .reduce<Claim | undefined>(
      (best, claim) => (best && best.id.number >= claim.id.number ? best : claim),
      undefined,
    );
}

export function highestOf<C extends Claim>(
  claims: ByKey<C>,
  counts: (claim: C) => boolean = () => true,
): C | undefined {
  let best: C | undefined;
  for (const [first] of claims.values()) {
    if (first && (!best || first.id.number > best.id.number) && counts(first)) best = first;
  }
  return best;
}

export function hasClaim(view: View, key: string): boolean {
  return view.items.has(key) || view.headings.has(key) || view.directories.has(key);
}

export function byKey<C extends Claim>(claims: readonly C[]): ByKey<C> {
  const map = new Map<string, C[]>();
  for (const claim of claims) {
    const known = map.get(claim.key);
    if (known) known.push(claim);
    else map.set(claim.key, [claim]);
  }
  return map;
}
