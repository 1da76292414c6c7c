import { DEFAULT_POLICY } from '../../src/core/findings/policy.ts';
import { FileHistory } from '../../src/core/identity/files/file-history.ts';
import type { FileCommit } from '../../src/core/identity/files/file-history.ts';
import { mergeBasesAt } from '../../src/core/identity/files/graph.ts';
import { doubtfulOids, identify } from '../../src/core/identity/files/identify.ts';
import type { Identified } from '../../src/core/identity/files/identify.ts';
import { sketchOf } from '../../src/core/identity/files/similarity.ts';
import { evaluateFiles } from '../../src/core/rules/files/evaluate-files.ts';
import type { FileComparison, SideAt } from '../../src/core/rules/files/file-comparison.ts';
import type { LedgerTerms } from '../../src/core/ledger/files/file-ledger.ts';
import { FIXED_KINDS } from '../../src/formats/kinds/index.ts';
import { readPath } from '../../src/formats/kinds/read-name.ts';

/**
 * Commits by their names: the parents, then the files that they have, each `name` or `name=text`. A text of one word stands for eight lines that
 * have it in them; without one it is the name's own.
 */
export type Commits = Readonly<Record<string, readonly [parents: string, ...files: string[]]>>;

export interface Told {
  readonly history: FileHistory;
  readonly identified: Identified;
  /** What a check of a commit against its parents says: `error duplicate-id 2`. */
  readonly told: (commit: string, options?: Partial<FileComparison>) => readonly string[];
  readonly at: (commit: string) => SideAt;
  /** What is compared there. */
  readonly compared: (commit: string, options?: Partial<FileComparison>) => FileComparison;
}

/** What is asked of a commit where nothing else is said. */
export const USUAL = {
  target: undefined,
  rangeOf: () => undefined,
  isMerged: true,
  policy: DEFAULT_POLICY,
  strict: false,
  shared: [],
  extra: { odd: [], mismatches: [], isOnDisk: false, isSettled: () => false, nextNumber: () => '999' },
} satisfies Partial<FileComparison>;

/** A ledger of a kind, in the folder `x`, whose commits are given parents first. */
export function ledgerOf(
  kind: keyof typeof FIXED_KINDS,
  commits: Commits,
  more: Partial<LedgerTerms> = {},
): Told {
  const terms = termsOf(kind, more);
  const history = historyOf(kind, commits, more.sharing ?? false);
  const texts = [...doubtfulOids(history)].map((oid) => [oid, sketchOf(Buffer.from(oid))] as const);
  const identified = identify(history, new Map(texts));
  const at = (commit: string): SideAt => ({
    position: history.positions.get(commit) ?? -1,
    label: commit,
    fork: undefined,
  });
  const compared = (commit: string, options: Partial<FileComparison> = {}): FileComparison => {
    const { position, label } = at(commit);
    const sides = sidesOf(history, position);
    return {
      history,
      identified,
      terms,
      candidate: { position, label },
      bases: sides,
      sides,
      ...USUAL,
      ...options,
    };
  };
  return {
    history,
    identified,
    at,
    compared,
    told: (commit, options = {}) =>
      evaluateFiles(compared(commit, options)).map(({ severity, inherited, rule, id }) =>
        [inherited ? 'inherited' : severity, rule, ...(id === null ? [] : [id])].join(' '),
      ),
  };
}

function termsOf(kind: keyof typeof FIXED_KINDS, more: Partial<LedgerTerms>): LedgerTerms {
  const { reuse, order } = FIXED_KINDS[kind];
  const usual = { reuse, order: order ? 'warning' : 'off', sharing: false, maxLeap: 100 } as const;
  return { name: kind, kind, paths: ['x'], ...usual, ...more };
}

/** `isKept`: the state of the last commit stays at hand. */
function historyOf(kind: keyof typeof FIXED_KINDS, commits: Commits, isKept: boolean): FileHistory {
  const history = new FileHistory((path) => readPath({ kind: FIXED_KINDS[kind], paths: ['x'] }, path).name);
  const lists = new Map(Object.entries(commits).map(([name, [, ...files]]) => [name, filesOf(files)]));
  const parents = Object.values(commits).flatMap(([own]) => words(own));
  for (const [commit, [own]] of Object.entries(commits)) {
    const before = lists.get(words(own)[0] ?? '') ?? new Map();
    const changes = changesBetween(before, lists.get(commit) ?? new Map());
    const children = parents.filter((parent) => parent === commit).length;
    history.add({ commit, parents: words(own), changes }, children + (isKept ? 1 : 0));
  }
  return history;
}

function sidesOf({ parents, commits, ...graph }: FileHistory, position: number): readonly SideAt[] {
  const own = parents[position] ?? [];
  return own.map((parent) => {
    const others = own.filter((other) => other !== parent);
    const [fork] = others.length === 0 ? [] : mergeBasesAt({ ...graph, parents }, parent, others);
    return { position: parent, label: commits[parent] ?? '', fork };
  });
}

function words(text: string): readonly string[] {
  return text.split(' ').filter(Boolean);
}

function filesOf(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    files.map((file) => {
      const [name = '', text = name] = file.split('=');
      return [`x/${name}`, textOf(text)];
    }),
  );
}

/** The content is its own name: nobody reads it from anywhere. */
function textOf(word: string): string {
  return /\n/u.test(word) ? word : Array.from({ length: 8 }, (_, at) => `${word} ${at} ${word}\n`).join('');
}

function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): FileCommit['changes'] {
  return [
    ...[...before.keys()].filter((path) => !after.has(path)).map((path) => ({ path, oid: undefined })),
    ...[...after].filter(([path, text]) => before.get(path) !== text).map(([path, oid]) => ({ path, oid })),
  ];
}
