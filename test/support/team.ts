import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import { groupBy } from '../../src/core/ids/group-by.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { DEFAULT_POLICY } from '../../src/core/findings/policy.ts';
import { NO_ENTRIES, stateOf } from '../../src/core/ledger/ledger-state.ts';
import type { Base, BaseSnapshot, LedgerVersion, Situation } from '../../src/core/ledger/situation.ts';
import { ownHistory } from '../../src/core/ledger/graph/own-history.ts';
import type { Snapshot } from '../../src/core/ledger/snapshot.ts';
import type { Files } from './team-things.ts';
import { createdOf, directoryOf, snapshotOf, type Dates } from './team-snapshot.ts';

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

/** What git would make of files: a directory has no place among the others, and a lost backlog no items. */
function treeOf({ path, items, mark, headings, directories, policy }: Files) {
  const backlog = path === undefined ? undefined : { path, items, mark };
  const named = directories.map((thing) => directoryOf(thing));
  return { backlog, headings, directories: [...new Set(named)].sort(), policy };
}

/** Commits in memory, numbered in the order in which they were made, with what git would answer about them. */
export class Graph {
  readonly commits: Commit[] = [];
  readonly #ancestors: Set<number>[] = [];
  readonly #snapshots: Snapshot[] = [];
  readonly #dates: Dates;

  constructor(dates: Dates = createdOf) {
    this.#dates = dates;
  }

  add(parents: readonly number[], files: Files, moves: readonly Move[] = []): number {
    const index = this.commits.length;
    this.commits.push({ index, parents, files, moves });
    this.#ancestors.push(new Set([index, ...parents.flatMap((parent) => [...this.ancestors(parent)])]));
    this.#snapshots.push(snapshotOf(`c${index}`, String(index), files, this.#dates));
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
  checkRepo(parents: readonly number[], files: Files): readonly Finding[] {
    return evaluate(this.situation(parents, files)).findings;
  }

  situation(given: readonly number[], files: Files): Situation {
    // What shares no history with the first was grafted on.
    const parents = given.filter((one) => one === given[0] || this.areRelated(one, given[0] ?? one));
    const bases = parents.map((parent): Base => {
      const others = parents.filter((other) => other !== parent);
      const [fork] = others.length > 0 ? this.mergeBases(parent, others) : [];
      return {
        ...this.#baseSnapshot(parent),
        fork: fork === undefined ? undefined : this.#baseSnapshot(fork),
      };
    });
    return {
      candidate: snapshotOf('candidate', undefined, files, this.#dates),
      bases,
      sides: bases,
      isMerged: true,
      keepsFirst: new Set(this.#isSame(files, parents[0]) ? [''] : []),
      versions: this.versions(parents),
      policy: DEFAULT_POLICY,
      strict: false,
      trustNoMark: false,
    };
  }

  /** What is behind some commits, without what is another project's. */
  own(tips: readonly number[]): ReadonlySet<number> {
    const behind = new Set(tips.flatMap((tip) => [...this.ancestors(tip)]));
    if (!this.commits.some(({ index, parents }) => index > 0 && parents.length === 0)) return behind;
    const newestFirst = [...behind].sort((a, b) => b - a);
    const parents = new Map(
      newestFirst.map((index) => [String(index), this.commits[index]?.parents.map(String) ?? []]),
    );
    const own = ownHistory(parents, tips.map(String), (merge, parent) => {
      const [first = ''] = parents.get(merge) ?? [];
      return this.#hasSameLedger(merge, first) && !this.#hasSameLedger(merge, parent);
    });
    return new Set([...own].map(Number));
  }

  #hasSameLedger(one: string, other: string): boolean {
    const [left, right] = [one, other].map((name) => this.files(this.lender(Number(name)) ?? Number(name)));
    return (
      left?.path === right?.path && left?.mark === right?.mark && isDeepStrictEqual(left?.items, right?.items)
    );
  }

  /** A commit by itself, to check against. */
  base(index: number): Base {
    return { ...this.#baseSnapshot(index), fork: undefined };
  }

  areRelated(one: number, other: number): boolean {
    return [...this.ancestors(one)].some((index) => this.ancestors(other).has(index));
  }

  /** Merges that have the very tree of their first parent. */
  keepsFirst(indices: readonly number[]): readonly number[] {
    return indices.filter((index) => {
      const parents = this.commits[index]?.parents ?? [];
      return parents.length > 1 && this.#isSame(this.files(index), parents[0]);
    });
  }

  /** Whether a commit would have the very tree of its first parent. */
  #isSame(files: Files, first: number | undefined): boolean {
    const parent = first === undefined ? undefined : this.files(first);
    return parent !== undefined && isDeepStrictEqual(treeOf(files), treeOf(parent));
  }

  /** What `renumber --against` looks at: a work tree as it was committed, before it is merged. Undefined where the other has it. */
  against(own: number, other: number): Situation | undefined {
    const situation = this.situation([own, other], this.files(own));
    const [branch, target] = situation.bases;
    if (!branch || !target?.fork || this.ancestors(other).has(own)) return undefined;
    const ahead = { commit: situation.candidate.label, parents: [String(own)], state: NO_ENTRIES };
    return {
      ...situation,
      bases: [{ ...target.fork, fork: undefined }],
      sides: [{ ...branch, snapshot: situation.candidate }, target],
      target: { base: this.base(other), level: 'error' },
      versions: [ahead, ...situation.versions],
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

  /** The versions of the backlog behind some commits, and these commits themselves, newest first; `inRange` says which are of a range. */
  versions(
    tips: readonly number[],
    inRange?: (index: number) => LedgerVersion['inRange'],
    behind: ReadonlySet<number> = this.own(tips),
  ): readonly LedgerVersion[] {
    const isKnown = (index: number): boolean => this.files(index).path !== undefined || tips.includes(index);
    const known = [...behind].filter(isKnown).sort((a, b) => b - a);
    return known.map((index) => {
      const { backlog } = this.#snapshot(index);
      const state = backlog.state === 'readable' ? stateOf(backlog.backlog) : NO_ENTRIES;
      const parents = this.#nearest(index, isKnown).map(String);
      const range = inRange?.(index);
      return { commit: String(index), parents, state, ...(range && { inRange: range }) };
    });
  }

  /** The same with their directories and entries, as an audit reads them. */
  versionsWithDirectories(tips: readonly number[]): readonly LedgerVersion[] {
    return this.versions(tips).map((version) => {
      const { directories, headings } = this.#snapshot(Number(version.commit));
      return {
        ...version,
        directories: groupBy(directories, ({ key }) => key),
        headings: groupBy(headings, ({ key }) => key),
      };
    });
  }

  /** Without those that another one can reach. */
  independent(commits: readonly number[]): number[] {
    return commits.filter(
      (index) => !commits.some((other) => other !== index && this.ancestors(other).has(index)),
    );
  }

  #baseSnapshot(index: number): BaseSnapshot {
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

  /** The nearest ones before a commit that are known. */
  #nearest(index: number, isKnown: (index: number) => boolean): readonly number[] {
    const parents = this.commits[index]?.parents ?? [];
    return parents.flatMap((parent) => (isKnown(parent) ? [parent] : this.#nearest(parent, isKnown)));
  }
}
