import type { Claim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { isRepaired } from './repair.ts';
import { itemsAgree, subjectOf, subjectsAgree, type Agreement } from './subject.ts';
import { isNotLater } from './timestamp.ts';
import { hasClaim, type BaseView } from './view.ts';

/** An earlier use of an ID and where it was seen: a base's label, or the commit of an earlier version of the backlog. */
export interface Use {
  readonly claim: Claim;
  readonly seenIn: string;
}

/** What the past says of a new item's ID. */
export type Verdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'reused'; readonly uses: readonly Use[] }
  | { readonly kind: 'restored'; readonly use: Use }
  | { readonly kind: 'out-of-turn' };

const FINE: Verdict = { kind: 'fine' };

/** Judges an item against one base that has no item of its ID. */
export function judgeNewItem(facts: Facts, item: ItemClaim, base: BaseView): Verdict {
  if (item.id.number > threshold(facts, base) || !isPrefixKnown(base, item.id.prefix)) return FINE;
  const uses = earlierUses(base, item);
  const standing = uses.filter((use) => !isRepaired(facts, base, use.claim));
  if (standing.length === 0) return uses.length > 0 || isInTurn(base, item) ? FINE : { kind: 'out-of-turn' };
  return compareUses(facts, item, base, standing);
}

/** Whether the ID was drawn after the fork, so that two sides of a merge may both have drawn it. */
export function isNewSinceFork(facts: Facts, base: BaseView, key: string): boolean {
  return facts.sides.length > 0 && !hasClaim(base.fork, key);
}

/** Items of one ID in all versions behind a base, or in those since its fork; each subject once, with its newest version. */
export function itemVersions(base: BaseView, key: string, sinceFork: boolean): readonly Use[] {
  const found = new Map<string, Use>();
  for (const version of base.versions) {
    if (sinceFork && !version.sinceFork) continue;
    for (const item of version.backlog.items) {
      const name = `${item.created ?? ''}\n${item.title}`;
      if (item.key === key && !found.has(name))
        found.set(name, { claim: item, seenIn: version.commit.slice(0, 10) });
    }
  }
  return [...found.values()];
}

function threshold(facts: Facts, base: BaseView): number {
  if (!facts.trustNoMark) return base.line;
  return base.versions.reduce((highest, { backlog }) => {
    return backlog.mark.state === 'valid' ? Math.max(highest, backlog.mark.value) : highest;
  }, base.line);
}

function isPrefixKnown(base: BaseView, prefix: string): boolean {
  const has = (claims: Iterable<Claim>): boolean => [...claims].some((claim) => claim.id.prefix === prefix);
  return (
    has(base.backlog?.items ?? []) ||
    has(base.snapshot.headings) ||
    base.versions.some(({ backlog }) => has(backlog.items))
  );
}

/** Items of earlier versions first; without any, headings; without any, directories. */
function earlierUses(base: BaseView, item: ItemClaim): readonly Use[] {
  const seenIn = base.snapshot.label;
  const headings = base.headings.get(item.key) ?? [];
  const directories = base.directories.get(item.key) ?? [];
  const items = itemVersions(base, item.key, isAboveForkMark(base, item));
  if (items.length > 0) return items;
  return (headings.length > 0 ? headings : directories).map((claim) => ({ claim, seenIn }));
}

function compareUses(facts: Facts, item: ItemClaim, base: BaseView, uses: readonly Use[]): Verdict {
  const acrossSides = isNewSinceFork(facts, base, item.key);
  const agreement = ({ claim }: Use): Agreement =>
    claim.kind === 'item'
      ? itemsAgree(item, claim, acrossSides)
        ? 'agree'
        : 'disagree'
      : subjectsAgree(subjectOf(item), subjectOf(claim));
  const agreeing = uses.filter((use) => agreement(use) === 'agree');
  const departed = agreeing.find(
    ({ claim }) => claim.kind === 'item' || (claim.kind === 'heading' && claim.terminal),
  );
  if (departed) return { kind: 'restored', use: departed };
  const disagreeing = uses.filter((use) => agreement(use) === 'disagree');
  return agreeing.length === 0 && disagreeing.length > 0 ? { kind: 'reused', uses: disagreeing } : FINE;
}

/** Drawn in its turn and landed late: by a squash, a rebase, a backport. */
function isInTurn(base: BaseView, item: ItemClaim): boolean {
  if (isAboveForkMark(base, item) || base.mark === undefined) return true;
  const next = momentOfNextHigher(base, item.id.number);
  return item.created !== undefined && next !== undefined && isNotLater(item.created, next) === true;
}

function isAboveForkMark(base: BaseView, item: ItemClaim): boolean {
  return base.fork.mark !== undefined && item.id.number > base.fork.mark;
}

/** When the next higher number on the base's side was drawn: its item's `created`, else its first heading. */
function momentOfNextHigher(base: BaseView, number: number): string | undefined {
  let next: { readonly number: number; readonly moment: string } | undefined;
  for (const { claim, moment } of datedClaims(base)) {
    const closer = claim.id.number > number && (!next || claim.id.number < next.number);
    if (moment !== undefined && closer) next = { number: claim.id.number, moment };
  }
  return next?.moment;
}

function datedClaims(
  base: BaseView,
): readonly { readonly claim: Claim; readonly moment: string | undefined }[] {
  const items = [base.backlog?.items ?? [], ...base.versions.map(({ backlog }) => backlog.items)].flat();
  const headings = [...base.snapshot.headings].sort((a, b) =>
    isNotLater(a.timestamp, b.timestamp) ? -1 : 1,
  );
  return [
    ...items.map((claim) => ({ claim, moment: claim.created })),
    ...headings.map((claim) => ({ claim, moment: claim.timestamp })),
  ];
}
