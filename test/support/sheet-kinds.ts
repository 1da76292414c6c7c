import type { KindName } from '../../src/core/ledger/files/file-ledger.ts';
import { slugOf } from '../../src/core/ids/subject.ts';
import { FIXED_KINDS } from '../../src/formats/kinds/index.ts';
import { filesKind } from '../../src/formats/kinds/files.ts';
import type { Kind } from '../../src/formats/kinds/kind.ts';
import type { Thing } from './team-things.ts';

/** How a kind writes the files of a thing: paths relative to the ledger's folder. */
interface Written {
  readonly kind: Kind;
  readonly pathsOf: (thing: Thing) => readonly string[];
}

const RFCS = filesKind({ pattern: 'rfc{number}/{slug}.txt', order: false, reuse: false, heading: false });

export const WRITTEN: Readonly<Record<KindName, Written>> = {
  adr: { kind: FIXED_KINDS.adr, pathsOf: ({ number, title }) => [`${wide(number)}-${slugOf(title)}.md`] },
  'golang-migrate': {
    kind: FIXED_KINDS['golang-migrate'],
    pathsOf: ({ number, title }) =>
      ['up', 'down'].map((way) => `${wide(number)}_${slugOf(title)}.${way}.sql`),
  },
  flyway: { kind: FIXED_KINDS.flyway, pathsOf: ({ number, title }) => [`V${number}__${slugOf(title)}.sql`] },
  django: {
    kind: FIXED_KINDS.django,
    pathsOf: ({ number, title }) => [`${wide(number)}_${slugOf(title).replaceAll('-', '_')}.py`],
  },
  'backlog-md': {
    kind: FIXED_KINDS['backlog-md'],
    pathsOf: ({ number, title }) => [`tasks/task-${number} - ${slugOf(title)}.md`],
  },
  files: { kind: RFCS, pathsOf: ({ number, title }) => [`rfc${number}/${slugOf(title)}.txt`] },
};

export const SHEET_KINDS = Object.keys(WRITTEN).filter((name): name is KindName => name in WRITTEN);

/** The folders of the ledger: what is at the one today may be at the other tomorrow. */
export const FOLDERS = ['numbered', 'later/numbered'] as const;

/** What a file of a thing says: a template's lines, its own, and those that an edit changes. */
export function textOf({ token, edition = 0, body = token }: Thing): string {
  const own = Array.from(
    { length: 10 },
    (_, at) => `Line ${at} is about ${body}, and ${body} alone ${at}.\n`,
  );
  return ['# Context\n', ...own, `Edited ${edition} times, ${body} was.\n`, '# Decision\n'].join('');
}

function wide(number: number): string {
  return String(number).padStart(4, '0');
}
