import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

import { NPM_ENV, packPackage } from '../support/packed.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const TOOLS = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
const TWO = { items: ['WRK-001 Retry limits', 'WRK-002 Search'] };

let tarball: string;
let project: TestRepo;

/** An empty project that installs what npm would publish. */
beforeAll(() => {
  tarball = packPackage();
  project = createRepo();
  project.write({
    'package.json': '{ "name": "empty", "private": true, "type": "module" }\n',
    '.gitignore': 'node_modules\n',
    'BACKLOG.yaml': backlog(TWO),
  });
  run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', tarball);
  project.commit('Begin');
}, 300_000);

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    cwd: project.root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...NPM_ENV },
  });
}

const tidemark = (...args: string[]) => run(project.path('node_modules/.bin/tidemark'), ...args);

test('nothing but the package and what it depends on is installed, and nothing runs on the way', () => {
  const { dependencies } = JSON.parse(run('npm', 'ls', '--json'));
  expect(Object.keys(dependencies)).toEqual(['tidemark']);
  const { scripts } = JSON.parse(project.read('node_modules/tidemark/package.json'));
  expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining(['install']));
  expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining(['postinstall']));
});

test('the bin works', () => {
  expect(tidemark('--version')).toMatch(/^\d+\.\d+\.\d+\n$/u);
  expect(JSON.parse(tidemark('check', '--format', 'json'))).toMatchObject({ findings: [], unchecked: [] });
  expect(tidemark('demo')).toContain('WRK-');
});

test('hooks from the package stop a forgotten mark, with the lines of install and without', () => {
  tidemark('install');
  const stops = () => {
    project.stage({ 'BACKLOG.yaml': backlog({ ...TWO, mark: 1 }) });
    const { status, stderr } = project.tryGit(['commit', '-q', '-m', 'Forgotten']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('[mark-behind]') });
    project.git('reset', '-q', '--hard');
  };
  stops();
  tidemark('uninstall');
  project.git('config', 'core.hooksPath', 'node_modules/tidemark/hooks');
  stops();
  project.git('config', '--unset', 'core.hooksPath');
});

const USE = `import { check, DEFAULT_POLICY, generateNextId, loadBacklog, RULES, TidemarkError } from 'tidemark';
import type { Report, Rule, RuleId } from 'tidemark';

const report: Report = await check();
const { backlog, warnings } = await loadBacklog('BACKLOG.yaml');
const { id, suffix }: { id: string; suffix: number } = generateNextId(backlog, 'WRK');
const rules: readonly Rule[] = RULES;
const known: RuleId | undefined = rules[0]?.id;
// @ts-expect-error An unknown rule is none.
const unknown: RuleId = 'no-rule';
try {
  await loadBacklog('gone.yaml');
} catch (error) {
  if (!(error instanceof TidemarkError)) throw error;
  console.log(JSON.stringify([report.findings.length, id, suffix, warnings.length, known, unknown, error.code, DEFAULT_POLICY.maxLeap]));
}
`;

test.each(['nodenext', 'bundler'])('its types compile in a strict project: %s', (resolution) => {
  const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    target: 'es2023',
    lib: ['es2023'],
    module,
    moduleResolution: resolution,
    types: ['node'],
    typeRoots: [join(TOOLS, '..', '@types')],
    outDir: 'out',
  };
  project.write({ 'use.ts': USE, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['use.ts'] }) });
  const { status, stdout } = spawnSync(join(TOOLS, 'tsc'), { cwd: project.root, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(JSON.parse(run(process.execPath, 'out/use.js'))).toEqual([
    0,
    'WRK-003',
    3,
    0,
    expect.any(String),
    'no-rule',
    'no-backlog',
    1000,
  ]);
});

test('publint has nothing to say', () => {
  expect(run(join(TOOLS, 'publint'), tarball, '--strict')).toContain('All good!');
});
