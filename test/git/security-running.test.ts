import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';

import { CANARY, expectSilence, silence, SING } from '../support/canary.ts';
import { tidemark } from '../support/cli.ts';
import { createHooked, FORGOTTEN, hook, ONE, stops, TWO } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

/** Files that some program runs, or takes orders from, because they lie where it stands. */
const TRAPS: Files = {
  git: SING,
  node: SING,
  sh: SING,
  tidemark: SING,
  'hooks/pre-commit': SING,
  'hooks/pre-push': SING,
  'node_modules/.bin/tidemark': SING,
  'node_modules/.bin/git': SING,
  'node_modules/yaml/index.js': `require('fs').writeFileSync('${CANARY}', '')\n`,
  'dist/bin.js': `require('fs').writeFileSync('${CANARY}', '')\n`,
  'package.json': `{"type":"commonjs","imports":{"#x":"./git"},"scripts":{"prepare":"touch ${CANARY}","precommit":"touch ${CANARY}"}}\n`,
  '.npmrc': 'node-options=--require=./dist/bin.js\n',
  '.env': 'NODE_OPTIONS=--require=./dist/bin.js\n',
  'tidemark.config.js': `require('fs').writeFileSync('${CANARY}', '')\n`,
  '.tidemark.js': `require('fs').writeFileSync('${CANARY}', '')\n`,
  '.gitconfig': `[alias]\n\tcat-file = !touch ${CANARY}\n[core]\n\tfsmonitor = ./git\n`,
  '.gitattributes': '* filter=sing diff=sing merge=sing\n',
  '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c 'touch ${CANARY}'\n\tupdate = !touch ${CANARY}\n`,
  '.lfsconfig': `[lfs]\n\turl = ext::touch ${CANARY}\n`,
};

/** Settings that make git run something as soon as it diffs, lists, logs, pages, asks or fetches. */
const SETTINGS = [
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.askPass',
  'core.sshCommand',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'credential.helper',
  'diff.external',
  'diff.sing.textconv',
  'diff.sing.command',
  'filter.sing.smudge',
  'filter.sing.process',
  'merge.sing.driver',
  'gpg.program',
  'pager.log',
  'pager.ls-files',
  'sequence.editor',
  'uploadpack.packObjectsHook',
  'alias.sing',
];

const COMMANDS: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--staged'],
  ['check', '--rev', 'HEAD'],
  ['check', '--ci', '--base', 'HEAD~1'],
  ['fix'],
  ['fix', '--history'],
  ['next', '--take'],
  ['add', 'New'],
  ['archive', 'WRK-001', '--force'],
  ['doctor'],
  ['install'],
  ['hook', 'pre-commit'],
  ['hook', 'post-merge'],
  ['uninstall'],
];

/** A clone with every trap set, and work for every command. */
function trapped(): TestRepo {
  const repo = createHooked({ ...TRAPS, 'BACKLOG.yaml': ONE });
  repo.commit('Two', { 'BACKLOG.yaml': TWO, [changeFile('WRK-001 Retry limits')]: 'x\n' });
  repo.stage({
    'BACKLOG.yaml': backlog({ mark: 1, items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-002 Export'] }),
    '_worklog/2026-01.md': worklog([{ item: 'WRK-001 Retry limits' }]),
    [changeFile('WRK-002 Export')]: 'x\n',
  });
  repo.write({ '_worklog/2026-02.md': worklog([{ item: 'WRK-001 Retry limits' }]) });
  setTraps(repo);
  return repo;
}

function setTraps(repo: TestRepo): void {
  for (const key of SETTINGS)
    repo.git('config', key, `!${repo.path('git')}`.slice(key.startsWith('alias') ? 0 : 1));
  repo.git('config', 'log.showSignature', 'true');
  repo.git('config', 'core.untrackedCache', 'true');
  repo.git('config', 'gc.auto', '1');
}

test('nothing runs because it lies in a repository, or because git was set to run it', () => {
  const repo = trapped();
  for (const argv of COMMANDS) {
    const { code } = tidemark(repo.root, argv);
    expect({ argv, code, ...silence() }).toEqual({ argv, code: expect.toBeOneOf([0, 1, 2, 3]), sang: '' });
  }
});

// It asks `git status` what is not staged yet, and git itself asks the filters that its user has set up.
test('renumber runs nothing but such filters', () => {
  const repo = trapped();
  for (const key of SETTINGS.filter((name) => name.startsWith('filter'))) repo.git('config', '--unset', key);
  expect(tidemark(repo.root, ['renumber', '--stage', '--force'])).toMatchObject({ code: 0 });
  expectSilence();
});

test('nor for a hook that git runs', () => {
  const repo = createHooked(TRAPS);
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(repo, ['commit', '-q', '-m', 'x'], 'mark-behind');
  repo.commit('Bad', { 'BACKLOG.yaml': FORGOTTEN });
  const server = openTestRepo(freshDirectory('server'));
  server.git('init', '-q', '--bare', '.');
  stops(repo, ['push', server.root, 'main'], 'mark-behind');
  tidemark('/', ['install', '--bare', server.root]);
  stops(repo, ['push', '--no-verify', server.root, 'main'], 'mark-behind');
  expectSilence();
});

test('nor for what a hook asks git while there is no need of Node', () => {
  const repo = createHooked(TRAPS);
  setTraps(repo);
  const { status, stderr } = spawnSync(repo.path('.git/hooks/pre-commit'), {
    cwd: repo.root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expectSilence();
});

test('nothing is fetched that a partial clone lacks, by whatever protocol its remote has', () => {
  const origin = createRepo();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.commit('First', { 'BACKLOG.yaml': ONE });
  origin.commit('Second', { 'BACKLOG.yaml': TWO });
  const repo = origin.clone('--filter=blob:none');
  const missing = () => repo.git('rev-list', '--objects', '--missing=print', 'HEAD').match(/^\?.+$/gmu);
  expect(missing()).toHaveLength(1);
  const helpers = openTestRepo(freshDirectory('helpers'));
  helpers.write({ 'git-remote-sing': SING, sing: SING });
  const env = { PATH: `${helpers.root}${delimiter}${process.env['PATH']}` };
  for (const name of ['file', 'ext']) repo.git('config', `protocol.${name}.allow`, 'always');
  for (const url of [`file://${origin.root}`, `ext::${helpers.path('sing')}`, 'sing::x', origin.root]) {
    repo.git('remote', 'set-url', 'origin', url);
    const { code, stderr } = tidemark(repo.root, ['check', '--rev', 'HEAD'], { env });
    expect({ url, code, ...silence() }).toEqual({ url, code: 3, sang: '' });
    expect(stderr).toContain('Tidemark does not fetch');
    expect(missing()).toHaveLength(1);
  }
});

test('node_modules/.bin counts in husky’s hooks alone', () => {
  const repo = createHooked({ 'node_modules/.bin/tidemark': SING });
  repo.stage({ 'BACKLOG.yaml': TWO });
  repo.git('commit', '-q', '-m', 'x');
  expectSilence();
  expect(repo.read('.git/hooks/pre-commit')).not.toContain('node_modules');
});

test('the PATH is the user’s, and an empty or relative entry of it is not Tidemark’s doing', () => {
  const repo = hook(createHooked(TRAPS));
  chmodSync(repo.path('git'), 0o755);
  const { code } = tidemark(repo.root, ['check'], { env: { PATH: `${process.env['PATH']}${delimiter}.` } });
  expect([0, 1]).toContain(code);
  expectSilence();
});
