import type { ByKey, Claim, DirectoryClaim, HeadingClaim, ItemClaim, NearMiss, Row } from '../ids/claim.ts';
import { highestOf, prefixesIn, type Named } from '../ids/claim-groups.ts';
import { MAX_ITEM_NUMBER } from '../ids/item-id.ts';
import { remember } from '../ids/remember.ts';
import { RowGroups } from '../ids/row-groups.ts';
import { itemsByKey } from './rows/item-rows.ts';
import { directoriesByKey, headingsByKey, traceRowsOf } from './rows/trace-rows.ts';
import type { Backlog, Mark, Snapshot } from './snapshot.ts';
import type { Base, BaseSnapshot } from './situation.ts';

/** One snapshot with its claims at hand by ID. */
export interface View {
  readonly snapshot: Snapshot;
  /** Its own, or the one lent to a lost base. */
  readonly backlog: Backlog | undefined;
  /** Where that was read, for people: the snapshot's label, or the commit that lent it. */
  readonly backlogSeenIn: string;
  readonly items: ByKey<ItemClaim>;
  readonly headings: ByKey<HeadingClaim>;
  /** Only directories of known prefixes: the others claim nothing. */
  readonly directories: ByKey<DirectoryClaim>;
  /** The known prefixes, upper-case. */
  readonly prefixes: ReadonlySet<string>;
  /** What looks like a claim of a known prefix, and is none. */
  readonly nearMisses: readonly NearMiss[];
  /** `next_item_id` where it says a number, though perhaps in disguise. */
  readonly mark: number | undefined;
  /** The higher of mark and highest claim; 0 without either. */
  readonly line: number;
}

export interface BaseView extends View {
  /** Outside of merges the base itself. */
  readonly fork: View;
}

const NO_ITEMS: ByKey<ItemClaim> = new Map();

/** Indexes a snapshot. `prefixes` are the known ones, upper-case; empty means that every prefix claims. */
export function viewOf({ snapshot, lent }: BaseSnapshot, prefixes: ReadonlySet<string>): View {
  const backlog = backlogOf({ snapshot, lent });
  const view = {
    snapshot,
    backlog,
    backlogSeenIn: backlog && backlog === lent?.backlog ? lent.commit.slice(0, 10) : snapshot.label,
    items: backlog ? itemsByKey(backlog) : NO_ITEMS,
    headings: headingsByKey(snapshot),
    directories: claimingOf(snapshot, prefixes),
    prefixes,
    nearMisses: (snapshot.nearMisses ?? []).filter(({ id }) => prefixes.has(id.prefix)),
    mark: backlog && meantMark(backlog.mark),
  };
  return { ...view, line: Math.max(view.mark ?? 0, highestClaim(view)?.number ?? 0) };
}

export function baseViewOf(base: Base, prefixes: ReadonlySet<string>): BaseView {
  const view = viewOf(base, prefixes);
  return { ...view, fork: base.fork ? viewOf(base.fork, prefixes) : view };
}

/** Those of some commits (full hex). */
export function viewsAt<V extends View>(views: readonly V[], commits: readonly string[] = []): readonly V[] {
  const asked = new Set(commits);
  return views.filter(({ snapshot }) => asked.has(snapshot.commit ?? ''));
}

/** A snapshot's own backlog, else the one that it borrows. */
export function backlogOf({ snapshot, lent }: BaseSnapshot): Backlog | undefined {
  return snapshot.backlog.state === 'readable' ? snapshot.backlog.backlog : lent?.backlog;
}

/** Where a snapshot has its backlog, or would have it. */
export function backlogPathOf({ backlog }: Snapshot): string {
  return backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
}

const directoryPrefixesOf = remember((snapshot: Snapshot) => prefixesIn(traceRowsOf(snapshot).directories));

function claimingOf(snapshot: Snapshot, prefixes: ReadonlySet<string>): ByKey<DirectoryClaim> {
  const all = directoriesByKey(snapshot);
  const isClaiming = (prefix: string): boolean => prefixes.size === 0 || prefixes.has(prefix);
  // Nearly always all of them claim, and there may be thousands.
  if ([...directoryPrefixesOf(snapshot)].every(isClaiming)) return all;
  return all.rows
    ? new RowGroups(all.rows.filter(({ prefix }) => isClaiming(prefix)))
    : new Map([...all].filter(([, [first]]) => isClaiming(first.id.prefix)));
}

export function markValue(mark: Mark): number | undefined {
  return mark.state === 'valid' ? mark.value : undefined;
}

/** The same, but a whole number in disguise, such as `"142"`, `142.0`, `1_000` or `0x8e`, counts as what it says. */
export function meantMark(mark: Mark): number | undefined {
  if (mark.state !== 'invalid') return markValue(mark);
  const digits = /^(["']?)\+?(\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)(?:\.0*)?\1$/iu.exec(mark.text)?.[2];
  const number = digits === undefined ? NaN : Number(digits.replaceAll('_', ''));
  return number <= MAX_ITEM_NUMBER ? number : undefined;
}

type Claims = Pick<View, 'items' | 'headings' | 'directories'>;

/** The highest of the claims that `counts` lets through; items win over headings, headings over directories. */
export function highestClaim(claims: Claims, counts?: (claim: Named) => boolean): Row<Claim> | undefined {
  return highestOfEach(claims, counts).reduce<Row<Claim> | undefined>(
    (best, row) => (best && best.number >= row.number ? best : row),
    undefined,
  );
}

/** The highest item, the highest heading and the highest directory that `counts` lets through. */
export function highestOfEach(
  { items, headings, directories }: Claims,
  counts?: (claim: Named) => boolean,
): readonly Row<Claim>[] {
  return [highestOf(items, counts), highestOf(headings, counts), highestOf(directories, counts)].filter(
    (row) => row !== undefined,
  );
}

/** What a view has of an ID besides items. */
export function tracesOf(
  { headings, directories }: Pick<View, 'headings' | 'directories'>,
  key: string,
): readonly (HeadingClaim | DirectoryClaim)[] {
  return [...(headings.get(key) ?? []), ...(directories.get(key) ?? [])];
}

/** Where a claim of a view was read, for people. */
export function labelFor({ snapshot, backlogSeenIn }: View, { kind }: Claim): string {
  return kind === 'item' ? backlogSeenIn : snapshot.label;
}
