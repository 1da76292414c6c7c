import { plainDigits } from '../../core/ledger/files/next-number.ts';
import { labelOf } from './entry-label.ts';
import type { EntryLabel } from './entry-label.ts';
import type { NamedFolders } from '../kinds/read-name.ts';

/** What a new entry is to be called after. */
export interface FreshTerms {
  readonly folders: NamedFolders;
  /** The files of another entry, relative to the root; empty where there is none. */
  readonly model: readonly string[];
  /** The digits of the new number, as its neighbours write theirs. */
  readonly digits: string;
  readonly title: string;
}

/**
 * The paths of a new entry's files, named as those of another one are; undefined where the title leaves nothing that could be in a name, or the name would be none
 * of the kind's.
 */
export function freshPaths(terms: FreshTerms): readonly string[] | undefined {
  const { folders, model } = terms;
  const [folder = ''] = folders.paths;
  const examples = folders.kind.fresh.examples.map((example) => `${folder}/${example}`);
  const [example = ''] = examples.map((path) => labelOf(folders, path)?.label ?? '');
  const paths = (model.length > 0 ? model : examples).flatMap((path) => {
    const found = labelOf(folders, path);
    const fresh = found && freshPath(terms, found, path, example);
    return fresh !== undefined && isOf(folders, fresh, terms.digits) ? [fresh] : [];
  });
  return paths.length > 0 ? paths : undefined;
}

function freshPath(
  { folders, digits, title }: FreshTerms,
  { label, digits: former, path: named }: EntryLabel,
  path: string,
  example: string,
): string | undefined {
  const at = label.indexOf(former);
  const stem = label.slice(at + former.length);
  const separator = stem.slice(0, stem.search(/[\p{L}\p{N}]|$/u));
  const words = stem === '' ? '' : slugLike(title, [stem.slice(separator.length), example]);
  if (words === '' && stem !== '') return undefined;
  const directory = named.slice(0, named.length - nameIn(named).length);
  const behind = nameIn(named).slice(label.length) + path.slice(named.length);
  return homeOf(folders, directory) + label.slice(0, at) + digits + separator + words + behind;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where new ones are: with the other one, unless the kind has a folder for them. */
function homeOf({ kind, paths }: NamedFolders, directory: string): string {
  const { folder } = kind.fresh;
  if (folder === undefined) return directory;
  const roots = paths.filter((one) => directory.startsWith(`${one}/`));
  return roots
    .slice(0, 1)
    .map((root) => `${root}/${folder}/`)
    .join('');
}

/** The kind itself reads the name, and finds that number. */
function isOf({ kind, paths }: NamedFolders, path: string, digits: string): boolean {
  const roots = paths.filter((folder) => path.startsWith(`${folder}/`));
  const [reading] = roots.map((root) => kind.read(path.slice(root.length + 1)));
  return (
    reading !== undefined &&
    'parts' in reading &&
    plainDigits(reading.parts.join('.')) === plainDigits(digits)
  );
}

/** A title as the words of a name, put together as others are: the first of some names that has more than one word tells. */
export function slugLike(title: string, names: readonly string[]): string {
  const joints = names.flatMap((name) => [
    ...nameIn(name).matchAll(/(?<=[\p{L}\p{N}])[-_ ](?=[\p{L}\p{N}])/gu),
  ]);
  const [[joint] = ['-']] = joints;
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(' ', joint);
  return names.some((name) => /\p{Lu}/u.test(withoutNumber(name))) ? words : words.toLowerCase();
}

/** `V1__` and `ADR-` are no words of a name. */
function withoutNumber(name: string): string {
  return nameIn(name).replace(/^\D*\d[\d._]*/u, '');
}
