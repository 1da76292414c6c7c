import type { Measurement } from './measure.ts';

/** The table of `docs/performance.md`: medians, ratios to the yardstick, peak memory. */
export function toMarkdown(measurements: readonly Measurement[], yardstick: string): string {
  const unit = measurements.find(({ name }) => name === yardstick)?.median ?? 1;
  const rows = measurements.map(({ name, median, peak }) => [
    name,
    `${median.toFixed(1)} ms`,
    `${(median / unit).toFixed(2)} ×`,
    peak === undefined ? '–' : `${Math.round(peak)} MB`,
  ]);
  return table([['what', 'median', `against \`${yardstick}\``, 'peak memory'], ...rows]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** How much a measurement may be, as a ratio to another one of the same run; room for noise included. */
export interface Budget {
  readonly what: string;
  readonly against: string;
  readonly ratio: number;
}

/** A sentence for each budget that is overdrawn, or that names what was not measured. */
export function overdrawn(
  measurements: readonly Measurement[],
  budgets: readonly Budget[],
): readonly string[] {
  const medians = new Map(measurements.map(({ name, median }) => [name, median]));
  return budgets.flatMap(({ what, against, ratio }) => {
    const [left, right] = [medians.get(what), medians.get(against)];
    if (left === undefined || right === undefined) return [`${what}: not measured`];
    const actual = left / right;
    return actual <= ratio ? [] : [`${what}: ${actual.toFixed(2)} × ${against}, but ${ratio} × is the limit`];
  });
}
