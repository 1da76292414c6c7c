import { ownLine, type Version } from '../identity/timeline.ts';
import type { Chronicle } from './chronicle.ts';
import { idsIn } from './things.ts';

/** The mark as a version left it. */
export interface MarkStep {
  readonly version: Version;
  readonly mark: number;
}

/** A version whose mark is below one right before it. */
export interface Regression {
  readonly version: Version;
  readonly from: number;
  /** 0 if the mark is gone. */
  readonly to: number;
  /** The first version of the head's first-parent history whose mark is as high again. */
  readonly regained: Version | undefined;
}

/** Numbers from the first to the last, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The marks of the head's first-parent history, oldest first; only where they change. */
export function marksIn(chronicle: Chronicle): readonly MarkStep[] {
  const steps: MarkStep[] = [];
  for (const version of lineOf(chronicle)) {
    const { mark } = version.state;
    if (mark !== undefined && mark !== steps.at(-1)?.mark) steps.push({ version, mark });
  }
  return steps;
}

/** Where the mark went down, on any line of history, oldest first. */
export function regressionsIn(chronicle: Chronicle): readonly Regression[] {
  const line = lineOf(chronicle);
  return chronicle.versions.flatMap((version) => {
    const from = Math.max(0, ...version.before.map(({ state }) => state.mark ?? 0));
    const to = version.state.mark ?? 0;
    if (to >= from || !chronicle.past.has(version)) return [];
    const order = chronicle.orderOf(version);
    const regained = line.find(
      (later) => chronicle.orderOf(later) > order && (later.state.mark ?? 0) >= from,
    );
    return { version, from, to, regained };
  });
}

/** Numbers between the first mark of the history and the last that nothing ever had. What was before the first mark is unknown. */
export function unusedNumbers(chronicle: Chronicle): readonly NumberRange[] {
  const steps = marksIn(chronicle);
  const [start, end] = [steps[0]?.mark ?? 0, steps.at(-1)?.mark ?? 0];
  const used = idsIn(chronicle).map(({ id }) => id.number);
  return gapsBetween([start, ...used.filter((one) => one > start && one <= end), end + 1]);
}

/** What is between some numbers, whatever their order. */
export function gapsBetween(numbers: readonly number[]): readonly NumberRange[] {
  let before = Infinity;
  const ranges: NumberRange[] = [];
  for (const number of numbers.toSorted((one, other) => one - other)) {
    if (number > before + 1) ranges.push({ from: before + 1, to: number - 1 });
    before = number;
  }
  return ranges;
}

function lineOf({ head, orderOf }: Chronicle): readonly Version[] {
  return [...ownLine(head)].toSorted((one, other) => orderOf(one) - orderOf(other));
}
