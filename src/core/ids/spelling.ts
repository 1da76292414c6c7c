import type { Claim } from './claim.ts';
import { formatItemId, parseItemId, type ItemId, type WrittenId } from './item-id.ts';

/** Writes an ID as a file writes its own. */
export type Spell = (id: ItemId) => string;

/** How a claim writes its ID. */
export function writtenBy({ id, written }: Pick<Claim, 'id' | 'written'>): WrittenId {
  return { ...id, written };
}

/** How often what was seen. */
type Tally<T> = Map<T, Count>;

interface Count {
  times: number;
}

interface Habit {
  /** The prefix in letters of the file. */
  readonly letters: Tally<string>;
  /** To how many digits numbers are padded, as far as that shows. */
  readonly widths: Tally<number>;
}

/** How many digits the orchestrator pads to. */
const USUAL_WIDTH = 3;
const LEAST_UNPADDED = 10 ** (USUAL_WIDTH - 1);

/**
 * The way in which a file writes its IDs: for each prefix as most of its IDs that tell. `FE-012` is padded to three digits, `FE-12` is not
 * padded, `FE-120` may be either. A prefix that the file does not have is padded as most IDs are.
 */
export function spellingOf(claims: readonly WrittenId[]): Spell {
  const habits = new Map<string, Habit>();
  const all: Tally<number> = new Map();
  let last: { readonly prefix: string; readonly letters: Count } | undefined;
  for (const claim of claims) {
    const { prefix, number, written } = claim;
    // Mostly an ID of many digits says nothing but that it has the letters of the one before.
    if (written === undefined && last?.prefix === prefix && number >= LEAST_UNPADDED) {
      last.letters.times += 1;
      continue;
    }
    const habit = habits.get(prefix) ?? { letters: new Map(), widths: new Map() };
    habits.set(prefix, habit);
    const letters = count(habit.letters, written === undefined ? prefix : written.slice(0, prefix.length));
    last = written === undefined ? { prefix, letters } : last;
    countWidth([habit.widths, all], claim);
  }
  const general = most(all) ?? USUAL_WIDTH;
  return ({ prefix, number }) => {
    const habit = habits.get(prefix);
    const width = (habit && most(habit.widths)) ?? general;
    return `${(habit && most(habit.letters)) ?? prefix}-${String(number).padStart(width, '0')}`;
  };
}

function countWidth(tallies: readonly Tally<number>[], { number, written }: WrittenId): void {
  const width = written === undefined ? canonicalWidth(number) : widthOf(written);
  for (const tally of width === undefined ? [] : tallies) count(tally, width);
}

function count<T>(tally: Tally<T>, value: T): Count {
  const known = tally.get(value) ?? { times: 0 };
  tally.set(value, known);
  known.times += 1;
  return known;
}

/** Of two that are seen as often the one that came first. */
function most<T>(tally: Tally<T>): T | undefined {
  let best: readonly [T | undefined, number] = [undefined, 0];
  for (const [value, { times }] of tally) if (times > best[1]) best = [value, times];
  return best[0];
}

/** The same for the texts of IDs; what is none says nothing. */
export function spellingOfTexts(texts: readonly string[]): Spell {
  return spellingOf(
    texts.flatMap((written) => {
      const id = parseItemId(written);
      return id ? [{ ...id, written }] : [];
    }),
  );
}

/** A written ID, where it is not as `formatItemId` has it: so that the usual ones take no memory. */
export function unusual(written: string, id: ItemId): string | undefined {
  return written === formatItemId(id) ? undefined : written;
}

function canonicalWidth(number: number): number | undefined {
  return number < LEAST_UNPADDED ? USUAL_WIDTH : undefined;
}

function widthOf(written: string): number | undefined {
  const digits = written.slice(written.lastIndexOf('-') + 1);
  if (digits.startsWith('0')) return digits.length;
  return digits.length < USUAL_WIDTH ? 1 : undefined;
}
