import { commitAt } from '../../identity/files/file-history.ts';
import { highestOf } from '../../identity/files/prefix-lines.ts';
import type { Projection } from '../../identity/files/projection.ts';
import { mainFolder } from '../../ledger/files/file-ledger.ts';
import type { Base, Situation } from '../../ledger/situation.ts';
import type { Snapshot } from '../../ledger/snapshot.ts';
import type { At, FileComparison, SideAt } from './file-comparison.ts';

/** The situation of a ledger of files as that of a backlog whose items are the entries; without what `isCut` says does not count any more. */
export function situationOf(
  comparison: FileComparison,
  projection: Projection,
  isCut: (side: At) => boolean,
): Situation {
  const { history, candidate, target } = comparison;
  const snapshotAt = snapshotsOf(comparison, projection);
  const baseOf = (side: SideAt): Base => {
    const { fork } = side;
    return {
      snapshot: snapshotAt(side),
      lent: undefined,
      fork: fork === undefined ? undefined : { snapshot: snapshotAt(forkAt(history, fork)), lent: undefined },
    };
  };
  const commit = history.commits[candidate.position];
  const isRanged = comparison.rangeOf(candidate.position) !== undefined;
  const { versions } = projection;
  return {
    candidate: { ...snapshotAt(candidate), commit: undefined },
    bases: comparison.bases.filter((side) => !isCut(side)).map(baseOf),
    sides: comparison.sides.filter((side) => !isCut(side)).map(baseOf),
    isMerged: comparison.isMerged,
    target: target && !isCut(target.at) ? targetOf(target, baseOf) : undefined,
    versions: isRanged ? versions : versions.filter((version) => version.commit !== commit),
    policy: comparison.policy,
    strict: comparison.strict,
    atHand: comparison.atHand,
    ledger: comparison.terms.name,
    // The highest number goes down when its files go.
    trustNoMark: true,
  };
}

function forkAt(history: FileComparison['history'], position: number): At {
  return { position, label: commitAt(history, position).slice(0, 10) };
}

function targetOf(
  { at, level, published }: NonNullable<FileComparison['target']>,
  baseOf: (side: SideAt) => Base,
): Situation['target'] {
  return { base: baseOf(at), level, published: published && baseOf(published) };
}

/** The ledger as a snapshot that has the numbers in question, and the highest of all. */
function snapshotsOf(
  { history, terms, candidate }: FileComparison,
  { entriesAt }: Projection,
): (at: At) => Snapshot {
  const made = new Map<string, Snapshot>();
  const path = mainFolder(terms);
  return ({ position, label }) => {
    const name = `${position} ${label}`;
    const known = made.get(name);
    if (known) return known;
    const line = highestOf(history.lines[position]);
    const snapshot: Snapshot = {
      label,
      commit: position === candidate.position ? undefined : history.commits[position],
      backlog: {
        state: 'readable',
        backlog: {
          path,
          items: entriesAt(position),
          malformed: [],
          mark: { state: 'valid', value: line, place: { path, line: 1, column: 1 } },
          pipelineTypes: [],
        },
      },
      headings: [],
      directories: [],
      prefixes: [],
    };
    made.set(name, snapshot);
    return snapshot;
  };
}
