import type { Facts } from './facts.ts';
import type { Snapshot } from './snapshot.ts';
import { revisionOf } from './wording.ts';
import type { View } from './view.ts';

/** What `fix` and `renumber` look at without being told. */
const AT_HAND: ReadonlySet<string> = new Set(['HEAD', 'MERGE_HEAD']);

/** The command that takes two meanings of an ID apart, for whoever stands on the branch that is judged. */
export function renumberCommand(facts: Facts, key: string): string {
  const target = targetOf(facts)?.snapshot;
  return `tidemark renumber ${key}${target ? ` --against ${revisionOf(target)}` : ''}`;
}

/** The command that raises the mark to at least that of a base. */
export function fixCommand(base: Snapshot): string {
  return isAtHand(base) ? 'tidemark fix' : `tidemark fix --base ${revisionOf(base)}`;
}

/** What the branch is to be merged into, or was begun from. None where the work tree itself shows both meanings. */
function targetOf({ bases, sides }: Facts): View | undefined {
  const commits = new Set(bases.map(({ snapshot }) => snapshot.commit));
  const isMade = sides.length > 0 && sides.every(({ snapshot }) => commits.has(snapshot.commit));
  const target = sides[0] ?? bases[0];
  return isMade || !target || isAtHand(target.snapshot) ? undefined : target;
}

function isAtHand({ label }: Snapshot): boolean {
  return AT_HAND.has(label);
}
