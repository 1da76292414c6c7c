import type { Finding } from '../../src/core/findings/finding.ts';
import { FileHistory, type FileCommit } from '../../src/core/identity/files/file-history.ts';
import { mergeBasesAt } from '../../src/core/identity/files/graph.ts';
import { doubtfulOids, identify } from '../../src/core/identity/files/identify.ts';
import { sketchOf, type Sketch } from '../../src/core/identity/files/similarity.ts';
import type { KindName, LedgerTerms } from '../../src/core/ledger/files/file-ledger.ts';
import { evaluateFiles } from '../../src/core/rules/files/evaluate-files.ts';
import type { FileComparison, SideAt } from '../../src/core/rules/files/file-comparison.ts';
import { readPath } from '../../src/formats/kinds/read-name.ts';
import { USUAL } from './file-history.ts';
import { FOLDERS, textOf, WRITTEN } from './sheet-kinds.ts';
import { Graph, PATHS } from './team.ts';
import type { Files, Thing } from './team-things.ts';

/** The candidate among commits. */
const CANDIDATE = '';

/** Commits in memory whose items are files of a folder that is numbered by hand. */
export class SheetGraph extends Graph {
  readonly terms: LedgerTerms;
  readonly #kind: KindName;
  readonly #sketches = new Map<string, Sketch>();

  constructor(kind: KindName) {
    super();
    this.#kind = kind;
    const { order } = WRITTEN[kind].kind;
    this.terms = {
      name: kind,
      kind,
      paths: [...FOLDERS],
      // Whatever the kind thinks of it: what is played is whether it is seen.
      reuse: 'error',
      order: order ? 'warning' : 'off',
      sharing: false,
      maxLeap: 1000,
    };
  }

  override checkRepo(parents: readonly number[], files: Files): readonly Finding[] {
    return evaluateFiles(this.compare(parents, files));
  }

  /** What is compared where a commit is about to be made. `also` are commits that are looked at besides. */
  compare(parents: readonly number[], files: Files, also: readonly number[] = []): FileComparison {
    const history = this.historyOf([...parents, ...also], { parents, files });
    const position = history.commits.length - 1;
    const sides = parents.map((parent) => this.sideAt(history, parent, parents));
    const { terms } = this;
    return {
      history,
      identified: identify(history, this.#sketchesOf(history)),
      terms,
      candidate: { position, label: 'candidate' },
      bases: sides,
      sides,
      ...USUAL,
    };
  }

  sideAt(history: FileHistory, index: number, all: readonly number[]): SideAt {
    const at = (one: number): number => history.positions.get(String(one)) ?? -1;
    const others = all.filter((other) => other !== index).map(at);
    const [fork] = others.length === 0 ? [] : mergeBasesAt(history, at(index), others);
    return { position: at(index), label: `c${index}`, fork };
  }

  /** The commits behind some, and what comes after them if there is something. */
  historyOf(
    tips: readonly number[],
    next?: { readonly parents: readonly number[]; readonly files: Files },
    kept: readonly number[] = [],
  ): FileHistory {
    const behind = [...new Set(tips.flatMap((tip) => [...this.ancestors(tip)]))].sort((a, b) => a - b);
    const commits = behind.map((index) =>
      this.#commitOf(String(index), this.commits[index]?.parents ?? [], this.files(index)),
    );
    const all = next ? [...commits, this.#commitOf(CANDIDATE, next.parents, next.files)] : commits;
    const children = new Map<string, number>(kept.map((index) => [String(index), 1]));
    for (const { parents } of all)
      for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
    const { kind } = WRITTEN[this.#kind];
    const history = new FileHistory((path) => readPath({ kind, paths: FOLDERS }, path).name);
    for (const commit of all) history.add(commit, children.get(commit.commit) ?? 0);
    return history;
  }

  identified(history: FileHistory) {
    return identify(history, this.#sketchesOf(history));
  }

  /** The paths of a thing, and of all its halves. */
  pathsOf({ path }: Files, thing: Thing): readonly string[] {
    const folder = path === PATHS[0] ? FOLDERS[0] : FOLDERS[1];
    return WRITTEN[this.#kind].pathsOf(thing).map((name) => `${folder}/${name}`);
  }

  /** Texts by their paths. */
  contentsOf(files: Files): ReadonlyMap<string, string> {
    return new Map(
      files.items.flatMap((item) => this.pathsOf(files, item).map((path) => [path, textOf(item)])),
    );
  }

  #commitOf(commit: string, parents: readonly number[], files: Files): FileCommit {
    const [first] = parents;
    const before = first === undefined ? new Map<string, string>() : this.contentsOf(this.files(first));
    const after = this.contentsOf(files);
    const gone = [...before.keys()].filter((path) => !after.has(path));
    const come = [...after].filter(([path, text]) => before.get(path) !== text);
    return {
      commit,
      parents: parents.map(String),
      // The content is its own name: nobody reads it from anywhere.
      changes: [
        ...gone.map((path) => ({ path, oid: undefined })),
        ...come.map(([path, oid]) => ({ path, oid })),
      ],
    };
  }

  #sketchesOf(history: FileHistory): ReadonlyMap<string, Sketch> {
    const found = new Map<string, Sketch>();
    for (const oid of doubtfulOids(history)) {
      const sketch = this.#sketches.get(oid) ?? sketchOf(Buffer.from(oid));
      this.#sketches.set(oid, sketch);
      found.set(oid, sketch);
    }
    return found;
  }
}
