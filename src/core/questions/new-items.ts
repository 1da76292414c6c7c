import type { Claim, ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import { gaveWay, meaningsAgree, meaningsAt, unseen, type Use } from '../identity/meanings.ts';
import { heldIn, pastOf, standsIn } from '../identity/past.ts';
import { isDrawnAboveMark } from '../identity/moves.ts';
import { remember } from '../ids/remember.ts';
import { hasPrefix } from '../ledger/known-prefixes.ts';
import type { Scope } from '../identity/timeline.ts';
import { drawnInTurn } from './drawn-in-turn.ts';
import { tracesOf, type BaseView } from '../ledger/view.ts';
import { evidenceOf } from '../messages/wording.ts';

/** What the history says about a new item's ID. */
export type Verdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'reused'; readonly uses: readonly Use[] }
  | { readonly kind: 'restored'; readonly use: Use }
  | { readonly kind: 'out-of-turn' };

const FINE: Verdict = { kind: 'fine' };

/** Checks an item against one base that has no item of its ID. */
export function checkNewItem(facts: Facts, item: ItemClaim, base: BaseView): Verdict {
  if (!mayMean(facts, item, base)) return FINE;
  const own = livesOf(facts).stayOf(item);
  const before = meaningsAt(facts, item.key, base);
  const standing = before.filter(
    (use) => !gaveWay(facts, use.claim, own) && !stoodBeside(facts, own, use.claim),
  );
  if (standing.length > 0) return compare(facts, unseen(item), standing);
  // If all of them were renumbered, the new item may have the ID.
  const isFromAnotherSide = facts.sides.length > 0 && isDrawnAboveMark(livesOf(facts), own);
  const isFine = before.length > 0 || drawnInTurn(facts, base, item) || isFromAnotherSide;
  return isFine ? FINE : { kind: 'out-of-turn' };
}

function compare(facts: Facts, me: Use, uses: readonly Use[]): Verdict {
  const saying = (verdict: string) => uses.filter((use) => meaningsAgree(facts, me, use) === verdict);
  const [agreeing, others] = [saying('agree'), saying('disagree')];
  const departed = agreeing.find(({ claim }) => claim.kind === 'item' || isTerminal(claim));
  if (departed) return { kind: 'restored', use: departed };
  return agreeing.length === 0 && others.length > 0 ? { kind: 'reused', uses: others } : FINE;
}

function isTerminal(claim: Claim): boolean {
  return claim.kind === 'heading' && claim.terminal;
}

/** A base has both the item and this trace of its ID, so it was checked there. */
function stoodBeside(facts: Facts, own: Stay, trace: Claim): boolean {
  const isTrace = (claim: Claim): boolean => evidenceOf(claim) === evidenceOf(trace);
  return facts.bases.some((base) => standsIn(facts, base, own) && tracesOf(base, own.key).some(isTrace));
}

/** Whether a base matters for an ID: a number above its line is free, and a prefix that was never used may start low. */
export function mayMean(facts: Facts, { id, key }: Pick<ItemClaim, 'id' | 'key'>, base: BaseView): boolean {
  if (!base.backlog) return false;
  const isTaken = id.number <= base.line || (facts.trustNoMark && wasTaken(facts, base, { id, key }));
  return isTaken && (isPrefixUsed(facts, base, id.prefix) || base.directories.has(key));
}

/** Neither an earlier lowering of the mark nor a mark that was always too low may hide a reuse. */
function wasTaken(facts: Facts, base: BaseView, { id, key }: Pick<ItemClaim, 'id' | 'key'>): boolean {
  const past = pastOf(facts, base);
  return [...past].some(({ state }) => (state.mark ?? 0) >= id.number) || heldIn(facts, key, past).length > 0;
}

function isPrefixUsed(facts: Facts, base: BaseView, prefix: string): boolean {
  return hasPrefix(base, prefix) || earlierPrefixes(pastOf(facts, base)).has(prefix);
}

/** The prefixes of the entries of these versions. */
const earlierPrefixes = remember((past: Scope) => {
  const prefixes = new Set<string>();
  for (const { state } of past) for (const { id } of state.entries) prefixes.add(id.prefix);
  return prefixes;
});
