import type { Finding } from '../../src/core/findings/finding.ts';
import { evaluateFiles } from '../../src/core/rules/files/evaluate-files.ts';
import { otherSidesIn } from '../../src/reading/history/range.ts';
import type { SheetGraph } from './sheet-graph.ts';
import { behind, newOf } from './team-push.ts';

/** What pre-receive says where a branch that everybody starts from goes on from `old` to `tip`; undefined: it does not, or nothing is new. */
export function checkSheetPush(graph: SheetGraph, old: number, tip: number): readonly Finding[] | undefined {
  if (old === tip || !graph.ancestors(tip).has(old)) return undefined;
  const range = newOf(graph, tip, behind(graph, [old]));
  const others = otherSidesIn({ bases: [String(old)], graph: range, unpublished: undefined }).map(Number);
  const all = [old, ...others];
  const history = graph.historyOf([tip]);
  const sides = all.map((side) => graph.sideAt(history, side, all));
  const [base] = sides;
  const position = history.positions.get(String(tip)) ?? -1;
  const isLong = range.size > 1;
  return evaluateFiles({
    ...graph.compare([old], graph.files(tip)),
    history,
    identified: graph.identified(history),
    candidate: { position, label: 'candidate' },
    bases: base ? [base] : [],
    sides,
    target: base && { at: { ...base, fork: undefined }, level: 'error', published: undefined },
    rangeOf: (at) => (isLong && range.has(history.commits[at] ?? '') ? 'new' : undefined),
    isMerged: false,
  });
}

/** Numbers that mean one thing at a commit and another one at a later one. */
export function changedHands(graph: SheetGraph, old: number, tip: number): readonly number[] {
  const now = graph.files(tip).items;
  return graph
    .files(old)
    .items.filter(({ number, token }) => now.some((item) => item.number === number && item.token !== token))
    .map(({ number }) => number);
}

/**
 * Whether a number means two things to a commit and the way from there to a later one; what left it for another number on the way does not count
 * where the commit did not have it.
 */
export function givesOthers(graph: SheetGraph, old: number, tip: number): boolean {
  const known = behind(graph, [old]);
  const way = [...newOf(graph, tip, known).keys()].map(Number);
  const before = standing(graph, [...known], [...known]);
  const later = standing(graph, way, [...known, ...way]);
  return later.some(({ number, token }) =>
    [...before, ...later].some((item) => item.number === number && item.token !== token),
  );
}

/** What commits have, without what others gave another number. */
function standing({ commits }: SheetGraph, own: readonly number[], others: readonly number[]) {
  const given = others.flatMap((index) => commits[index]?.moves ?? []);
  return own
    .flatMap((index) => commits[index]?.files.items ?? [])
    .filter(({ token, number }) => !given.some((move) => move.token === token && move.from === number));
}
