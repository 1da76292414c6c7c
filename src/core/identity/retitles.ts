import { groupBy } from '../ids/group-by.ts';
import { isProven } from '../ids/subject.ts';
import type { Held, Stay } from './life.ts';
import { isApart, type Version } from './timeline.ts';

/** A life that disappeared, and the one that appeared in its place. */
type Change = readonly [one: Stay, other: Stay];

/**
 * Which of the lives that had one ID are a single one that was retitled: a version has one of them, the next has the other in its place, and the
 * `created` of one of them proves nothing. Not if the first went to another ID, or the second came from one, or was drawn independently.
 */
export function retitlesAmong(all: readonly Stay[]): readonly Change[] {
  const several = [...groupBy(all, ({ key }) => key).values()].filter((stays) => stays.length > 1);
  return several.flatMap(retitlesUnderOneId);
}

function retitlesUnderOneId(stays: readonly Stay[]): readonly Change[] {
  const found = presentIn(stays);
  return [...found].flatMap(([version, present]) => {
    const before = version.before.map((parent): Present => found.get(parent) ?? new Map<Stay, boolean>());
    const change = changeIn(present, before);
    if (!change) return [];
    const [one, other] = change;
    const areProven = before.every((parent) => parent.get(one)) && present.get(other);
    const isMoved = changesElsewhere(one, version, 'gets') || changesElsewhere(other, version, 'leaves');
    return areProven || isMoved || isApart(other.holders, one.holders) ? [] : [change];
  });
}

/** The lives that a version has under one ID; `true` for one that is surely identified. */
type Present = ReadonlyMap<Stay, boolean>;

function presentIn(stays: readonly Stay[]): ReadonlyMap<Version, Present> {
  const found = new Map<Version, Map<Stay, boolean>>();
  for (const stay of stays) {
    for (const held of stay.held) {
      for (const version of held.holders) {
        const present = found.get(version) ?? new Map<Stay, boolean>();
        found.set(version, present.set(stay, isKnown(held) && present.get(stay) !== false));
      }
    }
  }
  return found;
}

/** The pair, if that is all that changed: every version right before has the first, and none has the second. */
function changeIn(present: Present, before: readonly Present[]): Change | undefined {
  const came = [...present.keys()].filter((stay) => !before.every((parent) => parent.has(stay)));
  const gone = new Set(before.flatMap((parent) => [...parent.keys()]).filter((stay) => !present.has(stay)));
  const [[one], [other]] = [[...gone], came];
  if (one === undefined || other === undefined || gone.size + came.length > 2) return undefined;
  return before.every((parent) => parent.has(one) && !parent.has(other)) ? [one, other] : undefined;
}

/** Something identifies it: a ledger's own fingerprint, or a `created`. */
function isKnown({ entry }: Held): boolean {
  return entry.fingerprint !== undefined || isProven(entry);
}

/** The life gets another ID in this version, or leaves one. */
function changesElsewhere(stay: Stay, version: Version, how: 'gets' | 'leaves'): boolean {
  const isThere = how === 'gets';
  return stay.life.stays.some(
    (other) =>
      other !== stay &&
      other.holders.has(version) === isThere &&
      version.before.some((parent) => other.holders.has(parent) !== isThere),
  );
}
