import type { Kind, NameReading } from './kind.ts';
import { PLACEHOLDER } from './names.ts';

/** What the configuration says about the names of a ledger of kind `files`. */
export interface FilesOptions {
  readonly pattern: string;
  readonly order: boolean;
  readonly reuse: boolean;
  readonly heading: boolean;
}

/** Any other folder, by the pattern of its names, which `patternProblem` has found to be right. */
export function filesKind({ pattern, order, reuse, heading }: FilesOptions): Kind {
  const expression = expressionOf(pattern);
  const folder = folderOf(pattern);
  return {
    name: 'files',
    names: pattern,
    zero: zeroOf(pattern),
    usualPaths: [],
    read: (path) => readGroups((expression.exec(path) ?? folder?.exec(path))?.groups),
    placeholder: PLACEHOLDER,
    reuse: reuse ? 'warning' : 'error',
    order,
    alsoIn: heading ? 'heading' : 'nowhere',
    fresh: {
      examples: [exampleOf(pattern)],
      text: ({ number, title }) => (heading ? `# ${number}. ${title}\n` : `# ${title}\n`),
    },
  };
}

/** What may stand in the place of a folder that has the number: a link or a submodule has no extension. */
function folderOf(pattern: string): RegExp | undefined {
  const names = pattern.split('/');
  const at = names.findIndex((name) => name.includes('{number'));
  return at < names.length - 1 ? expressionOf(names.slice(0, at + 1).join('/'), '[^/.]+?') : undefined;
}

/** A name by the pattern, of the number 0. */
function exampleOf(pattern: string): string {
  return pattern.replaceAll(FIELD, (_field, name: string, width = '1') => {
    if (name === 'number') return '0'.repeat(Number(width));
    return name === 'slug' ? 'new-entry' : name === 'prefix' ? 'x' : '';
  });
}

/** As wide as the pattern says. */
function zeroOf(pattern: string): string {
  const [, width = '1'] = /\{number:(\d+)\}/u.exec(pattern) ?? [];
  const zero = '0'.repeat(Number(width));
  return pattern.includes('{prefix}') ? `x-${zero}` : zero;
}

function readGroups(
  groups: Readonly<Record<string, string | undefined>> | undefined,
): NameReading | undefined {
  const { number, prefix = '', slug = '' } = groups ?? {};
  if (number === undefined) return undefined;
  return {
    prefix: prefix.toUpperCase(),
    parts: [number],
    written: prefix === '' ? number : `${prefix}-${number}`,
    stem: slug,
  };
}

const FIELD = /\{(\w+)(?::(\d+))?\}/gu;
const FIELDS = ['number', 'prefix', 'slug', 'any'];

/** What is wrong with a pattern, as the end of a sentence; undefined for one that can be used. */
export function patternProblem(pattern: string): string | undefined {
  const fields = [...pattern.matchAll(FIELD)].map(([, name = '', width]) => ({ name, width }));
  const unknown = fields.find(({ name }) => !FIELDS.includes(name));
  if (unknown) return `has {${unknown.name}}; there are {number}, {number:4}, {prefix}, {slug} and {any}`;
  const numbers = fields.filter(({ name }) => name === 'number');
  if (numbers.length === 0) return 'has no {number}';
  const names = fields.map(({ name }) => name).filter((name) => name !== 'any');
  if (new Set(names).size < names.length) return 'has a field twice';
  const wide = fields.find(
    ({ name, width }) => width !== undefined && (name !== 'number' || Number(width) > 40),
  );
  if (wide) return 'has a width that is not the one to forty digits of {number}';
  return /[{}]/u.test(pattern.replaceAll(FIELD, '')) ? 'has a brace that belongs to no field' : undefined;
}

/** How wide a number is says how new ones are written: names with fewer digits are still numbers. No field crosses a folder, and none but `{any}` is empty. */
function expressionOf(pattern: string, slug = '[^/]+?'): RegExp {
  let source = '';
  let at = 0;
  for (const match of pattern.matchAll(FIELD)) {
    const [whole, name = ''] = match;
    source += literal(pattern.slice(at, match.index)) + group(name, slug);
    at = match.index + whole.length;
  }
  return new RegExp(`^${source}${literal(pattern.slice(at))}$`, 'u');
}

function group(name: string, slug: string): string {
  switch (name) {
    case 'number':
      return String.raw`(?<number>\d+)`;
    case 'prefix':
      return '(?<prefix>[A-Za-z]+)';
    case 'slug':
      return `(?<slug>${slug})`;
    default:
      return '[^/]*?';
  }
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
