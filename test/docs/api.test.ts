import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import * as library from '../../src/index.ts';
import { apiExamples, ROOT } from '../support/api-examples.ts';
import type { ApiExample } from '../support/api-examples.ts';
import { tidemark } from '../support/cli.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { createServer } from '../support/shared.ts';
import { backlog } from '../support/texts.ts';

const TOOLS = join(ROOT, 'node_modules', '.bin');
const TWO = ['WRK-001 Retry limits', 'WRK-002 Search by tag'];
const THREE = backlog({ items: [...TWO, 'WRK-003 Export as PDF'] });

const EXAMPLES = apiExamples();

describe('docs/api', () => {
  test('says what the doc comments of what is built say: if not, `npm run api`', () => {
    const fresh = freshDirectory('api');
    const { status, stdout, stderr } = spawnSync(
      join(TOOLS, 'typedoc'),
      // The suite's own types are checked apart from it.
      ['--options', '.ci/typedoc.json', '--skipErrorChecking', '--out', fresh],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    );
    expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
    expect(pagesIn(join(ROOT, 'docs/api'))).toEqual(pagesIn(fresh));
  });

  test('has an example of each function', () => {
    const functions = Object.entries(library).flatMap(([name, value]) =>
      typeof value === 'function' && name !== 'TidemarkError' ? [name] : [],
    );
    expect(functions.length).toBeGreaterThan(25);
    expect(functions.filter((name) => !EXAMPLES.some(({ of }) => of === name))).toEqual([]);
    expect(EXAMPLES.filter(({ prints }) => prints.length === 0)).toEqual([]);
  });

  describe('the example', () => {
    let outcomes: readonly Outcome[];
    beforeAll(() => {
      outcomes = runAll(EXAMPLES.map(situationFor));
    }, 60_000);

    test.each(EXAMPLES.map((example, at) => ({ ...example, at })))(
      'of $of runs, and prints what it says: $caption',
      ({ at, prints }) => expect(outcomes[at]).toEqual({ printed: prints, error: null }),
    );
  });

  test('the examples compile in a strict project', () => {
    const repo = begun();
    for (const [index, { of, code }] of EXAMPLES.entries()) repo.write({ [`${of}-${index}.mts`]: code });
    const compilerOptions = {
      strict: true,
      noUnusedLocals: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      noUncheckedIndexedAccess: true,
      target: 'es2023',
      lib: ['es2023'],
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
      noEmit: true,
    };
    repo.write({ 'tsconfig.json': JSON.stringify({ compilerOptions }) });
    const { status, stdout } = spawnSync(join(TOOLS, 'tsc'), { cwd: repo.root, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

function pagesIn(directory: string): Readonly<Record<string, string>> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.md'),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}

let first: TestRepo | undefined;

/** Three items on main; the branch topic has another third one. */
function begun(): TestRepo {
  const repo = first ? openTestRepo(freshDirectory('copy')) : createRepo();
  if (first) {
    cpSync(first.root, repo.root, { recursive: true, verbatimSymlinks: true });
    return repo;
  }
  repo.write({
    'node_modules/tidemark': { link: ROOT },
    '.gitignore': 'node_modules\nexample.mjs\n',
  });
  repo.commit('Begin', { 'BACKLOG.yaml': backlog({ items: TWO }) });
  repo.branch('topic');
  repo.commit('Topic', { 'BACKLOG.yaml': backlog({ items: [...TWO, 'WRK-003 Import from CSV'] }) });
  repo.checkout('main');
  repo.commit('Main', { 'BACKLOG.yaml': THREE });
  first = openTestRepo(freshDirectory('first'));
  cpSync(repo.root, first.root, { recursive: true, verbatimSymlinks: true });
  return repo;
}

const SITUATIONS: Readonly<Record<string, (repo: TestRepo) => void>> = {
  '': () => {},
  'Would merging topic into main be right?': () => {},
  'Before anybody ran tidemark install': () => {},
  'After somebody added WRK-004 by hand': (repo) => {
    const items = [...TWO, 'WRK-003 Export as PDF', 'WRK-004 Dark mode'];
    repo.write({ 'BACKLOG.yaml': backlog({ items, mark: 3 }) });
  },
  'On a branch, before it is merged': (repo) => repo.checkout('topic'),
  'With a remote named origin': withOrigin,
  'After somebody shared the numbers over origin': (repo) => {
    withOrigin(repo);
    expect(tidemark(repo.root, ['shared', 'origin', '--seed'])).toMatchObject({ code: 0 });
  },
  'While a merge of main is in conflict': (repo) => {
    repo.checkout('topic');
    expect(repo.tryGit(['merge', 'main']).status).toBe(1);
  },
};

function withOrigin(repo: TestRepo): void {
  const server = createServer();
  repo.git('remote', 'add', 'origin', server.root);
  repo.git('push', '-q', 'origin', 'main');
}

/** Answers with the root of a repository that has the example, too. */
function situationFor({ caption, code }: ApiExample): string {
  const repo = begun();
  const arrange = SITUATIONS[caption];
  expect(arrange, `a situation for: ${caption}`).toBeDefined();
  arrange?.(repo);
  repo.write({ 'example.mjs': code });
  return repo.root;
}

interface Outcome {
  readonly printed: readonly string[];
  readonly error: string | null;
}

/** Runs the examples one after the other, each where it stands, in a process that has loaded the library once. */
function runAll(roots: readonly string[]): readonly Outcome[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', RUNNER, ...roots],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return z.array(OUTCOME).parse(JSON.parse(stdout));
}

const OUTCOME = z.strictObject({ printed: z.array(z.string()), error: z.string().nullable() });

const RUNNER = `
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
const outcomes = [];
for (const root of process.argv.slice(1)) {
  const printed = [];
  console.log = (...words) => printed.push(...format(...words).split('\\n'));
  process.chdir(root);
  try {
    await import(pathToFileURL(join(root, 'example.mjs')));
    outcomes.push({ printed, error: null });
  } catch (error) {
    outcomes.push({ printed, error: String(error) });
  }
}
process.stdout.write(JSON.stringify(outcomes));
`;
