import type { Claim } from '../ids/claim.ts';
import type { LedgerVersion } from './situation.ts';
import type { BaseView } from './view.ts';

/**
 * Tells of a number whether it is more than `maxLeap` above all that was there before: above the line of every base, and above that of every
 * version right before the one of the range that got there. Without a base nobody can tell.
 */
export function leapTest(
  bases: readonly BaseView[],
  versions: readonly LedgerVersion[],
  maxLeap: number,
): (number: number) => boolean {
  const known = bases.filter((base) => base.backlog);
  const line = Math.max(...known.map((base) => base.line));
  const steps = stepsOf(versions, line);
  return (number) => {
    if (known.length === 0 || !known.every((base) => number > base.line + maxLeap)) return false;
    const reaching = steps.filter((step) => step.from < number && number <= step.to);
    const last = steps.reduce((highest, { to }) => Math.max(highest, to), line);
    return reaching.length > 0
      ? reaching.every(({ from }) => number > from + maxLeap)
      : number > last + maxLeap;
  };
}

interface Step {
  readonly from: number;
  readonly to: number;
}

/** From which line to which each version of the range goes. */
function stepsOf(versions: readonly LedgerVersion[], line: number): readonly Step[] {
  const range = versions.filter(({ inRange }) => inRange);
  if (range.length === 0) return [];
  const lines = new Map(versions.map(({ commit, state }) => [commit, state.line]));
  return range.map(({ parents, state }) => {
    const before = parents.map((parent) => lines.get(parent) ?? line);
    return { from: Math.max(line, ...before), to: state.line };
  });
}

/** Of each ID the first claim that is a leap. */
export function leapsAmong(claims: readonly Claim[], isLeap: (number: number) => boolean): readonly Claim[] {
  const leaping = new Map<string, Claim>();
  for (const claim of claims) {
    if (!leaping.has(claim.key) && isLeap(claim.id.number)) leaping.set(claim.key, claim);
  }
  return [...leaping.values()];
}
