import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { renumber } from '../../src/renumbering/renumber.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/real/ledgers/', import.meta.url));
const present = existsSync(FOLDER);

/** Two things that came to stand under one number, as the table beside each history has it. */
interface Landed {
  readonly commit: string;
  readonly number: string;
  readonly names: readonly string[];
  readonly came: string;
  readonly again?: string;
  /** Main's tip showed it; else it was on a branch. */
  readonly stood_on_main: boolean;
  readonly ended: readonly {
    readonly how: string;
    readonly commit?: string;
    readonly file?: string;
    readonly to?: string;
  }[];
}

const CORPORA = [
  { name: 'curie', config: 'kind: adr\n  path: docs/adr' },
  { name: 'warmbly', config: 'kind: golang-migrate\n  path: internal/infrastructure/db/migrations' },
  { name: 'dataverse', config: 'kind: flyway\n  path: src/main/resources/db/migration' },
  { name: 'backlog-md', config: 'kind: backlog-md\n  path: [backlog, .backlog]' },
  {
    name: 'license-manager',
    config: 'kind: django\n  path: license_manager/apps/subscriptions/migrations',
  },
] as const;

/** How many pairs there are, and where we move another file than the maintainers did: they moved the one that was there first. */
const KNOWN: Readonly<
  Record<(typeof CORPORA)[number]['name'], { pairs: number; otherwise: readonly string[] }>
> = {
  curie: { pairs: 7, otherwise: ['c51 37', 'c61 39'] },
  warmbly: { pairs: 13, otherwise: ['c43 40', 'c55 48'] },
  dataverse: { pairs: 56, otherwise: ['c14 4.12.0.1', 'c19 4.12.0.1'] },
  'backlog-md': { pairs: 8, otherwise: ['c44 task-20', 'c146 task-95'] },
  'license-manager': { pairs: 1, otherwise: [] },
};

describe.skipIf(!present)(
  `what maintainers moved${present ? '' : ' (not here: ../shared/real/ledgers)'}`,
  () => {
    test.each(CORPORA)('$name', { timeout: 300_000 }, async ({ name, config }) => {
      const repo = load(name, config);
      const landed: { landed: readonly Landed[] } = JSON.parse(
        readFileSync(`${FOLDER}${name}.truth.json`, 'utf8'),
      );
      const commits = namesOf(repo);
      const otherwise: string[] = [];
      const pairs = landed.landed.filter(isRepaired);
      for (const one of pairs) {
        const pair = new Set(one.names.map(stemOf));
        // What comes after it may move along.
        const moved = (await movedBy(repo, commits, one)).filter((stem) => pair.has(stem));
        const theirs = moversOf(one);
        if (moved.length === 0 || !moved.every((stem) => theirs.has(stem)))
          otherwise.push(`${one.commit} ${one.number}`);
      }
      expect({ pairs: pairs.length, otherwise }).toEqual(KNOWN[name]);
    });

    test('and what came after it', async () => {
      const repo = load('dataverse', CORPORA[2].config);
      const one = { commit: 'c358', number: '5.11.0.1', stood_on_main: false };
      expect(await movedBy(repo, namesOf(repo), one)).toEqual([
        'V5.11.0.1__hdc-3b',
        'V5.11.0.2__hdc-3b2-template-instructions',
      ]);
    });

    test('in at least nine of ten pairs', () => {
      const all = Object.values(KNOWN);
      const pairs = all.reduce((sum, one) => sum + one.pairs, 0);
      const otherwise = all.reduce((sum, one) => sum + one.otherwise.length, 0);
      expect((pairs - otherwise) / pairs).toBeGreaterThanOrEqual(0.9);
    });
  },
);

function load(name: string, config: string): TestRepo {
  const repo = createRepo();
  const stream = gunzipSync(readFileSync(`${FOLDER}${name}.fast-import.gz`));
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: stream });
  repo.write({ 'ledgers.yaml': `ledgers:\n- ${config}\n` });
  repo.git('config', 'remote.origin.url', '../elsewhere');
  return repo;
}

/** Not what was brought from another number, seen before, or got another prefix with all others. */
function isRepaired({ came, again, ended }: Landed): boolean {
  const moves = ended.filter(({ how }) => how === 'renumbered' || how === 'dropped');
  return (
    came !== 'carried' &&
    again === undefined &&
    moves.length > 0 &&
    !moves.some(({ commit }) => commit === 'c486')
  );
}

/** What their first repair moved, by names without number, direction and extension. */
function moversOf({ ended }: Landed): ReadonlySet<string> {
  const moves = ended.filter(({ how }) => how === 'renumbered' || how === 'dropped');
  const [first] = moves;
  return new Set(moves.filter(({ commit }) => commit === first?.commit).map(({ file = '' }) => stemOf(file)));
}

function stemOf(path: string): string {
  return basename(path).replace(/(?:\.(?:up|down))?\.\w+$/u, '');
}

async function movedBy(
  repo: TestRepo,
  commits: ReadonlyMap<string, string>,
  { commit, number, stood_on_main }: Pick<Landed, 'commit' | 'number' | 'stood_on_main'>,
): Promise<readonly string[]> {
  const oid = commits.get(commit) ?? '';
  repo.git('checkout', '-q', '-f', '-B', 'work', oid);
  repo.git('update-ref', 'refs/remotes/origin/main', publishedBefore(repo, oid, stood_on_main));
  const report = await renumber({
    cwd: repo.root,
    configPath: repo.path('ledgers.yaml'),
    ids: [number],
    dryRun: true,
    stage: false,
    force: false,
  });
  const files = report.renumberings.flatMap(({ parts }) => parts.flatMap((part) => part.files));
  // Of three that share a number two did so before, and that pair is asked about by itself.
  const before = repo
    .git('log', '-1', '--format=%P', oid)
    .split(' ')
    .map((parent) => filesAt(repo, parent));
  const brought = files.filter(({ from }) => !before.every((known) => known.has(from)));
  return [...new Set(brought.map(({ from }) => stemOf(from)))];
}

function filesAt(repo: TestRepo, commit: string): ReadonlySet<string> {
  return new Set(repo.git('ls-tree', '-r', '-z', '--name-only', commit).split('\0'));
}

/**
 * What `origin/main` was to whoever made a commit: for a merge on a branch what it merged, for one on main the side that had more commits of its own (the
 * history has fast-forwards of branches that had merged main), else the commit before it.
 */
function publishedBefore(repo: TestRepo, oid: string, stoodOnMain: boolean): string {
  const [first = oid, second] = repo.git('log', '-1', '--format=%P', oid).split(' ').filter(Boolean);
  if (second === undefined) return first;
  const own = (one: string, other: string): number =>
    Number(repo.git('rev-list', '--count', one, `^${other}`));
  return !stoodOnMain || own(second, first) > own(first, second) ? second : first;
}

function namesOf(repo: TestRepo): ReadonlyMap<string, string> {
  return new Map(
    repo
      .git('log', '--all', '--format=%s %H')
      .split('\n')
      .map((line): [string, string] => {
        const [name = '', oid = ''] = line.split(' ');
        return [name, oid];
      }),
  );
}
