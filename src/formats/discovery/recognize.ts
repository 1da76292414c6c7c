import type { KindName } from '../../core/ledger/files/file-ledger.ts';
import { filesKind } from '../kinds/files.ts';
import { FIXED_KINDS } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';

/** A kind that the names in a folder may be of, and how much of the folder has to be. */
export interface Recognized {
  readonly kind: Kind;
  /** Of kind `files`: how its names are read. */
  readonly pattern?: string;
  /** The folder that the configuration has to name. */
  readonly path: string;
}

/** Kinds that a folder of these names may be of, the likeliest first. Names are those of the files right in it. */
export function recognize(path: string, names: readonly string[]): readonly Recognized[] {
  return RECOGNIZERS.flatMap(([kind, isLike]) => (isLike(path, names) ? recognized(kind, path, names) : []));
}

function recognized(name: KindName, path: string, names: readonly string[]): readonly Recognized[] {
  if (name === 'backlog-md') return [{ kind: FIXED_KINDS[name], path: path.replace(TASKS, '') }];
  if (name !== 'files') return [{ kind: FIXED_KINDS[name], path }];
  const pattern = patternOf(names);
  if (pattern === undefined) return [];
  return [{ kind: filesKind({ pattern, order: false, reuse: false, heading: false }), pattern, path }];
}

type IsLike = (path: string, names: readonly string[]) => boolean;

const someFit = (names: readonly string[], pattern: RegExp): boolean =>
  names.some((name) => pattern.test(name));

const RECOGNIZERS: readonly (readonly [KindName, IsLike])[] = [
  ['flyway', (_path, names) => someFit(names, /^V\d+(?:[._]\d+)*__[^.]+\.\w+$/u)],
  ['golang-migrate', isSqlFolder],
  ['django', (path, names) => /(?:^|\/)migrations$/u.test(path) && someFit(names, /^0001_\w+\.py$/u)],
  ['backlog-md', (path, names) => TASKS.test(path) && someFit(names, /^[a-z]+-\d+(?:\.\d+)* - .*\.md$/iu)],
  ['adr', (path, names) => DECISIONS.test(path) || someFit(names, /^adr[-_ ]?\d{3,}[-_].*\.\w+$/iu)],
  ['files', (path) => PROPOSALS.test(path)],
];

/** Pairs say it by themselves; a plain number in front is also how scripts are put in order. */
function isSqlFolder(path: string, names: readonly string[]): boolean {
  return (
    someFit(names, /^\d+_.*[._]up\.\w+$/iu) ||
    (/(?:^|[/_-])(?:migrations?|migrate|drizzle)(?:$|[/_-])/iu.test(path) &&
      someFit(names, /^\d+_.*\.sql$/iu))
  );
}

const TASKS = /\/tasks$/u;
const DECISIONS = /(?:^|[/_-])(?:adrs?|decisions?|decision[-_]records?|decision[-_]log)$/iu;
const PROPOSALS = /(?:^|[/_-])(?:rfcs?|rfds?|proposals?|enhancements?|peps?|eips?)$/iu;

/** `0007-slug.md`, `rfc-0007-slug.md`, and folders `0007-slug/README.md`; numbers as wide as the narrowest. */
function patternOf(names: readonly string[]): string | undefined {
  const read = names.flatMap((name) => {
    const [, before = '', number, separator, extension] =
      /^([a-z]+[-_])?(\d{3,6})([-_]).*(\.(?:md|mdx|adoc|rst|txt))$/iu.exec(name) ?? [];
    return number === undefined ? [] : [{ before, number, separator, extension }];
  });
  const [first] = read;
  if (!first) return undefined;
  const width = Math.min(...read.map(({ number }) => number.length));
  return `${first.before}{number:${width}}${first.separator}{slug}${first.extension}`;
}
