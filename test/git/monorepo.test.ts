import { describe, expect, test } from 'vitest';

import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, worklog } from '../support/texts.ts';

const PLAN = 'apps/planner/BACKLOG.yaml';
const ONE = { [PLAN]: backlog({ items: ['WRK-001 Retry limits'] }), 'apps/web/index.html': '' };
const LINE = '`backlog: apps/planner/BACKLOG.yaml`';
const NESTED =
  'apps/planner/.tidemark.yaml is not read: the only configuration is .tidemark.yaml at the root';

function monorepo(files: Files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Begin', { ...ONE, ...files });
  return repo;
}

const FOLDERS = ['.', 'apps/planner', 'apps/web'];
const COMMANDS = [
  ['check'],
  ['check', '--staged'],
  ['check', '--rev', 'HEAD'],
  ['check', '--ci', '--base', 'HEAD', '--head', 'HEAD'],
  ['check', '--each', 'main'],
  ['next'],
  ['next', '--drawn'],
  ['add', 'Dark mode'],
  ['archive', 'WRK-001'],
  ['fix'],
  ['renumber'],
  ['radar'],
  ['trace', 'WRK-001'],
  ['audit'],
];

describe('a backlog in a subfolder that nobody named', () => {
  test.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
    '%s says which line of configuration is missing, wherever one stands',
    async (_, words) => {
      const repo = monorepo();
      for (const folder of FOLDERS) {
        const { code, stdout, stderr } = await inProcess(repo.path(folder), words);
        expect({ folder, code, stdout, stderr }).toMatchObject({ code: 3, stdout: '' });
        expect(stderr).toContain('no backlog');
        expect(stderr).toContain(`Name it in .tidemark.yaml at the root: ${LINE}.\n`);
      }
      expect(repo.git('status', '--porcelain')).toBe('');
    },
  );

  test.each([['install'], ['doctor']])('%s says so, too', async (name) => {
    for (const folder of FOLDERS) {
      const { code, stdout, stderr } = await inProcess(monorepo().path(folder), [name]);
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('counted from the root of the repository, so nothing is guarded.');
      expect(stdout + stderr).toContain(LINE);
    }
  });

  test('a conflict in it is not nothing to resolve', async () => {
    const repo = monorepo();
    repo.branch('side');
    repo.commit('Theirs', { [PLAN]: backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] }) });
    repo.checkout('main');
    repo.commit('Ours', { [PLAN]: backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Dark mode'] }) });
    repo.tryGit(['merge', 'side']);
    const { code, stderr } = await inProcess(repo.path('apps/web'), ['resolve']);
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining(LINE) });
  });

  test('a worklog and changes beside it have their lines, too', async () => {
    const log = worklog([{ item: 'WRK-000 Earlier', outcome: 'done' }]);
    const repo = monorepo({
      'apps/planner/_worklog/2026-01.md': log,
      'apps/planner/changes/WRK-001_retry/PRD.md': '',
    });
    expect((await inProcess(repo.root, ['check'])).stderr).toContain(
      `${LINE}, and \`worklog: apps/planner/_worklog\` and \`changes: apps/planner/changes\`.\n`,
    );
  });

  test('several are listed', async () => {
    const repo = monorepo({ 'apps/web/BACKLOG.yaml': backlog({ items: [] }) });
    expect((await inProcess(repo.root, ['next'])).stderr).toContain(
      `${LINE} or \`backlog: apps/web/BACKLOG.yaml\`.`,
    );
  });

  test('a configuration beside it is reported', async () => {
    const repo = monorepo({ 'apps/planner/.tidemark.yaml': 'prefixes: [WRK]\n' });
    expect((await inProcess(repo.path('apps/planner'), ['add', 'Dark mode'])).stderr).toContain(NESTED);
    expect((await inProcess(repo.root, ['install'])).stderr).toContain(NESTED);
  });
});

describe('with that line', () => {
  test.each(FOLDERS)('everything works in %s', async (folder) => {
    const repo = monorepo({ '.tidemark.yaml': 'backlog: apps/planner/BACKLOG.yaml\n' });
    const run = async (...words: string[]) => inProcess(repo.path(folder), words);
    expect((await run('add', 'Dark mode')).stdout).toBe('WRK-002\n');
    expect((await run('next')).stdout).toBe('WRK-003\n');
    expect(await run('check')).toMatchObject({ code: 0, stderr: '' });
    expect((await run('install')).stdout).toContain('guards     apps/planner/BACKLOG.yaml (2 items)');
    const doubled = backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search'] });
    repo.stage({ [PLAN]: doubled });
    expect(repo.tryGit(['-C', repo.path(folder), 'commit', '-m', 'Doubled']).status).toBe(1);
  });

  test.each([
    ['apps/planner', 'backlog: apps/planner/BACKLOG.yaml\n', NESTED],
    ['.dev', '', '.dev/.tidemark.yaml is not read'],
  ])('a configuration left beside it in %s is reported by every check', async (folder, config, said) => {
    const repo = createRepo();
    repo.commit('Begin', {
      [`${folder}/BACKLOG.yaml`]: backlog({ items: ['WRK-001 Retry limits'] }),
      [`${folder}/.tidemark.yaml`]: 'prefixes: [WRK]\n',
      ...(config !== '' && { '.tidemark.yaml': config }),
    });
    expect((await inProcess(repo.root, ['check'])).stdout).toContain(`note: ${said}`);
    expect((await inProcess(repo.root, ['check', '--rev', 'HEAD'])).stdout).toContain(`note: ${said}`);
    expect((await inProcess(repo.root, ['next'])).stderr).toContain(said);
  });
});
