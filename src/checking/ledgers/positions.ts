import type { FileHistory } from '../../core/identity/files/file-history.ts';
import type { Base, LedgerVersion } from '../../core/ledger/situation.ts';
import type { FileComparison, SideAt } from '../../core/rules/files/file-comparison.ts';
import type { Comparison } from '../comparison.ts';

/** Where what a comparison is about is in a history. */
export function positionsIn(
  history: FileHistory,
  comparison: Comparison,
): Pick<FileComparison, 'bases' | 'sides' | 'target' | 'rangeOf'> {
  return {
    bases: comparison.bases.flatMap((base) => sideAt(history, base)),
    sides: comparison.sides.flatMap((side) => sideAt(history, side)),
    target: targetAt(history, comparison),
    rangeOf: rangeOf(history, comparison),
  };
}

function sideAt(history: FileHistory, { snapshot, fork }: Base): readonly SideAt[] {
  const position = history.positions.get(snapshot.commit ?? '');
  const forkAt = fork && history.positions.get(fork.snapshot.commit ?? '');
  return position === undefined ? [] : [{ position, label: snapshot.label, fork: forkAt }];
}

function targetAt(history: FileHistory, { target }: Comparison): FileComparison['target'] {
  const [at] = target ? sideAt(history, target.base) : [];
  if (!target || !at) return undefined;
  const [published] = target.published ? sideAt(history, target.published) : [];
  return { at, level: target.level, published };
}

function rangeOf(
  history: FileHistory,
  { range }: Comparison,
): (position: number) => LedgerVersion['inRange'] {
  if (!range || range.graph.size < 2) return () => undefined;
  return (position) => {
    const commit = history.commits[position] ?? '';
    if (!range.graph.has(commit)) return undefined;
    return (range.unpublished?.has(commit) ?? true) ? 'new' : 'published';
  };
}
