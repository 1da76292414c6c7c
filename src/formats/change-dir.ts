import { formatItemId, splitLeadingId } from '../core/item-id.ts';
import type { ChangeDocument, DirectoryClaim } from '../core/claim.ts';

/**
 * Finds the directories `ROOT/ID_slug` among the paths of files, relative to the repository, in any order; the result is in
 * order of first appearance. Documents are `ID_[slug_]TYPE.md` right inside, of the directory's own ID.
 */
export function readChangeDirs(root: string, paths: Iterable<string>): readonly DirectoryClaim[] {
  const prefix = `${root}/`;
  const directories = new Map<string, Directory | undefined>();
  let start = '';
  let directory: Directory | undefined;
  for (const path of paths) {
    // Files of one directory come together, and there may be many.
    if (start === '' || !path.startsWith(start)) {
      const end = path.startsWith(prefix) ? path.indexOf('/', prefix.length) : -1;
      if (end === -1) continue;
      start = path.slice(0, end + 1);
      const name = path.slice(prefix.length, end);
      directory = directories.get(name) ?? open(prefix, name);
      directories.set(name, directory);
    }
    if (directory && path.endsWith(EXTENSION)) take(directory, path, start.length);
  }
  return [...directories.values()].flatMap((directory) => directory?.claim ?? []);
}

const EXTENSION = '.md';

interface Directory {
  readonly claim: DirectoryClaim;
  /** The ID as the directory spells it, with a `_`. */
  readonly lead: string;
  /** How a document of the directory's own slug begins; undefined where no document could name that slug. */
  readonly own: string | undefined;
  readonly paths: string[];
  readonly slugs: string[];
}

function open(prefix: string, name: string): Directory | undefined {
  const leading = splitLeadingId(name);
  if (!leading) return undefined;
  const { id, rest: slug } = leading;
  const paths: string[] = [];
  const slugs: string[] = [];
  const start = prefix.length + name.length + 1;
  const claim: DirectoryClaim = {
    kind: 'directory',
    id,
    key: formatItemId(id),
    slug,
    place: { path: prefix + name, line: 1, column: 1 },
    slugs,
    // There may be very many, and hardly ever does anybody ask.
    get documents() {
      return paths.flatMap((path) => readDocument(path, start, directory) ?? []);
    },
  };
  const lead = slug === '' ? `${name}_` : name.slice(0, -slug.length);
  const directory = { claim, lead, own: /^[a-z0-9-]+$/u.test(slug) ? `${name}_` : undefined, paths, slugs };
  return directory;
}

function take(directory: Directory, path: string, start: number): void {
  const { claim, own, paths, slugs } = directory;
  paths.push(path);
  const isOwn = own !== undefined && path.startsWith(own, start) && isTyped(path, start + own.length);
  const slug = isOwn ? claim.slug : readDocument(path, start, directory)?.slug;
  if (slug !== undefined && !slugs.includes(slug)) slugs.push(slug);
}

function isTyped(path: string, type: number): boolean {
  return path.length > type + EXTENSION.length && !path.includes('/', type);
}

function readDocument(
  path: string,
  start: number,
  directory: Pick<Directory, 'claim' | 'lead'>,
): ChangeDocument | undefined {
  const rest = path.includes('/', start) ? '' : withoutId(path.slice(start, -EXTENSION.length), directory);
  if (rest === '') return undefined;
  // A slug holds no `_` and a type may: `TECH_RESEARCH` alone is a type, in `retry-limits_TECH_RESEARCH` it follows one.
  const [, slug, type = rest] = /^([a-z0-9-]+)_(.+)$/u.exec(rest) ?? [];
  return { path, slug, type };
}

/** What follows the directory's ID in the name of a document, empty if it is not there. */
function withoutId(name: string, { claim, lead }: Pick<Directory, 'claim' | 'lead'>): string {
  if (name.startsWith(lead)) return name.slice(lead.length);
  const leading = splitLeadingId(name);
  return leading && formatItemId(leading.id) === claim.key ? leading.rest : '';
}
