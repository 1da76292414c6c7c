import { remember } from '../ids/remember.ts';
import type { Timeline, Version } from './timeline.ts';

/**
 * The same as `mergeBasesOf`, for very many merges. What is behind each version of the longest line is known at once, so of the other side only what the merge
 * brings to that line is read.
 */
export function mergeBasesIn(timeline: Timeline, versions: readonly Version[]): readonly Version[] {
  const { line, since } = longestLine(timeline);
  const depthOf = (version: Version): number => line.get(version) ?? -1;
  const [own, other, ...more] = versions.toSorted((left, right) => depthOf(right) - depthOf(left));
  const depth = own && line.get(own);
  if (depth === undefined || !other || more.length > 0) return mergeBasesOf(versions);
  const shared: Version[] = [];
  const found = new Set([other]);
  for (const version of found) {
    if ((since.get(version) ?? Infinity) <= depth) shared.push(version);
    else for (const parent of version.before) found.add(parent);
  }
  // Of several, one may be behind another.
  return shared.length > 1 ? mergeBasesOf(versions) : shared;
}

interface Line {
  /** The versions of the line, and how deep each is. */
  readonly line: ReadonlyMap<Version, number>;
  /** How deep the first version of the line is that came of a version, or is that version. */
  readonly since: ReadonlyMap<Version, number>;
}

/** The longest way from the newest version to a root. */
const longestLine = remember((timeline: Timeline): Line => {
  const line = [...lineOf(timeline)];
  const since = new Map<Version, number>();
  for (const [depth, version] of line.entries()) {
    const found = new Set([version]);
    for (const one of found) {
      if (since.has(one)) continue;
      since.set(one, depth);
      for (const parent of one.before) found.add(parent);
    }
  }
  return { line: new Map(line.map((version, depth) => [version, depth])), since };
});

/** Its versions, the oldest first. */
function* lineOf({ versions, now }: Timeline): Generator<Version, void> {
  const distances = new Map([[now, 0]]);
  const children = new Map<Version, Version>();
  let farthest = { version: now, distance: 0 };
  for (const version of versions) {
    const distance = (distances.get(version) ?? -1) + 1;
    for (const parent of distance > 0 ? version.before : []) {
      if ((distances.get(parent) ?? 0) >= distance) continue;
      distances.set(parent, distance);
      children.set(parent, version);
      if (distance > farthest.distance) farthest = { version: parent, distance };
    }
  }
  for (let one: Version | undefined = farthest.version; one; one = children.get(one)) yield one;
}

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
export function forkMark(timeline: Timeline, version: Version): number | undefined {
  return forkMarks(timeline)(version);
}

const forkMarks = remember((timeline: Timeline) =>
  remember(({ before }: Version) => {
    const marks = mergeBasesIn(timeline, before).map(({ state }) => state.mark ?? -1);
    return marks.length === 0 ? undefined : Math.min(...marks);
  }),
);

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
