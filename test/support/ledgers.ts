import { createRepo } from './repo.ts';
import type { Files, TestRepo } from './repo.ts';

/** A kind of ledger as tests use it: where its names are, and the ID that findings name. */
export interface LedgerKind {
  readonly kind: string;
  readonly config: string;
  /** The files of an entry; no two of them share a text. */
  readonly entry: (number: number, title: string) => Files;
  readonly id: (number: number) => string;
  /** What it is that a number comes back. */
  readonly reuse: 'error' | 'warning';
}

const pad = (number: number, width: number): string => String(number).padStart(width, '0');
const textOf = (title: string): string =>
  Array.from({ length: 8 }, (_, at) => `${title} ${at} ${title.length * (at + 3)}\n`).join('');

export const LEDGERS: readonly LedgerKind[] = [
  {
    kind: 'adr',
    config: 'kind: adr\n  path: docs/adr',
    entry: (number, title) => ({
      [`docs/adr/${pad(number, 4)}-${title}.md`]: `# ${number}. ${title}\n\n${textOf(title)}`,
    }),
    id: String,
    reuse: 'error',
  },
  {
    kind: 'golang-migrate',
    config: 'kind: golang-migrate\n  path: migrations',
    entry: (number, title) => ({
      [`migrations/${pad(number, 6)}_${title}.up.sql`]: textOf(title),
      [`migrations/${pad(number, 6)}_${title}.down.sql`]: textOf(`${title} undone`),
    }),
    id: String,
    reuse: 'error',
  },
  {
    kind: 'flyway',
    config: 'kind: flyway\n  path: db/migration',
    entry: (number, title) => ({ [`db/migration/V1.${number}__${title}.sql`]: textOf(title) }),
    id: (number) => `1.${number}`,
    reuse: 'error',
  },
  {
    kind: 'django',
    config: 'kind: django\n  path: app/migrations',
    entry: (number, title) => ({ [`app/migrations/${pad(number, 4)}_${title}.py`]: textOf(title) }),
    id: String,
    reuse: 'warning',
  },
  {
    kind: 'backlog-md',
    config: 'kind: backlog-md\n  path: backlog',
    entry: (number, title) => ({
      [`backlog/tasks/task-${number} - ${title}.md`]: `---\nid: task-${number}\ntitle: ${title}\n---\n\n${textOf(title)}`,
    }),
    id: (number) => `TASK-${number}`,
    reuse: 'warning',
  },
  {
    kind: 'files',
    config: "kind: files\n  path: rfcs\n  pattern: '{number:4}-{slug}/README.md'",
    entry: (number, title) => ({ [`rfcs/${pad(number, 4)}-${title}/README.md`]: textOf(title) }),
    id: String,
    reuse: 'error',
  },
];

/** A repository with one ledger and a first entry in it. */
export function startLedger(
  { config, entry }: Pick<LedgerKind, 'config' | 'entry'>,
  more: Files = {},
): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { '.tidemark.yaml': `ledgers:\n- ${config}\n`, ...entry(1, 'start'), ...more });
  return repo;
}

/** The same paths, without their files. */
export function gone(files: Files): Files {
  return Object.fromEntries(Object.keys(files).map((path) => [path, null]));
}
