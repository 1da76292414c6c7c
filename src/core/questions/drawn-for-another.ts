import type { OthersDraws } from '../ledger/counters.ts';
import { slugOf, subjectsAgree } from '../ids/subject.ts';

/** What somebody else drew a number for, where that is clearly another thing than `title`. */
export function drawnForAnother(
  draws: OthersDraws | undefined,
  name: string,
  title: string,
): string | undefined {
  const drawn = draws?.get(name);
  if (drawn === undefined) return undefined;
  const [one, other] = [drawn, title].map((text) => ({ title: text, slug: slugOf(text) }));
  return one && other && subjectsAgree(one, other) === 'disagree' ? drawn : undefined;
}
