import { heldUnder, type FileHistory } from '../identity/files/file-history.ts';
import { sketchOfEntry } from '../identity/files/former.ts';
import { ancestorsOf, onlyIn } from '../identity/files/graph.ts';
import { ALIKE, boilerplateOf, similarity, type Sketch } from '../identity/files/similarity.ts';
import { rootOf, unite, type Known } from '../identity/files/things.ts';
import { listAt } from '../ids/lookup.ts';

/** The numbers that came on the way to some tips and are not in the past of the bases, or about which bases disagree. */
export function drawnKeys(
  history: FileHistory,
  bases: readonly number[],
  tips: readonly number[],
): ReadonlySet<string> {
  const known = ancestorsOf(history, bases);
  const found = new Set<string>();
  const add = (position: number): void => {
    for (const key of listAt(history.movedAt, position)) found.add(key);
  };
  for (const [position, mark] of ancestorsOf(history, tips).entries())
    if (mark === 1 && known[position] !== 1) add(position);
  const others = bases.slice(1);
  for (const first of bases.slice(0, 1))
    for (const other of others)
      for (const position of [...onlyIn(history, first, [other]), ...onlyIn(history, other, [first])])
        add(position);
  return found;
}

type Pair = readonly [one: Known, other: Known];

/** Entries of branches that have the name of one that a base has under another number: a squash may have given it that. */
export function namesakes(
  history: FileHistory,
  keys: ReadonlySet<string>,
  onBases: readonly Known[],
): readonly Pair[] {
  const bySlug = new Map(onBases.map((known) => [known.entry.slug, known]));
  return [...keys].flatMap((key) =>
    heldUnder(history, key).flatMap((known): readonly Pair[] => {
      const { slug } = known.entry;
      const other = slug === '' ? undefined : bySlug.get(slug);
      return other && other.entry.key !== key && rootOf(other.thing) !== rootOf(known.thing)
        ? [[known, other]]
        : [];
    }),
  );
}

/** Makes one of those that are alike, as far as they could be read. */
export function uniteAlike(pairs: readonly Pair[], texts: ReadonlyMap<string, Sketch>): void {
  const boilerplate = boilerplateOf([...texts.values()]);
  for (const [one, other] of pairs) {
    const [own, sketch] = [one, other].map(({ entry }) => sketchOfEntry(entry, texts));
    if (own && sketch && similarity(own, sketch, boilerplate) >= ALIKE) unite(one.thing, other.thing);
  }
}
