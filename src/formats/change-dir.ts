import { formatItemId, splitLeadingId, splitNearId } from '../core/ids/item-id.ts';
import { unusual } from '../core/ids/spelling.ts';
import type { ChangeDocument, DirectoryClaim, NamedId, NearMiss } from '../core/ids/claim.ts';

/**
 * Finds the directories `ROOT/ID_slug` among the paths of files, relative to the repository, in any order; the result is in
 * order of first appearance. Documents are `ID_[slug_]TYPE.md` right inside, of the directory's own ID.
 */
export function readChangeDirs(root: string, paths: readonly string[]): readonly DirectoryClaim[] {
  return readChanges(root, paths).directories;
}

/** What there is among the directories of changes. */
export interface Changes {
  readonly directories: readonly DirectoryClaim[];
  readonly nearMisses: readonly NearMiss[];
}

/** The same, with the directories and documents that nearly have such a name. */
export function readChanges(root: string, paths: readonly string[]): Changes {
  const byPath = new Map<string, Run[]>();
  for (const run of runsBelow(`${root}/`, paths)) {
    const runs = byPath.get(run.directory);
    if (runs) runs.push(run);
    else byPath.set(run.directory, [run]);
  }
  const directories: DirectoryClaim[] = [];
  const nearMisses: NearMiss[] = [];
  for (const [directory, runs] of byPath) {
    const claim = claimOf(directory, runs, root, paths);
    const nearMiss = claim ? undefined : nearMissOf(directory, root);
    if (claim) directories.push(claim);
    if (nearMiss) nearMisses.push(nearMiss);
  }
  return { directories, nearMisses };
}

/** Files of one directory that come together: there may be very many directories, and this is all that is kept of their files. */
interface Run {
  /** Its path, with a slash at the end; of a file beside the directories its own. */
  readonly directory: string;
  readonly from: number;
  readonly to: number;
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

function claimOf(
  directory: string,
  runs: readonly Run[],
  root: string,
  paths: readonly string[],
): DirectoryClaim | undefined {
  const name = directory.slice(root.length + 1, -1);
  const leading = directory.endsWith('/') ? splitLeadingId(name) : undefined;
  if (!leading) return undefined;
  const { id, rest: slug } = leading;
  const key = formatItemId(id);
  const lead = slug === '' ? `${name}_` : name.slice(0, -slug.length);
  const among: Among = { start: directory.length, name, slug, lead, key };
  return {
    kind: 'directory',
    id,
    key,
    written: unusual(lead.slice(0, -1), id),
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

/** The directory that a document is looked at in. */
interface Among {
  /** Where names in it begin in a path. */
  readonly start: number;
  readonly name: string;
  readonly slug: string;
  readonly key: string;
  /** The ID as the directory spells it, with a `_`. */
  readonly lead: string;
}

const EXTENSION = '.md';

function namedIn(
  paths: readonly string[],
  runs: readonly Run[],
  among: Among,
): Pick<DirectoryClaim, 'slugs' | 'strangers'> {
  const isSlug = /^[a-z0-9-]+$/u.test(among.slug);
  const slugs = new Set<string>();
  const strangers: NamedId[] = [];
  for (const { from, to } of runs) {
    for (const path of paths.slice(from, to)) {
      // Most documents are named after their directory, which is quickly seen.
      const isUsual = isSlug && isNamesake(path, among);
      const document = isUsual ? { slug: among.slug } : readDocument(path, among);
      if (document?.slug !== undefined) slugs.add(document.slug);
      if (!document) strangers.push(...strangersAt(path, among));
    }
  }
  return { slugs: [...slugs], ...(strangers.length > 0 && { strangers }) };
}

/** A document that is named after another ID than its directory. */
function strangersAt(path: string, among: Among): readonly NamedId[] {
  const name = isRightInside(path, among) ? path.slice(among.start, -EXTENSION.length) : '';
  const id = splitLeadingId(name)?.id;
  if (!id || formatItemId(id) === among.key) return [];
  return [{ by: 'name', id, key: formatItemId(id), place: { path, line: 1, column: 1 } }];
}

function isRightInside(path: string, { start }: Among): boolean {
  return path.endsWith(EXTENSION) && !path.includes('/', start);
}

/** Whether it is a document whose name is that of the directory, and a type. */
function isNamesake(path: string, { start, name }: Among): boolean {
  const type = start + name.length + 1;
  const isLong = path.length > type + EXTENSION.length && path[type - 1] === '_';
  return isLong && path.startsWith(name, start) && path.endsWith(EXTENSION) && !path.includes('/', type);
}

function readDocument(path: string, among: Among): ChangeDocument | undefined {
  const rest = isRightInside(path, among) ? withoutId(path.slice(among.start, -EXTENSION.length), among) : '';
  if (rest === '') return undefined;
  // A slug holds no `_` and a type may: `TECH_RESEARCH` alone is a type, in `retry-limits_TECH_RESEARCH` it follows one.
  const [, slug, type = rest] = /^([a-z0-9-]+)_(.+)$/u.exec(rest) ?? [];
  return { path, slug, type };
}

/** What follows the directory's ID in the name of a document, empty if it is not there. */
function withoutId(name: string, { lead, key }: Among): string {
  if (name.startsWith(lead)) return name.slice(lead.length);
  const leading = splitLeadingId(name);
  return leading && formatItemId(leading.id) === key ? leading.rest : '';
}
