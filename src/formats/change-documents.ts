import { formatItemId, splitLeadingId } from '../core/ids/item-id.ts';
import type { ChangeDocument, DirectoryClaim, NamedId } from '../core/ids/claim.ts';

/** Files of one directory that come together: there may be very many directories, and this is all that is kept of their files. */
export interface Run {
  /** Its path, with a slash at the end; of a file beside the directories its own. */
  readonly directory: string;
  readonly from: number;
  readonly to: number;
}

/** The directory that a document is looked at in. */
export interface Among {
  /** Where names in it begin in a path. */
  readonly start: number;
  readonly name: string;
  readonly slug: string;
  readonly key: string;
  /** The ID as the directory spells it, with a `_`. */
  readonly lead: string;
}

export const EXTENSION = '.md';

/** What the documents of a directory name. */
export function namedIn(
  paths: readonly string[],
  runs: readonly Run[],
  among: Among,
): Pick<DirectoryClaim, 'slugs' | 'strangers'> {
  const isSlug = IS_SLUG.test(among.slug);
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
function isNamesake(path: string, { start, name }: Pick<Among, 'start' | 'name'>): boolean {
  const type = start + name.length + 1;
  const isLong = path.length > type + EXTENSION.length && path[type - 1] === '_';
  return isLong && path.startsWith(name, start) && path.endsWith(EXTENSION) && !path.includes('/', type);
}

/** A document that has a name; undefined for anything else. */
export function readDocument(path: string, among: Among): ChangeDocument | undefined {
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

export const IS_SLUG = /^[a-z0-9-]+$/u;

/** Whether all of these are documents that are named after their directory alone. */
export function isPlainRun(
  paths: readonly string[],
  { from, to }: Run,
  among: Pick<Among, 'start' | 'name'>,
): boolean {
  return paths.slice(from, to).every((path) => isNamesake(path, among));
}
