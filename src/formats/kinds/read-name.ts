import type { FileName } from '../../core/ledger/files/file-ledger.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import type { ItemId } from '../../core/ids/item-id.ts';
import type { Kind, NameReading } from './kind.ts';
import { foldStem } from './names.ts';

/** A ledger's folders and how its names are read. */
export interface NamedFolders {
  readonly kind: Kind;
  /** Relative to the repository's root. */
  readonly paths: readonly string[];
}

/** What a path says, and why it may not be what was meant, as the end of a sentence. */
export interface PathReading {
  /** Undefined for a name that claims nothing. */
  readonly name: FileName | undefined;
  readonly odd: string | undefined;
  /** How many digits its number has, where zeros fill them up. */
  readonly width: number | undefined;
}

const NOTHING: PathReading = { name: undefined, odd: undefined, width: undefined };

/** Reads a path of the repository. What is in no folder of the ledger, a companion or a placeholder says nothing. */
export function readPath(folders: NamedFolders, path: string): PathReading {
  const { kind, paths } = folders;
  const root = paths.find((folder) => path.startsWith(folder) && path.charAt(folder.length) === '/');
  if (root === undefined) return NOTHING;
  const name = path.slice(root.length + 1);
  const plain = kind.plain?.exec(name);
  return plain ? readPlain(kind, plain) : readAny(folders, path, name);
}

function readAny({ kind, paths }: NamedFolders, path: string, name: string): PathReading {
  const reading = readAnyDigits(kind, name);
  if (!reading) return NOTHING;
  if (!('parts' in reading)) return { ...NOTHING, odd: reading.odd };
  const { parts, odd, stem } = reading;
  const [first = '', another] = parts;
  if (another === undefined && kind.placeholder?.test(first)) return NOTHING;
  const place = stem === '' ? placeOf(paths, path, reading) : '';
  return { name: nameFrom(kind, reading, place), odd, width: widthOf(first) };
}

/** The same for a name as the kind's names are. */
function readPlain(
  { placeholder }: Kind,
  [, number = '', stem = '', direction]: RegExpExecArray,
): PathReading {
  if (placeholder?.test(number)) return NOTHING;
  const key = withoutZeros(number);
  return {
    name: {
      key,
      id: { prefix: '', number: Number.parseInt(number, 10) },
      written: number,
      slug: stem.includes('_') ? stem.replaceAll('_', '-') : stem,
      isCounted: key.length < DATE_DIGITS,
      isArchived: false,
      isUndoing: direction === 'down',
    },
    odd: undefined,
    width: widthOf(number),
  };
}

/** How many digits a number has, where zeros fill it up. */
function widthOf(number: string): number | undefined {
  return /^0\d/u.test(number) ? number.length : undefined;
}

/** What has no stem is told apart by where it stands: nothing for the first folder of the ledger. */
function placeOf([first = '']: readonly string[], path: string, { written }: NameReading): string {
  const segments = path.split('/');
  const at = segments.findLastIndex((segment) => segment.includes(digitsOf(written)));
  const folder = segments.slice(0, Math.max(at, 0)).join('/');
  return folder === first ? '' : `@${folder}`;
}

/** Digits that only look like others are read as those: `０００７` is a number to people. */
function readAnyDigits(kind: Kind, name: string): ReturnType<Kind['read']> {
  const reading = kind.read(name);
  if (reading) return reading;
  const plain = name.normalize('NFKC');
  if (plain === name) return undefined;
  const other = kind.read(plain);
  return other && { ...other, odd: 'is written with characters that only look like those of the others' };
}

function nameFrom({ isVersion = false }: Kind, reading: NameReading, place: string): FileName {
  const { parts, written, stem, apart = '', isArchived = false, isUndoing = false } = reading;
  return {
    key: keyOf(reading, isVersion),
    id: idOf(reading),
    written,
    slug: foldStem(stem) + apart + place,
    isCounted: parts.every((part) => withoutZeros(part).length < DATE_DIGITS),
    isArchived,
    isUndoing,
  };
}

/** Numbers of so many digits are dates or seconds. */
const DATE_DIGITS = 8;

/** Equal for every spelling of a number. */
export function keyOf({ prefix, parts }: Pick<NameReading, 'prefix' | 'parts'>, isVersion: boolean): string {
  const numbers = parts.map(withoutZeros);
  const last = isVersion ? numbers.findLastIndex((part) => part !== '0') : numbers.length - 1;
  const number = numbers.slice(0, Math.max(last, 0) + 1).join('.');
  return prefix === '' ? number : `${prefix}-${number}`;
}

function withoutZeros(part: string): string {
  return part.startsWith('0') ? part.replace(/^0+(?=\d)/u, '') : part;
}

/** Parts after the first add less than one, so that all are in their order. */
function idOf({ prefix, parts }: NameReading): ItemId {
  const number = parts.reduce((sum, part, at) => {
    const value = Number.parseInt(part, 10);
    return at === 0 ? value : sum + Math.min(value, 999) / 1000 ** at;
  }, 0);
  return { prefix, number };
}
