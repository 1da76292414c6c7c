import { evaluate } from '../../src/core/evaluate.ts';
import type { Finding } from '../../src/core/finding.ts';
import { DEFAULT_POLICY } from '../../src/core/policy.ts';
import type {
  BacklogVersion,
  Base,
  BroughtVersion,
  Ground,
  History,
  Situation,
} from '../../src/core/situation.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { snapshotOf } from './team-snapshot.ts';

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
  /** Where the backlog stands; undefined where it is lost, and with it items and mark. */
  readonly path: string | undefined;
  readonly items: readonly Thing[];
  readonly mark: number;
  readonly headings: readonly Entry[];
  readonly directories: readonly Thing[];
}

/** A thing that was given another number on purpose, by somebody who followed the rules. */
export interface Move {
  readonly token: string;
  readonly from: number;
}

export interface Commit {
  readonly index: number;
  readonly parents: readonly number[];
  readonly files: Files;
  readonly moves: readonly Move[];
}

export const PATHS = ['BACKLOG.yaml', '.dev/BACKLOG.yaml'] as const;
export const NOTHING: Files = { path: PATHS[0], items: [], mark: 0, headings: [], directories: [] };

/** Commits in memory, numbered in the order in which they were made, with what git would answer about them. */
export class Graph {
  readonly commits: Commit[] = [];
  readonly #ancestors: Set<number>[] = [];
  readonly #snapshots: Snapshot[] = [];

  add(parents: readonly number[], files: Files, moves: readonly Move[] = []): number {
    const index = this.commits.length;
    this.commits.push({ index, parents, files, moves });
    this.#ancestors.push(new Set([index, ...parents.flatMap((parent) => [...this.ancestors(parent)])]));
    this.#snapshots.push(snapshotOf(`c${index}`, String(index), files));
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
    return this.independent(common).sort((a, b) => this.#lendable(a).mark - this.#lendable(b).mark);
  }

  /** What the guard says of a commit that would have these parents and files. */
  judge(parents: readonly number[], files: Files): readonly Finding[] {
    return evaluate(this.situation(parents, files)).findings;
  }

  situation(parents: readonly number[], files: Files): Situation {
    const bases = parents.map((parent): Base => {
      const others = parents.filter((other) => other !== parent);
      const [fork] = others.length > 0 ? this.mergeBases(parent, others) : [];
      return { ...this.#ground(parent), fork: fork === undefined ? undefined : this.#ground(fork) };
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

  /** What `renumber --against` looks at: a work tree as it was committed, before it is merged. Undefined where one has the other. */
  against(own: number, other: number): Situation | undefined {
    const situation = this.situation([own, other], this.files(own));
    const [branch, target] = situation.bases;
    if (!branch || !target?.fork || this.ancestors(own).has(other) || this.ancestors(other).has(own))
      return undefined;
    const behind = situation.history?.get(String(own)) ?? [];
    return {
      ...situation,
      bases: [{ ...target.fork, fork: undefined }],
      sides: [{ ...branch, snapshot: situation.candidate }, target],
      history: new Map([...(situation.history ?? []), ['', behind]]),
    };
  }

  /** The last commit behind this one that had a backlog. */
  lender(index: number): number | undefined {
    const behind = [...this.ancestors(index)].sort((a, b) => b - a);
    return behind.find((other) => this.files(other).path !== undefined);
  }

  #lendable(index: number): Files {
    return this.files(this.lender(index) ?? index);
  }

  /** The versions of the backlog that these commits have, the bases and whatever else they go on from, newest first. */
  range(
    lineage: ReadonlyMap<string, readonly string[]>,
    bases: readonly number[],
    isPublished: (index: number) => boolean,
  ): readonly BroughtVersion[] {
    const own = new Set([...lineage.keys()].map(Number));
    const known = new Set([...own, ...bases, ...[...lineage.values()].flat().map(Number)]);
    const newest = [...known].sort((a, b) => b - a);
    return newest.flatMap((index) => {
      const { backlog } = this.#snapshot(index);
      if (backlog.state !== 'readable') return [];
      // As in git, those behind do not know what came before them.
      const parents = own.has(index) ? this.#parents(index).filter((parent) => known.has(parent)) : [];
      const version = { commit: String(index), parents: parents.map(String), backlog: backlog.backlog };
      const sinceFork = own.has(index) || bases.includes(index);
      return [{ ...version, sinceFork, published: isPublished(index) }];
    });
  }

  /** Without those that another one can reach. */
  independent(commits: readonly number[]): number[] {
    return commits.filter(
      (index) => !commits.some((other) => other !== index && this.ancestors(other).has(index)),
    );
  }

  #ground(index: number): Ground {
    const snapshot = this.#snapshot(index);
    const lender = snapshot.backlog.state === 'readable' ? undefined : this.lender(index);
    const { backlog } = this.#snapshot(lender ?? index);
    const isLent = lender !== undefined && backlog.state === 'readable';
    return {
      snapshot,
      lent: isLent ? { backlog: backlog.backlog, commit: String(lender) } : undefined,
    };
  }

  #snapshot(index: number): Snapshot {
    return this.#snapshots[index] ?? snapshotOf('nothing', undefined, NOTHING);
  }

  #versions({ commit }: Snapshot, fork: Snapshot): readonly BacklogVersion[] {
    const old = this.ancestors(Number(fork.commit));
    const behind = [...this.ancestors(Number(commit))].sort((a, b) => b - a);
    return behind.flatMap((index) => {
      const { backlog } = this.#snapshot(index);
      if (backlog.state !== 'readable') return [];
      const parents = this.#parents(index).map(String);
      return [{ commit: String(index), parents, sinceFork: !old.has(index), backlog: backlog.backlog }];
    });
  }

  /** The nearest commits before this one that have a backlog. */
  #parents(index: number): readonly number[] {
    const parents = this.commits[index]?.parents ?? [];
    return parents.flatMap((parent) =>
      this.files(parent).path === undefined ? this.#parents(parent) : [parent],
    );
  }
}
