import { formatItemId, parseItemId, type ItemId } from './item-id.ts';

/** Writes an ID as a file writes its own. */
export type Spell = (id: ItemId) => string;

/** An ID, and how a file has it if that is not `formatItemId(id)`. */
interface Written {
  readonly id: ItemId;
  readonly written?: string | undefined;
}

/** How often what was seen. */
type Tally<T> = Map<T, number>;

interface Habit {
  /** The prefix in letters of the file. */
  readonly letters: Tally<string>;
  /** To how many digits numbers are padded, as far as that shows. */
  readonly widths: Tally<number>;
}

/** How many digits the orchestrator pads to. */
const USUAL_WIDTH = 3;

/**
 * The way in which a file writes its IDs: for each prefix as most of its IDs that tell. `FE-012` is padded to three digits, `FE-12` is not
 * padded, `FE-120` may be either. A prefix that the file does not have is padded as most IDs are.
 */
export function spellingOf(claims: readonly Written[]): Spell {
  const habits = new Map<string, Habit>();
  const all: Tally<number> = new Map();
  for (const { id, written } of claims) {
    const habit = habits.get(id.prefix) ?? { letters: new Map(), widths: new Map() };
    habits.set(id.prefix, habit);
    count(habit.letters, written === undefined ? id.prefix : written.slice(0, id.prefix.length));
    const width = written === undefined ? canonicalWidth(id) : widthOf(written);
    for (const tally of width === undefined ? [] : [habit.widths, all]) count(tally, width);
  }
  const general = most(all) ?? USUAL_WIDTH;
  return ({ prefix, number }) => {
    const habit = habits.get(prefix);
    const width = (habit && most(habit.widths)) ?? general;
    return `${(habit && most(habit.letters)) ?? prefix}-${String(number).padStart(width, '0')}`;
  };
}

function count<T>(tally: Tally<T>, value: T): void {
  tally.set(value, (tally.get(value) ?? 0) + 1);
}

/** Of two that are seen as often the one that came first. */
function most<T>(tally: Tally<T>): T | undefined {
  let best: readonly [T | undefined, number] = [undefined, 0];
  for (const entry of tally) if (entry[1] > best[1]) best = entry;
  return best[0];
}

/** The same for the texts of IDs; what is none says nothing. */
export function spellingOfTexts(texts: readonly string[]): Spell {
  return spellingOf(
    texts.flatMap((written) => {
      const id = parseItemId(written);
      return id ? [{ id, written }] : [];
    }),
  );
}

/** A written ID, where it is not as `formatItemId` has it: so that the usual ones take no memory. */
export function unusual(written: string, id: ItemId): string | undefined {
  return written === formatItemId(id) ? undefined : written;
}

function canonicalWidth({ number }: ItemId): number | undefined {
  return number < 10 ** (USUAL_WIDTH - 1) ? USUAL_WIDTH : undefined;
}

function widthOf(written: string): number | undefined {
  const digits = written.slice(written.lastIndexOf('-') + 1);
  if (digits.startsWith('0')) return digits.length;
  return digits.length < USUAL_WIDTH ? 1 : undefined;
}
