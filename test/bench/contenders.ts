import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { worked } from './commands.ts';
import { sharing } from './shared-numbers.ts';
import {
  backlogText,
  buildRepository,
  run,
  touchBacklog,
  touchLedger,
  touchOther,
  type Size,
} from './repositories.ts';
import type { Contender } from './measure.ts';

const SIZES = {
  '100 items': { items: 100 },
  '1,000 items': { items: 1_000 },
  '10,000 items': { items: 10_000 },
  '100,000 items': { items: 100_000 },
  '20,000 directories, 12 MB worklog': {
    items: 100,
    directories: 20_000,
    documentsEach: 4,
    worklogBytes: 12_000_000,
  },
} satisfies Record<string, Size>;

const COMMIT: readonly [string, ...string[]] = ['git', 'commit', '-q', '-m', 'Turn'];

/** What Node itself costs: every ratio is against this. */
export const YARDSTICK = 'node -e 0';

/** Everything that is measured, each in a repository of its own below `root`. `bin` is the built command. */
export function allContenders(root: string, bin: string, tools: string | undefined): readonly Contender[] {
  return [
    { name: YARDSTICK, directory: root, command: [process.execPath, '-e', '0'] },
    bareCommit(root),
    untouchedCommit(root, bin),
    ...Object.entries(SIZES).flatMap(([name, size]) => guarded(root, bin, name, size)),
    ...[400, 5_000].map((decisions) => numbered(root, bin, decisions)),
    ...worked(root, bin),
    replayed(root, bin),
    ...ranges(root, bin),
    ...surveyed(root, bin),
    ...sharing(root, bin),
    ...(tools === undefined ? [] : otherHooks(root, tools)),
    ...debianTools(root),
  ];
}

function bareCommit(root: string): Contender {
  const directory = buildRepository(join(root, 'bare'), { items: 100 });
  return {
    name: 'git commit, no hooks',
    directory,
    command: COMMIT,
    prepare: (turn) => touchOther(directory, turn),
  };
}

function untouchedCommit(root: string, bin: string): Contender {
  const directory = guardedRepository(join(root, 'untouched'), bin, { items: 100 });
  return {
    name: 'git commit of other files, guarded',
    directory,
    command: COMMIT,
    prepare: (turn) => touchOther(directory, turn),
  };
}

function guarded(root: string, bin: string, name: string, size: Size): readonly Contender[] {
  const directory = guardedRepository(join(root, name.replaceAll(/[^a-z0-9]+/gu, '-')), bin, size);
  const prepare = (turn: number): void => touchBacklog(directory, size, turn);
  return [
    {
      name: `hook process, ${name}`,
      directory,
      command: [process.execPath, bin, 'hook', 'pre-commit'],
      prepare,
    },
    { name: `git commit, ${name}`, directory, command: COMMIT, prepare },
  ];
}

/** A new file in a ledger, and no backlog. */
function numbered(root: string, bin: string, decisions: number): Contender {
  const directory = guardedRepository(join(root, `ledger-${decisions}`), bin, { items: 0, decisions });
  return {
    name: `hook process, ledger of ${decisions.toLocaleString('en')} files`,
    directory,
    command: [process.execPath, bin, 'hook', 'pre-commit'],
    prepare: (turn) => touchLedger(directory, decisions, turn),
  };
}

/** Through the library, in one process. */
function replayed(root: string, bin: string): Contender {
  const directory = buildRepository(join(root, 'replayed'), { items: 100, commits: 5_000 });
  const library = pathToFileURL(join(dirname(bin), 'lib', 'index.js')).href;
  const script = `import { replay } from '${library}';
    for await (const { report } of replay({ cwd: '.', to: 'HEAD' })) if (report?.findings.length !== 0) process.exit(1);`;
  return {
    name: 'replay of 5,000 commits',
    directory,
    command: [process.execPath, '--input-type=module', '-e', script],
    rounds: 3,
  };
}

/** What a CI checks that never checked before, in one pass. */
function ranges(root: string, bin: string): readonly Contender[] {
  const check = (name: string, directory: string): Contender => ({
    name,
    directory,
    command: [process.execPath, bin, 'check', '--ci', '--base', firstOf(directory), '--head', 'HEAD'],
    rounds: 3,
  });
  const long = buildRepository(join(root, 'long'), { items: 100, commits: 50_000, every: 100 });
  return [
    check('check of a push of 5,000 commits, each of the backlog', join(root, 'replayed')),
    check('check of 50,000 commits, 500 of the backlog', long),
  ];
}

function firstOf(directory: string): string {
  const args = ['rev-list', '--max-parents=0', 'HEAD'];
  return spawnSync('git', args, { cwd: directory, encoding: 'utf8' }).stdout.trim();
}

