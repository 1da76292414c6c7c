import type { Version } from './timeline.ts';

/** The newest common ancestors of any two of these. No more of the history is read than it takes. */
export function mergeBasesOf(versions: readonly Version[]): readonly Version[] {
  const walk: Walk = { waiting: [], seen: new Map(), open: 0 };
  for (const [side, version] of versions.entries()) see(walk, version, side);
  const found: Version[] = [];
  for (let one = next(walk); one; one = next(walk)) {
    const mark = walk.seen.get(one);
    if (mark === SHARED) found.push(one);
    // What a merge base came of is none.
    const behind = mark === undefined || mark === SHARED ? BEHIND : mark;
    for (const parent of one.before) see(walk, parent, behind);
  }
  return found;
}

/** The lowest mark of the merge bases of a version's parents; undefined without merge bases. */
export function forkMark({ before }: Version): number | undefined {
  const marks = mergeBasesOf(before).map(({ state }) => state.mark ?? -1);
  return marks.length === 0 ? undefined : Math.min(...marks);
}

/** A version is marked with the one side that it was reached from, or with one of these. */
const SHARED = -1;
const BEHIND = -2;

interface Walk {
  /** A heap, the newest on top; each version is there once. */
  readonly waiting: Version[];
  readonly seen: Map<Version, number>;
  /** How many of those that wait are not behind a merge base. */
  open: number;
}

function see(walk: Walk, version: Version, mark: number): void {
  const { seen } = walk;
  const known = seen.get(version);
  if (known === undefined) push(walk.waiting, version);
  if (known === BEHIND || known === mark) return;
  const now = known === undefined || mark === BEHIND ? mark : SHARED;
  walk.open += Number(now !== BEHIND) - Number(known !== undefined);
  seen.set(version, now);
}

/** The newest that waits, as long as there is one that may lead somewhere. */
function next(walk: Walk): Version | undefined {
  if (walk.open === 0) return undefined;
  const version = pop(walk.waiting);
  if (version && walk.seen.get(version) !== BEHIND) walk.open -= 1;
  return version;
}

function push(heap: Version[], version: Version): void {
  let at = heap.push(version) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    if (!swapped(heap, up, at)) return;
    at = up;
  }
}

function pop(heap: Version[]): Version | undefined {
  const [top] = heap;
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  heap[0] = last;
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const lower = positionAt(heap, right) < positionAt(heap, left) ? right : left;
    if (!swapped(heap, at, lower)) return top;
    at = lower;
  }
}

/** Puts the newer of the two above. */
function swapped(heap: Version[], above: number, below: number): boolean {
  const [one, other] = [heap[above], heap[below]];
  if (!one || !other || one.position <= other.position) return false;
  heap[above] = other;
  heap[below] = one;
  return true;
}

function positionAt(heap: readonly Version[], at: number): number {
  return heap[at]?.position ?? Infinity;
}
