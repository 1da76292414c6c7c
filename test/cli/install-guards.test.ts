import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { inProcess as tidemark, tidemark as runBin } from '../support/cli.ts';
import { ONE } from '../support/hooked.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

function started(files: Files): TestRepo {
  const repo = createRepo();
  repo.write(files);
  return repo;
}

test('what is guarded is said, on standard output and in JSON', async () => {
  const repo = started({ 'BACKLOG.yaml': backlog({ items: ['WRK-001 a', 'WRK-002 b'] }) });
  expect((await tidemark(repo.root, ['install'])).stdout).toContain('guards     BACKLOG.yaml (2 items)\n');
  const { stdout } = await tidemark(repo.root, ['install', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ guards: { path: 'BACKLOG.yaml', items: 2 } });
});

describe('where nothing is guarded, that is said with the way out, and the exit code is 1', () => {
  const NOWHERE =
    'There is no backlog at BACKLOG.yaml or .dev/BACKLOG.yaml, counted from the root of the repository, so nothing is guarded.';

  test.each<[string, Files, string, string]>([
    ['no backlog', { 'a.txt': 'a\n' }, NOWHERE, 'A first one needs a single line: `items: []`.'],
    [
      'a monorepo',
      { 'apps/planner/BACKLOG.yaml': ONE },
      NOWHERE,
      'Name it in .tidemark.yaml at the root: `backlog: apps/planner/BACKLOG.yaml`.',
    ],
    [
      'a monorepo with several',
      { 'apps/a/BACKLOG.yaml': ONE, 'apps/b/BACKLOG.yaml': ONE, 'examples/BACKLOG.yaml': ONE },
      NOWHERE,
      '`backlog: apps/a/BACKLOG.yaml` or `backlog: apps/b/BACKLOG.yaml`.',
    ],
    [
      'a configuration that names another place',
      { '.tidemark.yaml': 'backlog: plan.yaml\n', 'docs/BACKLOG.yaml': ONE },
      'There is no backlog at plan.yaml, counted from the root of the repository, so nothing is guarded.',
      '`backlog: docs/BACKLOG.yaml`.',
    ],
    [
      'a backlog that is a list',
      { 'BACKLOG.yaml': '- id: WRK-001\n' },
      'BACKLOG.yaml cannot be read, so nothing in it is guarded: BACKLOG.yaml:1:1: ',
      'Correct it there; `tidemark check` shows all that is wrong with it.',
    ],
    [
      'a backlog of bare numbers',
      { 'BACKLOG.yaml': 'items:\n- id: 12\n  title: One\n' },
      'No item of BACKLOG.yaml has an ID that can be guarded (such as 12), so nothing is guarded.',
      'Give them IDs made of a prefix and a number: `id: WRK-001`.',
    ],
    [
      'a backlog with other keys',
      { 'BACKLOG.yaml': 'items:\n- ID: WRK-001\n  Title: One\n' },
      'No item of BACKLOG.yaml has an ID that can be guarded (the key is `ID`), so nothing is guarded.',
      '`tidemark check` lists them.',
    ],
    [
      'a link',
      { 'plan/b.yaml': ONE, 'BACKLOG.yaml': { link: 'plan/b.yaml' } },
      'There is no backlog at BACKLOG.yaml, so nothing is guarded.',
      '`backlog: plan/b.yaml`.',
    ],
  ])('%s', async (_, files, message, hint) => {
    const repo = started(files);
    const { code, stdout, stderr } = await tidemark(repo.root, ['install']);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(stdout).not.toContain('guards');
    expect(await tidemark(repo.root, ['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(hint),
    });
  });

  test('the line that is offered for a monorepo helps', async () => {
    const repo = started({ 'apps/planner/BACKLOG.yaml': ONE });
    const { stderr } = await tidemark(repo.path('apps/planner'), ['install']);
    const line = /`(backlog: .*?)`/u.exec(stderr)?.[1] ?? '';
    repo.write({ '.tidemark.yaml': `${line}\n` });
    const { code, stdout } = await tidemark(repo.path('apps/planner'), ['install']);
    expect(code).toBe(0);
    expect(stdout).toContain('guards     apps/planner/BACKLOG.yaml (1 item)\n');
  });
});

describe('--if-possible', () => {
  // Git has the environment of this process, unless Tidemark is one of its own.
  const install = async (directory: string, env: Readonly<Record<string, string>> = {}) =>
    (env['PATH'] === undefined ? tidemark : runBin)(directory, ['install', '--if-possible'], { env });

  test('in a repository it is a plain install', async () => {
    const repo = started({ 'BACKLOG.yaml': ONE });
    expect(await install(repo.root)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(true);
  });

  test.each<[string, () => string, Readonly<Record<string, string>>, RegExp]>([
    ['no repository', () => freshDirectory(), {}, /not inside a git repository/u],
    ['no git', () => freshDirectory(), { PATH: '/nowhere' }, /./u],
    ['a bare repository', () => createRepo('--bare').root, {}, /is a bare repository/u],
    [
      'hooks that cannot be written',
      () => started({ 'BACKLOG.yaml': ONE, '.git/hooks': 'a file\n' }).root,
      {},
      /could not be written/u,
    ],
  ])('%s is no failure', async (_, directory, env, said) => {
    const { code, stdout, stderr } = await install(directory(), env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^tidemark: The hooks were not installed\. .*\n$/u);
    expect(stderr).toMatch(said);
  });

  test('no backlog is none either, but is said', async () => {
    const { code, stderr } = await install(createRepo().root);
    expect(code).toBe(0);
    expect(stderr).toContain('nothing is guarded');
  });

  test('a base’s broken configuration is no failure either, and doctor tells of it', async () => {
    const repo = started({ '.tidemark.yaml': 'backlgo: x\n', 'BACKLOG.yaml': ONE });
    expect((await install(repo.root)).code).toBe(0);
    expect(await tidemark(repo.root, ['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('backlgo'),
    });
  });
});

describe('what the hooks record', () => {
  /** What `install` records of a Tidemark that is at `place` in a directory of its own. */
  const recorded = async (place: string, started: string = place): Promise<string> => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': ONE, '.gitignore': '*\n' });
    const home = freshDirectory('home');
    const at = openPackage(home, place);
    const bin = started === place ? at : linkTo(at, join(home, started));
    const { code, stderr } = await tidemark(repo.root, ['install'], { bin });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return readFileSync(repo.path('.git/hooks/pre-commit'), 'utf8').replaceAll(home, 'HOME');
  };

  test.each<[string, string, string | undefined, string]>([
    [
      'npm',
      'node_modules/tidemark',
      'node_modules/.bin/tidemark',
      "'HOME/node_modules/tidemark/dist/bin.js'",
    ],
    [
      'npm, global',
      'lib/node_modules/tidemark',
      'bin/tidemark',
      "'HOME/lib/node_modules/tidemark/dist/bin.js'",
    ],
    [
      'pnpm, of another package',
      'node_modules/.pnpm/tidemark@0.1.0/node_modules/tidemark',
      undefined,
      "'HOME/node_modules/.pnpm/tidemark@'*'/node_modules/tidemark/dist/bin.js'",
    ],
    [
      'Yarn, Plug’n’Play',
      '.yarn/unplugged/tidemark-npm-0.1.0-0123456789/node_modules/tidemark',
      undefined,
      "'HOME/.yarn/unplugged/tidemark-'*'/node_modules/tidemark/dist/bin.js'",
    ],
  ])('%s', async (_, place, started, word) => {
    const text = await recorded(place, started);
    expect(text).toMatch(/^(?:bin=|for bin in )/mu);
    expect(text).toContain(word);
  });

  test('pnpm: the link that outlives the version', async () => {
    const home = freshDirectory('home');
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': ONE });
    const bin = openPackage(home, 'node_modules/.pnpm/tidemark@0.1.0/node_modules/tidemark');
    symlinkSync('.pnpm/tidemark@0.1.0/node_modules/tidemark', join(home, 'node_modules/tidemark'));
    expect((await tidemark(repo.root, ['install', '--merge-driver'], { bin })).code).toBe(0);
    expect(repo.read('.git/hooks/pre-commit')).toContain(`bin='${home}/node_modules/tidemark/dist/bin.js'`);
    expect(repo.git('config', 'merge.tidemark.driver')).not.toContain('.pnpm');
  });

  test.each<[string, string, RegExp]>([
    ['npx', '.npm/_npx/0123/node_modules/tidemark', /which npx and its like may clear away/u],
    ['pnpm dlx', '.cache/pnpm/dlx/0123/node_modules/tidemark', /which npx and its like may clear away/u],
  ])('%s: the hooks work, and a note says that they may not for ever', async (_, place, said) => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': ONE });
    const { code, stderr } = await tidemark(repo.root, ['install'], {
      bin: openPackage(freshDirectory('home'), place),
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(said);
  });

  test('an archive: refused, as Node alone cannot read it', async () => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': ONE });
    const place = '.yarn/cache/tidemark-npm-0.1.0-0123456789.zip/node_modules/tidemark';
    const { code, stderr } = await tidemark(repo.root, ['install'], {
      bin: openPackage(freshDirectory('home'), place),
    });
    expect(code).toBe(3);
    expect(stderr).toContain('"unplugged": true');
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  });

  test('yarn dlx: refused, as nothing would be left to call', async () => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': ONE });
    const place = 'xfs-1/dlx-101/.yarn/unplugged/tidemark-npm-0.1.0-0123456789/node_modules/tidemark';
    const { code, stderr } = await tidemark(repo.root, ['install'], {
      bin: openPackage(freshDirectory('home'), place),
    });
    expect(code).toBe(3);
    expect(stderr).toContain('yarn add --dev tidemark');
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  });
});

/** A copy of what is looked at of the built package. Answers with its bin. */
function openPackage(home: string, place: string): string {
  const root = join(home, place);
  for (const part of ['dist/bin.js', 'hooks', 'package.json'])
    cpSync(fileURLToPath(new URL(`../../${part}`, import.meta.url)), join(root, part), { recursive: true });
  return join(root, 'dist/bin.js');
}

function linkTo(target: string, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
  return path;
}
