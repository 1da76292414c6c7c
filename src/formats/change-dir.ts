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
    if (directory && path.endsWith('.md'))
      directory.documents.push(...readDocument(path, start.length, directory));
  }
  return [...directories.values()].flatMap((directory) => directory?.claim ?? []);
}

interface Directory {
  readonly claim: DirectoryClaim;
  readonly key: string;
  /** The ID as the directory spells it, with a `_`. */
  readonly lead: string;
  readonly documents: ChangeDocument[];
}

function open(prefix: string, name: string): Directory | undefined {
  const leading = splitLeadingId(name);
  if (!leading) return undefined;
  const { id, rest: slug } = leading;
  const key = formatItemId(id);
  const documents: ChangeDocument[] = [];
  const place = { path: prefix + name, line: 1, column: 1 };
  const lead = slug === '' ? `${name}_` : name.slice(0, -slug.length);
  return { claim: { kind: 'directory', id, key, slug, place, documents }, key, lead, documents };
}

function readDocument(path: string, start: number, directory: Directory): readonly ChangeDocument[] {
  const rest = path.includes('/', start) ? '' : withoutId(path.slice(start, -'.md'.length), directory);
  if (rest === '') return [];
  // A slug holds no `_` and a type may: `TECH_RESEARCH` alone is a type, in `retry-limits_TECH_RESEARCH` it follows one.
  const [, slug, type = rest] = /^([a-z0-9-]+)_(.+)$/u.exec(rest) ?? [];
  return [{ path, slug, type }];
}

/** What follows the directory's ID in the name of a document, empty if it is not there. */
function withoutId(name: string, { lead, key }: Directory): string {
  if (name.startsWith(lead)) return name.slice(lead.length);
  const leading = splitLeadingId(name);
  return leading && formatItemId(leading.id) === key ? leading.rest : '';
}
