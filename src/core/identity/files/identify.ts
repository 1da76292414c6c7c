import type { ItemClaim } from '../../ids/claim.ts';
import { growingList, listUnder } from '../../ids/lookup.ts';
import { oidsOf, type FileEntry } from '../../ledger/files/file-ledger.ts';
import type { FileHistory, Turnover } from './file-history.ts';
import { alikeFormerIn, newFormerIn, sketchOfEntry, type Sketches } from './former.ts';
import { ALIKE, boilerplateOf, similarity } from './similarity.ts';
import { rootOf, unite, type Known, type Thing } from './things.ts';

/** The contents, by their full hex names, that somebody has to read before it is known which entries are one. */
export function doubtfulOids(history: FileHistory): ReadonlySet<string> {
  const oids = new Set<string>();
  const add = ({ entry }: Known): void => {
    for (const oid of oidsOf(entry.files)) oids.add(oid);
  };
  const formerOf = newFormerIn(history);
  for (const turnover of history.turnovers) {
    const { come, gone } = withoutSameNames(turnover);
    if (come.length === 0) continue;
    const former = formerOf(turnover);
    if (gone.length > 0 || former.any) for (const known of [...come, ...gone, ...former.news]) add(known);
  }
  return oids;
}

/** Contents of some entries that tell what most of a ledger share: two texts made from one template are alike, and not one thing. */
export function sampleOids(entries: readonly FileEntry[]): readonly string[] {
  return entries.slice(-SAMPLE).flatMap(({ files }) => oidsOf(files.slice(0, 1)));
}

const SAMPLE = 64;

/** What is decided of a history: from which versions others begin again, without what was before. */
export interface Identified {
  /** By position, the parents of which so little is left that nothing before counts. */
  readonly restarts: ReadonlyMap<number, ReadonlySet<number>>;
  /** The parents of each version without those. */
  readonly parents: readonly (readonly number[])[];
  /** Whether a thing may have gone on from a number under another one, with another text: something came where it went. By its claim. */
  readonly mayHaveMoved: (claim: Pick<ItemClaim, 'key' | 'fingerprint'>) => boolean;
  /** The numbers that a thing of the history ever had. */
  readonly keysOf: (thing: Thing) => readonly string[];
}

/** Decides which entries of a history are one thing. `sketches` has what `doubtfulOids` names, as far as it can be read. */
export function identify(history: FileHistory, sketches: Sketches): Identified {
  const boilerplate = boilerplateOf([...sketches.values()]);
  const alikeFormer = alikeFormerIn(history, sketches, boilerplate);
  const restarts = new Map<number, Set<number>>();
  for (const turnover of history.turnovers) {
    for (const [one, other] of sameNames(turnover)) unite(one.thing, other.thing);
    const open = withoutSameNames(turnover);
    for (const [one, other] of renamed(open, sketches, boilerplate)) unite(one.thing, other.thing);
    for (const known of open.come)
      for (const other of alikeFormer(open, known)) unite(known.thing, other.thing);
    if (isRestart(turnover)) {
      const { position, before } = turnover;
      restarts.set(position, new Set([...(restarts.get(position) ?? []), before]));
    }
  }
  const parents = history.parents.map((list, at) => {
    const cut = restarts.get(at);
    return cut ? list.filter((parent) => !cut.has(parent)) : list;
  });
  const moved = new Set(history.turnovers.flatMap(unsettledIn));
  return {
    restarts,
    parents,
    mayHaveMoved: ({ key, fingerprint = '' }) => moved.has(`${key} ${fingerprint}`),
    keysOf: keysByThing(history),
  };
}

/** What went, where something came that nobody knew before: it may be that. */
function unsettledIn({ come, gone }: Turnover): readonly string[] {
  if (come.every(({ thing }) => rootOf(thing) !== thing)) return [];
  const came = new Set(come.map(({ thing }) => rootOf(thing)));
  return gone.flatMap(({ entry, thing }) => {
    const root = rootOf(thing);
    return came.has(root) ? [] : [`${entry.key} ${root.id}`];
  });
}

function keysByThing({ holders }: FileHistory): Identified['keysOf'] {
  const keys = new Map<number, string[]>();
  for (const [key, things] of holders)
    for (const { id } of new Set([...things.keys()].map(rootOf))) growingList(keys, id).push(key);
  return (thing) => listUnder(keys, rootOf(thing).id);
}

type Pair = readonly [come: Known, other: Known];

/** One slug under a new number: a thing that was renumbered, and nobody has to read it. */
function sameNames({ come, gone }: Turnover): readonly Pair[] {
  const bySlug = new Map<string, Known[]>();
  for (const known of gone) {
    const { slug } = known.entry;
    if (slug !== '') bySlug.set(slug, [...listUnder(bySlug, slug), known]);
  }
  return come.flatMap((known) => {
    const [other] = bySlug.get(known.entry.slug)?.splice(0, 1) ?? [];
    return other ? [[known, other] as const] : [];
  });
}

function withoutSameNames(turnover: Turnover): Turnover {
  const told = new Set(sameNames(turnover).flat());
  const isOpen = (known: Known): boolean => !told.has(known);
  return { ...turnover, come: turnover.come.filter(isOpen), gone: turnover.gone.filter(isOpen) };
}

/** Of those that are alike the most alike first; each is one other at most. */
function renamed(
  { come, gone }: Turnover,
  sketches: Sketches,
  boilerplate: ReadonlySet<number>,
): readonly Pair[] {
  const scored = come.flatMap((known) =>
    gone.map((other) => ({
      pair: [known, other] as const,
      score: score(known, other, sketches, boilerplate),
    })),
  );
  const used = new Set<Known>();
  return scored
    .filter(({ score: value }) => value >= ALIKE)
    .toSorted((one, other) => other.score - one.score)
    .flatMap(({ pair }) => {
      if (pair.some((known) => used.has(known))) return [];
      for (const known of pair) used.add(known);
      return [pair];
    });
}

/** One moment in both front matters under one number says it whatever the texts are. */
function score(
  { entry }: Known,
  { entry: other }: Known,
  sketches: Sketches,
  boilerplate: ReadonlySet<number>,
): number {
  const [own, sketch] = [sketchOfEntry(entry, sketches), sketchOfEntry(other, sketches)];
  if (!own || !sketch) return 0;
  const isSameMoment = own.stamp !== undefined && own.stamp === sketch.stamp;
  return isSameMoment && entry.key === other.key ? 2 : similarity(own, sketch, boilerplate);
}

/** Nine tenths of at least ten entries are gone, and nothing of them is there under another number. */
function isRestart({ come, gone, size }: Turnover): boolean {
  if (size < FEWEST || gone.length < size * MOST) return false;
  const here = new Set(come.map(({ thing }) => rootOf(thing)));
  return gone.filter(({ thing }) => !here.has(rootOf(thing))).length >= size * MOST;
}

const FEWEST = 10;
const MOST = 0.9;
