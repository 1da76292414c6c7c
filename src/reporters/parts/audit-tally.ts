import type { Audit } from '../../core/history/audit.ts';
import { lapse } from './lapse.ts';

/** What an audit found, in numbers: one sentence each. */
export function auditTally({ collisions, unused, regressions }: Audit): readonly string[] {
  const states = (state: string): number => collisions.filter((one) => one.state === state).length;
  const accepted = states('accepted');
  const numbers = unused.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return [
    collisions.length === 0
      ? 'no collisions'
      : `collisions: ${collisions.length}; open ${states('open')}, fixed ${states('fixed')}${accepted > 0 ? `, accepted ${accepted}` : ''}`,
    ...fixTimes(collisions),
    numbers === 0
      ? 'no number was taken and never used'
      : `taken and never used: ${numbersOf(unused, numbers)}`,
    regressions.length === 0 ? 'the mark never went down' : `the mark went down: ${regressions.length}`,
  ];
}

function fixTimes(collisions: Audit['collisions']): readonly string[] {
  const times = collisions.flatMap(({ fixed }) => fixed?.after ?? []).toSorted((one, other) => one - other);
  const [middle, longest] = [times[Math.floor((times.length - 1) / 2)], times.at(-1)];
  if (middle === undefined || longest === undefined) return [];
  return [
    times.length === 1
      ? `fixed ${lapse(middle)}`
      : `fixed ${lapse(middle)} (median); the last ${lapse(longest)}`,
  ];
}

const MAX_RANGES = 12;

function numbersOf(ranges: Audit['unused'], numbers: number): string {
  const words = ranges
    .slice(0, MAX_RANGES)
    .map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`));
  const more = ranges.length > MAX_RANGES ? ', …' : '';
  return `${numbers} (${words.join(', ')}${more})`;
}
