import type { Audit } from '../../core/history/audit.ts';
import type { ToldCollision } from '../../core/history/told.ts';
import { lapse } from './lapse.ts';

export function isOfFiles({ kind }: Pick<Audit, 'kind'>): boolean {
  return kind !== 'backlog';
}

/** `BACKLOG.yaml`, `adr (docs/adr)`; undefined where there is no backlog. */
export function ledgerName({ ledger, path }: Pick<Audit, 'ledger' | 'path'>): string | undefined {
  return ledger === null ? (path ?? undefined) : `${ledger}${path === null ? '' : ` (${path})`}`;
}

/** What an audit found, in numbers: a sentence each. */
export function auditTally(audit: Audit): readonly string[] {
  const { collisions, unused } = audit;
  const numbers = unused.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return [
    collisions.length === 0 ? 'no collisions' : collisionWords(audit),
    ...fixTimes(collisions),
    ...(isOfFiles(audit) ? gapWords(unused, numbers) : markWords(audit, numbers)),
  ];
}

function collisionWords({ collisions }: Audit): string {
  const states = (state: ToldCollision['state']): number =>
    collisions.filter((one) => one.state === state).length;
  const more = (['accepted', 'reused'] as const).flatMap((state) =>
    states(state) > 0 ? `, ${state} ${states(state)}` : [],
  );
  return `collisions: ${collisions.length}; open ${states('open')}, fixed ${states('fixed')}${more.join('')}`;
}

function gapWords(unused: Audit['unused'], numbers: number): readonly string[] {
  return numbers === 0 ? [] : [`never used: ${numbersOf(unused, numbers)}`];
}

function markWords({ unused, regressions }: Audit, numbers: number): readonly string[] {
  return [
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
