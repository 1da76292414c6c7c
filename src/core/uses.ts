import type { Claim, ItemClaim } from './claim.ts';
import { standsElsewhere, standsHere } from './elsewhere.ts';
import type { Facts } from './facts.ts';
import { isDrawnAboveMark, renumberedAmong, withoutRenumbered } from './lineage.ts';
import { drawnInTurn, isAboveForkMark } from './turn.ts';
import { isPrefixUsed } from './prefixes.ts';
import { isRepaired } from './repair.ts';
import { claimsAgree, itemsAgree } from './subject.ts';
import { itemVersions, type Use } from './versions.ts';
import { meantMark, tracesOf, type BaseView } from './view.ts';
import { evidenceOf } from './wording.ts';

/** What the past says of a new item's ID. */
export type Verdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'reused'; readonly uses: readonly Use[] }
  | { readonly kind: 'restored'; readonly use: Use }
  | { readonly kind: 'out-of-turn' };

const FINE: Verdict = { kind: 'fine' };

/** Judges an item against one base that has no item of its ID. */
export function judgeNewItem(facts: Facts, item: ItemClaim, base: BaseView): Verdict {
  const isAbove = item.id.number > highestEver(facts, base) && !wasTaken(facts, base, item);
  if (isAbove || !isIdOfBase(base, item)) return FINE;
  const earlier = earlierUses(facts, item, base);
  const uses = earlier.filter(
    ({ claim }) => !isRepaired(facts, base, claim, item) && !stoodBeside(facts, item, claim),
  );
  if (uses.length > 0) return compareUses(item, uses);
  // Where all of them were renumbered, the ID is with whom it belongs to.
  const isFine = earlier.length > 0 || drawnInTurn(base, item) || isFromAnotherSide(facts, item);
  return isFine ? FINE : { kind: 'out-of-turn' };
}

/** A base has the item and that very trace of its ID, so that it was judged there. */
function stoodBeside({ bases }: Facts, item: ItemClaim, trace: Claim): boolean {
  const isTrace = (claim: Claim): boolean => evidenceOf(claim) === evidenceOf(trace);
  return bases.some((base) => standsHere(base, item) && tracesOf(base, item.key).some(isTrace));
}

/** Another side of the merge drew the number when its own mark stood lower, however far this one has come since. */
function isFromAnotherSide({ sides }: Facts, item: ItemClaim): boolean {
  return sides.some(({ versions }) => isDrawnAboveMark(versions, item));
}

/** What the ID of an item means in a base, where that is not what the item says. */
export function otherMeanings(facts: Facts, item: ItemClaim, base: BaseView): readonly Use[] {
  const known = base.items.get(item.key);
  if (!known) {
    const verdict = base.backlog ? judgeNewItem(facts, item, base) : undefined;
    return verdict?.kind === 'reused' ? verdict.uses : [];
  }
  if (known.some((other) => itemsAgree(item, other))) return [];
  return known
    .filter((other) => !isRepaired(facts, base, other, item))
    .map((claim) => ({ claim, seenIn: base.backlogSeenIn }));
}

/** A prefix that was never used may start low; yet a directory of this very ID means something, whatever else there is of its prefix. */
function isIdOfBase(base: BaseView, { id, key }: ItemClaim): boolean {
  return isPrefixUsed(base, id.prefix) || base.directories.has(key);
}

/** The base's line; where an earlier lowering of the mark must not help, the highest mark in its history. */
function highestEver({ trustNoMark }: Facts, { line, versions }: BaseView): number {
  const marks = trustNoMark ? versions.map(({ backlog }) => meantMark(backlog.mark) ?? 0) : [];
  return marks.reduce((highest, mark) => Math.max(highest, mark), line);
}

/** Nor must it help that the mark never was where it should have been. */
function wasTaken({ trustNoMark }: Facts, base: BaseView, { key }: ItemClaim): boolean {
  return trustNoMark && itemVersions(base, key).length > 0;
}

/** Items of earlier versions that were not renumbered first; without any, headings; without any, directories. */
function earlierUses(facts: Facts, item: ItemClaim, base: BaseView): readonly Use[] {
  const versions = itemVersions(base, item.key, !facts.trustNoMark && isAboveForkMark(base, item));
  const items = withoutRenumbered(base.versions, versions);
  const gone = renumberedAmong(base.versions, items);
  const claims: readonly Claim[] = base.headings.get(item.key) ?? base.directories.get(item.key) ?? [];
  const traces = claims.map((claim) => ({ claim, seenIn: base.snapshot.label }));
  const standing = [...items.filter((use) => !gone.includes(use)), ...traces];
  const others = standing.filter(({ claim }) => claimsAgree(item, claim) === 'disagree');
  // What goes on under another ID has not left: its old one is with the others.
  if (others.length > 0 && standsElsewhere(facts, base, item)) return others;
  // What everything that was an item left the ID to is told by the rest.
  return traces.length > 0 && gone.length === items.length ? traces : items;
}

function compareUses(item: ItemClaim, uses: readonly Use[]): Verdict {
  const agreeing = uses.filter(({ claim }) => claimsAgree(item, claim) === 'agree');
  const departed = agreeing.find(({ claim }) => claim.kind === 'item' || isTerminal(claim));
  if (departed) return { kind: 'restored', use: departed };
  const disagreeing = uses.filter(({ claim }) => claimsAgree(item, claim) === 'disagree');
  return agreeing.length === 0 && disagreeing.length > 0 ? { kind: 'reused', uses: disagreeing } : FINE;
}

function isTerminal(claim: Claim): boolean {
  return claim.kind === 'heading' && claim.terminal;
}