/** Of a history in which every commit touches the backlog, and of branches that nobody has merged. */
function surveyed(root: string, bin: string): readonly Contender[] {
  const directory = join(root, 'replayed');
  const contender = (name: string, where: string, ...words: readonly string[]): Contender => {
    return { name, directory: where, command: [process.execPath, bin, ...words], rounds: 5 };
  };
  const radars = [200, 2_500, 8_000].flatMap((branches) =>
    [
      { size: { items: 30, branches }, of: '' },
      { size: { items: 30, branches, decisions: 100 }, of: ' of a ledger' },
    ].map(({ size, of }) =>
      contender(
        `radar over ${branches.toLocaleString('en')} refs${of}`,
        buildRepository(join(root, `branches-${branches}${of.replaceAll(' ', '-')}`), size),
        'radar',
        '--base',
        'main',
        '--about',
        'origin/topic-0',
      ),
    ),
  );
  return [
    contender('trace in 5,000 commits', directory, 'trace', 'WRK-027'),
    contender('audit of 5,000 commits', directory, 'audit'),
    ...radars,
  ];
}

function guardedRepository(directory: string, bin: string, size: Size): string {
  buildRepository(directory, size);
  run(directory, process.execPath, [bin, 'install']);
  return directory;
}

/** Hook managers and linters of npm, each doing as little as it can, on a commit of one file. */
function otherHooks(root: string, tools: string): readonly Contender[] {
  const path = (name: string): string => join(tools, 'node_modules', '.bin', name);
  const hooks: readonly [string, string, Readonly<Record<string, string>>][] = [
    [
      'lefthook, no-op',
      `${path('lefthook')} run pre-commit`,
      { 'lefthook.yml': 'pre-commit:\n  commands:\n    nothing:\n      run: "true"\n' },
    ],
    ['husky, no-op', 'sh .husky/pre-commit', { '.husky/pre-commit': 'true\n' }],
    ['lint-staged, nothing to do', path('lint-staged'), { '.lintstagedrc.json': '{"*.nothing": "true"}' }],
    ['lint-staged, running `true`', path('lint-staged'), { '.lintstagedrc.json': '{"*.txt": "true"}' }],
    [
      'commitlint',
      `echo "feat: turn" | ${path('commitlint')}`,
      { 'commitlint.config.mjs': "export default { rules: { 'type-empty': [2, 'never'] } };\n" },
    ],
  ];
  return hooks.map(([name, line, files]) => hookContender(root, name, line, files));
}

function hookContender(
  root: string,
  name: string,
  line: string,
  files: Readonly<Record<string, string>>,
): Contender {
  const directory = buildRepository(join(root, name.replaceAll(/[^a-z0-9]+/gu, '-')), { items: 100 });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  run(directory, 'git', ['add', '-A']);
  run(directory, 'git', ['commit', '-qm', 'Configure']);
  const hook = join(directory, '.git', 'hooks', 'pre-commit');
  writeFileSync(hook, `#!/bin/sh\n${line} >/dev/null 2>&1\n`);
  chmodSync(hook, 0o755);
  return {
    name: `git commit, ${name}`,
    directory,
    command: COMMIT,
    prepare: (turn) => touchOther(directory, turn),
  };
}

/** Tools that come from Debian; left out where they are not installed. */
function debianTools(root: string): readonly Contender[] {
  const found: Contender[] = [];
  if (isInstalled('yamllint')) {
    for (const items of [100, 1_000]) {
      const file = join(root, `lint-${items}.yaml`);
      writeFileSync(file, backlogText(items, 0));
      found.push({
        name: `yamllint, ${items.toLocaleString('en')} items`,
        directory: root,
        command: ['yamllint', '-d', '{rules: {key-duplicates: enable}}', file],
      });
    }
  }
  if (isInstalled('pre-commit')) {
    const local = (files: string): string =>
      `repos:\n- repo: local\n  hooks:\n  - {id: nothing, name: nothing, language: system, entry: "true", files: '${files}'}\n`;
    const line = 'pre-commit run';
    found.push(
      hookContender(root, 'pre-commit, skipping', line, { '.pre-commit-config.yaml': local('[.]nothing$') }),
      hookContender(root, 'pre-commit, running `true`', line, { '.pre-commit-config.yaml': local('') }),
    );
  }
  return found;
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

/** Installs the tools of npm that Tidemark is measured against into `directory`; undefined where the registry cannot be reached. */
export function installTools(directory: string): string | undefined {
  mkdirSync(directory, { recursive: true });
  if (!existsSync(join(directory, 'package.json')))
    writeFileSync(join(directory, 'package.json'), '{"private": true}\n');
  const packages = ['lefthook@2', 'lint-staged@16', '@commitlint/cli@20'];
  const { status } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...packages],
    {
      cwd: directory,
    },
  );
  return status === 0 ? directory : undefined;
}
