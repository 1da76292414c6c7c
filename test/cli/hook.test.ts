import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createHooked, FORGOTTEN } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';

test.each<[string[], string]>([
  [['hook', 'pre-comit'], 'There is no hook pre-comit; did you mean pre-commit?'],
  [['hook', 'commit-msg'], 'There is no hook commit-msg'],
  [['hook'], 'hook is used as: tidemark hook NAME [ARG…].'],
  [['check', '--head', 'x'], '--head needs --ci.'],
  [['check', '--base', 'x'], '--base needs --rev or --ci'],
  [['check', '--ci', '--rev', 'x'], '--ci excludes --staged and --rev.'],
  [['check', '--ci', '--head', 'x'], 'neither GitHub nor GitLab'],
])('tidemark %j', (args, said) => {
  const env = { GITHUB_ACTIONS: '', GITLAB_CI: '' };
  const { code, stdout, stderr } = tidemark(createRepo().root, args, { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});

test('everything a hook says goes to stderr', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  const { code, stdout, stderr } = tidemark(repo.root, ['hook', 'pre-commit']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tidemark: The commit was stopped: 1 error\.\nBACKLOG\.yaml:\d+:\d+: /u);
});

test('outside of a repository nothing is clean', () => {
  const { code, stderr } = tidemark('/', ['hook', 'pre-commit']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^tidemark: The commit was stopped: it could not be checked\.\n/u);
});
