import type { Facts } from '../ledger/facts.ts';
import type { Snapshot } from '../ledger/snapshot.ts';
import { spelled } from './spelled.ts';
import { pathspec, revisionOf, shellWord } from './wording.ts';

/** What `fix` and `renumber` look at without options. */
const AT_HAND: ReadonlySet<string> = new Set(['HEAD', 'MERGE_HEAD']);

/**
 * The command that separates what collides, to be run on the branch that is checked. It finds all that is new by
 * itself; other IDs have to be named.
 */
export function renumberCommand(facts: Facts, keys: readonly string[] = []): string {
  if (isMerging(facts)) return RESOLVE;
  const against = targetOf(facts);
  const where = against === undefined ? '--stage' : `--against ${against}`;
  const ledger = facts.ledger === undefined ? [] : [`--ledger ${shellWord(facts.ledger)}`];
  const names = keys.map((key) => shellWord(spelled(facts, key)));
  return ['tidemark renumber', ...names, ...ledger, where].join(' ');
}

/** The command that resolves whatever a merge under way, or another operation of git, left open, and stages it. */
export const RESOLVE = 'tidemark resolve';

/** Whether a merge is under way: then git has both sides, whatever happened to the files. */
export function isMerging({ bases }: Facts): boolean {
  return bases.some(({ snapshot }) => snapshot.label === 'MERGE_HEAD');
}

/** The command that raises the mark to at least that of a base. */
export function fixCommand(base: Snapshot): string {
  return isAtHand(base) ? 'tidemark fix' : `tidemark fix --base ${revisionOf(base)}`;
}

/** The command that shows what happened to a file since the first base; without one, a sentence. */
export function diffCommand({ candidate, bases }: Facts, path: string): string {
  const [base] = bases;
  if (!base) return `correct ${path} by hand, then run \`tidemark check\``;
  const ends = [base.snapshot, ...(candidate.snapshot.commit === undefined ? [] : [candidate.snapshot])];
  return `git diff ${ends.map(revisionOf).join(' ')} -- ${pathspec(path)}`;
}

/** What the branch is to be merged into, or was begun from. None where the work tree itself shows both meanings. */
function targetOf({ bases, sides, target, atHand }: Facts): string | undefined {
  if (atHand) return undefined;
  if (target) return fixedName(target.view.snapshot);
  const [side] = sides;
  if (side) return isMergeMade({ bases, sides }) ? undefined : fixedName(side.snapshot);
  const [base] = bases;
  return base && !isAtHand(base.snapshot) ? fixedName(base.snapshot) : undefined;
}

/** On the branch, HEAD is not the target. */
function fixedName(snapshot: Snapshot): string {
  const { label, commit = label } = snapshot;
  return /^(?:HEAD|@)(?![\w/-])/u.test(label) ? commit.slice(0, 10) : revisionOf(snapshot);
}

function isMergeMade({ bases, sides }: Pick<Facts, 'bases' | 'sides'>): boolean {
  const commits = new Set(bases.map(({ snapshot }) => snapshot.commit));
  return sides.every(({ snapshot }) => commits.has(snapshot.commit));
}

function isAtHand({ label }: Snapshot): boolean {
  return AT_HAND.has(label);
}
