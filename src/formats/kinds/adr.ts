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
  plain: /^(?!\d{4}-\d\d-\d\d(?!\d))(\d+)[-_]([a-z\d]+(?:[-_][a-z\d]+)*)\.md$/u,
  placeholder: PLACEHOLDER,
  calledBy: 'ADR',
  reuse: 'error',
  order: false,
  alsoIn: 'heading',
  fresh: {
    examples: ['0000-new-entry.md'],
    text: ({ number, title, date, path }) => {
      const [one, two] = /\.(?:adoc|asciidoc)$/u.test(path) ? ['=', '=='] : ['#', '##'];
      const parts = ['Status', 'Context', 'Decision', 'Consequences'].map((part) => `${two} ${part}\n`);
      return [`${one} ${number}. ${title}\n`, `Date: ${date}\n`, ...parts].join('\n');
    },
  },
};
