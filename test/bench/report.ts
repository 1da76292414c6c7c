import type { Measurement } from './measure.ts';

/** The table of `docs/lab/performance.md`: medians, ratios to the yardstick, peak memory. */
export function toMarkdown(measurements: readonly Measurement[], yardstick: string): string {
  const unit = measurements.find(({ name }) => name === yardstick)?.median ?? 1;
  const rows = measurements.map(({ name, median, peak, work }) => [
    name,
    `${median.toFixed(1)} ms`,
    `${(median / unit).toFixed(2)} ×`,
    peak === undefined ? '–' : `${Math.round(peak)} MB`,
    work === undefined ? '–' : `${Math.round(work)} ms`,
  ]);
  return table([['what', 'median', `against \`${yardstick}\``, 'peak memory', 'processor time'], ...rows]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** How much a measurement may be: as a ratio to another one of the same run, room for noise included, and in MB at its peak. */
export interface Budget {
  readonly what: string;
  readonly against: string;
  readonly ratio: number;
  readonly megabytes?: number;
}

/** A sentence for each budget that is overdrawn, or that names what was not measured. */
export function overdrawn(
  measurements: readonly Measurement[],
  budgets: readonly Budget[],
): readonly string[] {
  const byName = new Map(measurements.map((measurement) => [measurement.name, measurement]));
  return budgets.flatMap(({ what, against, ratio, megabytes = Infinity }) => {
    const [left, right] = [byName.get(what), byName.get(against)];
    if (!left || !right) return [`${what}: not measured`];
    const actual = left.median / right.median;
    const { peak = 0 } = left;
    return [
      ...(actual > ratio ? [`${what}: ${actual.toFixed(2)} × ${against}, but ${ratio} × is the limit`] : []),
      ...(peak > megabytes ? [`${what}: ${Math.round(peak)} MB, but ${megabytes} MB is the limit`] : []),
    ];
  });
}
