import type { Kind } from './kind.ts';
import { isDate, PLACEHOLDER, readNumbered, withoutExtension } from './names.ts';

const EXTENSIONS = ['.md', '.mdx', '.markdown', '.adoc', '.asciidoc', '.rst', '.txt'];

/** Architecture decision records. */
export const adr: Kind = {
  name: 'adr',
  names: '0007-slug.md',
  zero: '0000',
  usualPaths: ['docs/adr', 'docs/adrs', 'docs/decisions', 'docs/architecture/decisions', 'doc/adr', 'adr'],
  read(path) {
    const name = path.includes('/') || isDate(path) ? undefined : withoutExtension(path, EXTENSIONS);
    if (name === undefined) return undefined;
    const [prefix = ''] = /^adr[-_ ]?/iu.exec(name) ?? [];
    const found = readNumbered(name.slice(prefix.length), ['-', '_']);
    if (!found) return undefined;
    const { number, ...rest } = found;
    return { prefix: '', parts: [number], written: `${prefix}${number}`, ...rest };
  },
  placeholder: PLACEHOLDER,
  reuse: 'error',
  order: false,
  alsoIn: 'heading',
};
