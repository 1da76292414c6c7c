import type { Facts } from '../ledger/facts.ts';
import type { Snapshot } from '../ledger/snapshot.ts';
import { spelled } from './spelled.ts';
import { pathspec, revisionOf } from './wording.ts';

/** What `fix` and `renumber` look at without being told. */
const AT_HAND: ReadonlySet<string> = new Set(['HEAD', 'MERGE_HEAD']);

/** The command that takes two meanings of an ID apart, for whoever stands on the branch that is checked. */
export function renumberCommand(facts: Facts, key: string): string {
  if (isMerging(facts)) return RESOLVE;
  const target = targetOf(facts);
  return `tidemark renumber ${spelled(facts, key)}${target === undefined ? '' : ` --against ${target}`}`;
}

/** The command that settles whatever a merge under way, or another operation of git, left open, and stages it. */
export const RESOLVE = 'tidemark resolve';

/** Whether a merge is under way: then both sides are there, whatever became of the files. */
export function isMerging({ bases }: Facts): boolean {
  return bases.some(({ snapshot }) => snapshot.label === 'MERGE_HEAD');
}

/** The command that raises the mark to at least that of a base. */
export function fixCommand(base: Snapshot): string {
  return isAtHand(base) ? 'tidemark fix' : `tidemark fix --base ${revisionOf(base)}`;
}

/** The command that shows what happened to a file since the first base. */
export function diffCommand({ candidate, bases }: Facts, path: string): string {
  const [base] = bases;
  if (!base) return `mend ${path} by hand, and check again`;
  const ends = [revisionOf(base.snapshot), candidate.snapshot.commit].filter((end) => end !== undefined);
  return `git diff ${ends.join(' ')} -- ${pathspec(path)}`;
}

/** The commit that the branch is to be merged into, or was begun from. None where the work tree itself shows both meanings. */
function targetOf({ bases, sides }: Facts): string | undefined {
  const [target] = sides;
  // Whoever stands on the branch has another HEAD than that of the target.
  if (target) return isMergeMade({ bases, sides }) ? undefined : target.snapshot.commit;
  const [base] = bases;
  return base && !isAtHand(base.snapshot) ? revisionOf(base.snapshot) : undefined;
}

function isMergeMade({ bases, sides }: Pick<Facts, 'bases' | 'sides'>): boolean {
  const commits = new Set(bases.map(({ snapshot }) => snapshot.commit));
  return sides.every(({ snapshot }) => commits.has(snapshot.commit));
}

function isAtHand({ label }: Snapshot): boolean {
  return AT_HAND.has(label);
}
