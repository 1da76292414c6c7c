import type { DirectoryClaim, HeadingClaim, ItemClaim } from '../../src/core/claim.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import type { Finding } from '../../src/core/finding.ts';
import { formatItemId } from '../../src/core/item-id.ts';
import { DEFAULT_POLICY } from '../../src/core/policy.ts';
import type { Base, History, Situation } from '../../src/core/situation.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { slugOf } from '../../src/core/subject.ts';

/** A thing that somebody meant to do. Its `token` is what its ID means, whatever its title becomes. */
export interface Thing {
  readonly token: string;
  readonly number: number;
  readonly title: string;
}

export interface Entry extends Thing {
  readonly terminal: boolean;
  readonly at: string;
}

/** The guarded files of one commit, as values. */
export interface Files {
  readonly items: readonly Thing[];
  readonly mark: number;
  readonly headings: readonly Entry[];
  readonly directories: readonly Thing[];
}

export interface Commit {
  readonly index: number;
  readonly parents: readonly number[];
  readonly files: Files;
}

export const NOTHING: Files = { items: [], mark: 0, headings: [], directories: [] };

/** Commits in memory, numbered in the order in which they were made, with what git would answer about them. */
export class Graph {
  readonly commits: Commit[] = [];
  readonly #ancestors: Set<number>[] = [];

  add(parents: readonly number[], files: Files): number {
    const index = this.commits.length;
    this.commits.push({ index, parents, files });
    this.#ancestors.push(new Set([index, ...parents.flatMap((parent) => [...this.ancestors(parent)])]));
    return index;
  }

  files(index: number): Files {
    return this.commits[index]?.files ?? NOTHING;
  }

  /** The commit itself among them. */
  ancestors(index: number): ReadonlySet<number> {
    return this.#ancestors[index] ?? new Set();
  }

  /** The merge bases with the others together, the one of lowest mark first. */
  mergeBases(one: number, others: readonly number[]): readonly number[] {
    const reached = new Set(others.flatMap((other) => [...this.ancestors(other)]));
    const common = [...this.ancestors(one)].filter((index) => reached.has(index));
    const isBest = (index: number): boolean =>
      !common.some((other) => other !== index && this.ancestors(other).has(index));
    return common.filter(isBest).sort((a, b) => this.files(a).mark - this.files(b).mark);
  }

  /** What the guard says of a commit that would have these parents and files. */
  judge(parents: readonly number[], files: Files): readonly Finding[] {
    return evaluate(this.situation(parents, files)).findings;
  }

  situation(parents: readonly number[], files: Files): Situation {
    const bases = parents.map((parent): Base => {
      const others = parents.filter((other) => other !== parent);
      const [fork] = others.length > 0 ? this.mergeBases(parent, others) : [];
      return {
        snapshot: this.#snapshot(parent),
        lent: undefined,
        fork: fork === undefined ? undefined : { snapshot: this.#snapshot(fork), lent: undefined },
      };
    });
    const history: History = new Map(
      bases.map(({ snapshot, fork }) => [
        snapshot.commit ?? '',
        this.#versions(snapshot, fork?.snapshot ?? snapshot),
      ]),
    );
    return {
      candidate: snapshotOf('candidate', undefined, files),
      bases,
      sides: bases,
      history,
      policy: DEFAULT_POLICY,
      strict: false,
      trustNoMark: false,
    };
  }

  #snapshot(index: number): Snapshot {
    return snapshotOf(`c${index}`, String(index), this.files(index));
  }

  #versions({ commit }: Snapshot, fork: Snapshot) {
    const old = this.ancestors(Number(fork.commit));
    const behind = [...this.ancestors(Number(commit))].sort((a, b) => b - a);
    return behind.flatMap((index) => {
      const { backlog } = this.#snapshot(index);
      return backlog.state === 'readable'
        ? [{ commit: String(index), sinceFork: !old.has(index), backlog: backlog.backlog }]
        : [];
    });
  }
}

const PREFIX = 'WRK';

function snapshotOf(label: string, commit: string | undefined, files: Files): Snapshot {
  const path = 'BACKLOG.yaml';
  const { items, mark, headings, directories } = files;
  const place = { path, line: 1, column: 1 };
  return {
    label,
    commit,
    backlog: {
      state: 'readable',
      backlog: {
        path,
        items: items.map(itemOf),
        malformed: [],
        mark: { state: 'valid', value: mark, place },
        pipelineTypes: [],
      },
    },
    headings: headings.map((entry): HeadingClaim => ({
      ...claimed('heading', entry, '_worklog/2026-01.md'),
      timestamp: entry.at,
      title: entry.title,
      terminal: entry.terminal,
    })),
    directories: directories.map((thing): DirectoryClaim => ({
      ...claimed('directory', thing, `changes/${thing.number}`),
      slug: slugOf(thing.title),
      slugs: [],
      documents: [],
    })),
    prefixes: [],
  };
}

function itemOf(thing: Thing, index: number): ItemClaim {
  const base = claimed('item', thing, 'BACKLOG.yaml');
  return {
    ...base,
    place: { ...base.place, line: index + 1 },
    title: thing.title,
    created: createdOf(thing),
    status: 'new',
    titlePlace: undefined,
    createdPlace: undefined,
  };
}

/** One moment for each token, in the order in which they were made. */
export function createdOf({ token }: Thing): string {
  return `2026-01-01T00:00:00.${token.padStart(9, '0').slice(-9)}+00:00`;
}

function claimed<K extends string>(kind: K, { number }: Thing, path: string) {
  const id = { prefix: PREFIX, number };
  return { kind, id, key: formatItemId(id), place: { path, line: 1, column: 1 } };
}

/** Three-way merge as git and the merge driver would do it: by thing, the mark chosen by the caller. Several merge bases count as one. */
export function mergeFiles(forks: readonly Files[], ours: Files, theirs: Files, mark: number): Files {
  return {
    items: mergeThings(
      forks.flatMap(({ items }) => items),
      ours.items,
      theirs.items,
    ),
    mark,
    headings: mergeThings(
      forks.flatMap(({ headings }) => headings),
      ours.headings,
      theirs.headings,
      ({ at }) => at,
    ),
    directories: mergeThings(
      forks.flatMap(({ directories }) => directories),
      ours.directories,
      theirs.directories,
    ),
  };
}

function mergeThings<T extends Thing>(
  fork: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  extra: (thing: T) => string = () => '',
): readonly T[] {
  const name = (thing: T): string => `${thing.number} ${thing.token} ${extra(thing)}`;
  const index = (things: readonly T[]): ReadonlyMap<string, T> =>
    new Map(things.map((thing) => [name(thing), thing]));
  const [old, left, right] = [index(fork), index(ours), index(theirs)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [was, one, two] = [old.get(key), left.get(key), right.get(key)];
    if (one && two) return [one.title === was?.title ? two : one];
    const lone = one ?? two;
    return was || !lone ? [] : [lone];
  });
}
