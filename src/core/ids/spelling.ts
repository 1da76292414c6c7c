import { formatItemId, parseItemId, type ItemId } from './item-id.ts';

/** Writes an ID as a file writes its own. */
export type Spell = (id: ItemId) => string;

/** An ID, and how a file has it if that is not `formatItemId(id)`. */
interface Written {
  readonly id: ItemId;
  readonly written?: string | undefined;
}

interface Habit {
  /** The prefix in the letters of the file. */
  prefix: string;
  /** To how many digits numbers are padded; undefined where no number tells. */
  width: number | undefined;
}

/** How many digits the orchestrator pads to. */
const USUAL_WIDTH = 3;

/**
 * The way in which a file writes its IDs: for each prefix as the last of its IDs that tells. `FE-012` is padded to three digits, `FE-12` is
 * not padded, `FE-120` may be either. A prefix that the file does not have is padded as the others are.
 */
export function spellingOf(claims: readonly Written[]): Spell {
  const habits = new Map<string, Habit>();
  let general: number | undefined;
  for (const { id, written } of claims) {
    const habit = habits.get(id.prefix) ?? { prefix: id.prefix, width: undefined };
    const width = written === undefined ? canonicalWidth(id) : widthOf(written);
    general = width ?? general;
    habit.width = width ?? habit.width;
    habit.prefix = written === undefined ? id.prefix : written.slice(0, id.prefix.length);
    habits.set(id.prefix, habit);
  }
  return (id) => {
    const { prefix, width } = habits.get(id.prefix) ?? { prefix: id.prefix, width: undefined };
    return `${prefix}-${String(id.number).padStart(width ?? general ?? USUAL_WIDTH, '0')}`;
  };
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
