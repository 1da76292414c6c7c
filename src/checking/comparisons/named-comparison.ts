import type { Repository } from '../../adapters/git/repository.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { pointOf, readBase, readSides } from '../../reading/bases.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { readIgnored } from '../../reading/snapshots.ts';
import type { Comparison } from '../comparison.ts';

/** The same comparison about another backlog of the repository, the one that `own` names. Throws what reading throws. */
export async function comparisonOf(
  repository: Repository,
  comparison: Comparison,
  own: LocalSettings,
): Promise<Comparison> {
  const { candidate: given, target } = comparison;
  const sides = await sidesOf(repository, comparison.sides, own);
  const known = new Map(sides.map((side) => [side.snapshot.commit, side]));
  const baseOf = async (base: Base): Promise<Base> =>
    known.get(base.snapshot.commit) ?? readBase(repository, pointAt(base), own);
  const reading = await given.of(own);
  const ignored = comparison.kind === 'worktree' ? await readIgnored(repository, reading) : undefined;
  const { label, commit } = given.snapshot;
  const snapshot = { ...reading.snapshot, label, commit, ...(ignored && { ignored }) };
  return {
    ...comparison,
    candidate: { ...reading, snapshot },
    bases: await Promise.all(comparison.bases.map(baseOf)),
    sides,
    target: target && {
      ...target,
      base: await baseOf(target.base),
      published: target.published && (await baseOf(target.published)),
    },
    notes: [],
  };
}

async function sidesOf(
  repository: Repository,
  sides: readonly Base[],
  own: LocalSettings,
): Promise<readonly Base[]> {
  return sides.length > 1
    ? readSides(repository, sides.map(pointAt), own)
    : Promise.all(sides.map(async (side) => readBase(repository, pointAt(side), own)));
}

function pointAt({ snapshot: { commit = '', label } }: Base) {
  return { ...pointOf(commit), label };
}
