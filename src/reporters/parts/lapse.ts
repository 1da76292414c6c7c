const UNITS: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, 'day', 'days'],
  [3600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
];

/** A time for people, by its largest unit: `3 days`, `1 hour`, `at once` for less than a minute. */
export function lapse(seconds: number): string {
  for (const [length, one, many] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `after ${count} ${count === 1 ? one : many}`;
  }
  return 'at once';
}

/** The day of a moment, in UTC: commits and worklog entries come from many zones. */
export function dayOf(moment: string | null): string {
  const milliseconds = Date.parse(moment ?? '');
  return Number.isNaN(milliseconds)
    ? 'no date   '
    : new Date(milliseconds).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
