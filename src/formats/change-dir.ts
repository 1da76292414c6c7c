import { formatItemId, splitLeadingId, splitNearId } from '../core/ids/item-id.ts';
import type { ItemId } from '../core/ids/item-id.ts';
import { unusual } from '../core/ids/spelling.ts';
import type { DirectoryClaim, NearMiss, Row } from '../core/ids/claim.ts';
import { EXTENSION, IS_SLUG, isPlainRun, namedIn, readDocument } from './change-documents.ts';
import type { Among, Run } from './change-documents.ts';

/**
 * Finds the directories `ROOT/ID_slug` among the paths of files, relative to the repository, in any order; the result is in
 * order of first appearance. Documents are `ID_[slug_]TYPE.md` right inside, of the directory's own ID.
 */
export function readChangeDirs(root: string, paths: readonly string[]): readonly DirectoryClaim[] {
  return readChanges(root, paths).rows.map(({ claim }) => claim);
}

/** What there is among the directories of changes. */
export interface Changes {
  readonly rows: readonly Row<DirectoryClaim>[];
  readonly nearMisses: readonly NearMiss[];
}

/** The same, with the directories and documents that nearly have such a name. What is in a directory is read when somebody asks for it. */
export function readChanges(root: string, paths: readonly string[]): Changes {
  const rows: Row<DirectoryClaim>[] = [];
  const nearMisses: NearMiss[] = [];
  for (const found of directoriesIn(runsBelow(`${root}/`, paths))) {
    const row = rowIn(found, root, paths);
    const nearMiss = row ? undefined : nearMissOf(found.directory, root);
    if (row) rows.push(row);
    if (nearMiss) nearMisses.push(nearMiss);
  }
  return { rows, nearMisses };
}

/** A directory, and where its files are among all. */
interface Found {
  readonly directory: string;
  readonly runs: Run[];
}

/** Each directory once. In git's order, all its files come together, and no directory comes again. */
function directoriesIn(runs: Iterable<Run>): readonly Found[] {
  const found: Found[] = [];
  let byPath: Map<string, Found> | undefined;
  let last = '';
  for (const run of runs) {
    if (!byPath && run.directory <= last) byPath = new Map(found.map((one) => [one.directory, one]));
    const known = byPath?.get(run.directory);
    if (known) known.runs.push(run);
    else {
      const one = { directory: run.directory, runs: [run] };
      found.push(one);
      byPath?.set(run.directory, one);
    }
    last = run.directory;
  }
  return found;
}

function* runsBelow(prefix: string, paths: readonly string[]): Iterable<Run> {
  let from = 0;
  let directory = '';
  for (const [at, path] of paths.entries()) {
    if (directory !== '' && path.startsWith(directory)) continue;
    if (directory !== '') yield { directory, from, to: at };
    const isBelow = path.startsWith(prefix);
    const slash = isBelow ? path.indexOf('/', prefix.length) : -1;
    from = at;
    directory = path.slice(0, slash + 1);
    if (isBelow && slash === -1) yield { directory: path, from: at, to: at + 1 };
  }
  if (directory !== '') yield { directory, from, to: paths.length };
}

function nearMissOf(directory: string, root: string): NearMiss | undefined {
  const isFile = !directory.endsWith('/');
  const path = directory.slice(0, isFile ? undefined : -1);
  const text = path.slice(root.length + 1);
  const name = isFile ? nameOfFile(text) : text;
  const near = name === undefined ? undefined : (splitLeadingId(name) ?? splitNearId(name));
  if (!near) return undefined;
  const key = formatItemId(near.id);
  const right = `${root}/${near.rest === '' ? key : `${key}_${near.rest}`}`;
  const place = { path, line: 1, column: 1 };
  return { kind: isFile ? 'file' : 'directory', id: near.id, key, text, right, place };
}

/** A document without its ending, or a file without any; one of another kind is no directory, whatever it is about. */
function nameOfFile(text: string): string | undefined {
  if (text.endsWith(EXTENSION)) return text.slice(0, -EXTENSION.length);
  return text.includes('.') ? undefined : text;
}

function rowIn(found: Found, root: string, paths: readonly string[]): Row<DirectoryClaim> | undefined {
  const { directory } = found;
  const name = directory.slice(root.length + 1, -1);
  const leading = directory.endsWith('/') ? splitLeadingId(name) : undefined;
  return leading && new DirectoryRow(leading, name, found, paths);
}

class DirectoryRow implements Row<DirectoryClaim> {
  readonly prefix: string;
  readonly number: number;
  readonly #slug: string;
  readonly #name: string;
  readonly #found: Found;
  readonly #paths: readonly string[];
  #claim: DirectoryClaim | undefined;

  constructor(
    { id, rest }: { readonly id: ItemId; readonly rest: string },
    name: string,
    found: Found,
    paths: readonly string[],
  ) {
    this.prefix = id.prefix;
    this.number = id.number;
    this.#slug = rest;
    this.#name = name;
    this.#found = found;
    this.#paths = paths;
  }

  get written(): string | undefined {
    return unusual(this.#lead.slice(0, -1), this);
  }

  get isPlain(): boolean {
    const { directory, runs } = this.#found;
    const among = { start: directory.length, name: this.#name };
    return IS_SLUG.test(this.#slug) && runs.every((run) => isPlainRun(this.#paths, run, among));
  }

  get claim(): DirectoryClaim {
    this.#claim ??= this.#read();
    return this.#claim;
  }

  get #lead(): string {
    return this.#slug === '' ? `${this.#name}_` : this.#name.slice(0, -this.#slug.length);
  }

  #read(): DirectoryClaim {
    const [{ directory, runs }, paths] = [this.#found, this.#paths];
    const id = { prefix: this.prefix, number: this.number };
    const [key, name, slug, lead] = [formatItemId(id), this.#name, this.#slug, this.#lead];
    const among: Among = { start: directory.length, name, slug, lead, key };
    return {
      kind: 'directory',
      id,
      key,
      written: this.written,
      slug,
      place: { path: directory.slice(0, -1), line: 1, column: 1 },
      ...namedIn(paths, runs, among),
      // Hardly ever does anybody ask.
      get documents() {
        return runs.flatMap(({ from, to }) =>
          paths.slice(from, to).flatMap((path) => readDocument(path, among) ?? []),
        );
      },
    };
  }
}
