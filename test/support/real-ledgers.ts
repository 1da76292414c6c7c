import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { createRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/real/ledgers/', import.meta.url));
export const REAL_LEDGERS = existsSync(FOLDER);

/** What truly happened, as the table beside each history has it. */
interface Truth {
  readonly landed: readonly Landed[];
  readonly reused: readonly Reused[];
  readonly contested: readonly Contested[];
}

export interface Landed {
  readonly commit: string;
  readonly number: string;
  readonly names: readonly string[];
  readonly came: string;
  readonly again?: string;
  readonly archived?: boolean;
  /** The first is the repair; further ones are other lines of history that repeat it. */
  readonly ended: readonly { readonly how: string; readonly file?: string; readonly to?: string }[];
}

interface Reused {
  readonly commit: string;
  readonly number: string;
  readonly name: string;
  readonly how: string;
  readonly before: readonly { readonly file: string }[];
}

interface Contested {
  readonly number: string;
  readonly seen: string;
  readonly claims: readonly {
    readonly branch: string;
    readonly name: string;
    readonly at_tip: boolean;
  }[];
}

export interface Corpus {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  /** What a number is that comes back, and whether archived numbers may. */
  readonly reuse: 'error' | 'warning';
}

export const CORPORA: readonly Corpus[] = [
  { name: 'curie', kind: 'adr', path: 'docs/adr', reuse: 'error' },
  { name: 'warmbly', kind: 'golang-migrate', path: 'internal/infrastructure/db/migrations', reuse: 'error' },
  { name: 'dataverse', kind: 'flyway', path: 'src/main/resources/db/migration', reuse: 'error' },
  { name: 'backlog-md', kind: 'backlog-md', path: '[backlog, .backlog]', reuse: 'warning' },
  { name: 'ibc-go', kind: 'adr', path: 'docs/architecture', reuse: 'error' },
  {
    name: 'license-manager',
    kind: 'django',
    path: 'license_manager/apps/subscriptions/migrations',
    reuse: 'warning',
  },
  { name: 'optio', kind: 'golang-migrate', path: 'apps/api/src/db/migrations', reuse: 'error' },
];

/** A corpus in a repository of its own, with a configuration beside it. */
export interface Loaded {
  readonly repo: TestRepo;
  /** Absolute. */
  readonly configPath: string;
  readonly truth: Truth;
  /** By the subject of each commit, as the truth names it: its full hex name. */
  readonly commits: ReadonlyMap<string, string>;
}

export function loadCorpus({ name, kind, path }: Corpus): Loaded {
  const repo = createRepo();
  const stream = gunzipSync(readFileSync(`${FOLDER}${name}.fast-import.gz`));
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: stream });
  repo.write({ 'ledgers.yaml': `ledgers:\n- kind: ${kind}\n  path: ${path}\n` });
  const commits = new Map(
    repo
      .git('log', '--all', '--format=%H %s')
      .split('\n')
      .map((line): [string, string] => {
        const [commit = '', subject = ''] = line.split(' ');
        return [subject, commit];
      }),
  );
  const truth: Truth = JSON.parse(readFileSync(`${FOLDER}${name}.truth.json`, 'utf8'));
  return { repo, configPath: repo.path('ledgers.yaml'), truth, commits };
}

/** `docs/adr/0007-use-x.md` → `0007-use-x`: both halves of a pair are one. */
export function stemOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.\w+$/u, '')
    .replace(/[._](?:up|down)$/u, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-');
}
