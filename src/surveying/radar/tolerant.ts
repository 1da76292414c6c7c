import { TidemarkError } from '../../errors.ts';

/** What came of a question about many things, and those about which there is no answer. */
export interface Answer<T, R> {
  readonly results: readonly R[];
  readonly failed: readonly T[];
}

/** How often a question is divided before the rest of it is given up. */
const MAX_ATTEMPTS = 64;

/** Asks about all things at once; where that fails, about each half, so that one that cannot be read does not hide the others. */
export async function askTolerantly<T, R>(
  things: readonly T[],
  ask: (things: readonly T[]) => Promise<R>,
): Promise<Answer<T, R>> {
  const results: R[] = [];
  const failed: T[] = [];
  let attempts = 0;
  const waiting: (readonly T[])[] = [things];
  for (let some = waiting.pop(); some; some = waiting.pop()) {
    if (some.length === 0) continue;
    attempts += 1;
    try {
      results.push(await ask(some));
    } catch (error) {
      if (!(error instanceof TidemarkError)) throw error;
      const middle = some.length / 2;
      if (some.length > 1 && attempts < MAX_ATTEMPTS) waiting.push(some.slice(middle), some.slice(0, middle));
      else failed.push(...some);
    }
  }
  return { results, failed };
}
