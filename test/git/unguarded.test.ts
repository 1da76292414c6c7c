import { expect, test } from 'vitest';

import { checkRepo } from '../support/check.ts';
import { runMain } from '../support/cli.ts';
import { createHooked, ONE } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';

const NUMBERS = 'items:\n- id: 12\n  title: Retry limits\n';
const KEYS = 'items:\n- ID: WRK-012\n  Title: Retry limits\n';
const TASKS = 'tasks:\n- id: WRK-012\n  title: Retry limits\n';
const LIST = '- id: WRK-012\n  title: Retry limits\n';
const CUT = 'items:\n- id: WRK-012\n  title: "Retry\n';

/** A repository in which the backlog was there before: all that is wrong with it is inherited. */
function adopted(text: string, config?: string) {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': text, ...(config ? { '.tidemark.yaml': config } : {}) });
  repo.commit('Second', { 'notes.txt': 'x\n' });
  return repo;
}

/** The ways in which a user or a CI asks. */
const ASKED = [
  ['check'],
  ['check', '--staged'],
  ['check', '--rev', 'HEAD'],
  ['check', '--ci', '--base', 'HEAD~1', '--head', 'HEAD'],
];

test.each<[string, string, string]>([
  [
    'bare numbers',
    NUMBERS,
    '(such as 12), so nothing is guarded. Give them IDs made of a prefix and a number:',
  ],
  [
    'keys in another case',
    KEYS,
    '(the key is `ID`), so nothing is guarded. Write the keys of items in lower case',
  ],
  ['another key for the items', TASKS, 'rename it to `items`'],
  ['a list at the top', LIST, 'BACKLOG.yaml cannot be read, so nothing in it is guarded'],
  ['a text that is not YAML', CUT, 'BACKLOG.yaml cannot be read, so nothing in it is guarded'],
])(
  'a backlog in which nothing can be guarded is never clean, nor was it before: %s',
  async (_, text, said) => {
    const repo = adopted(text);
    for (const argv of ASKED) {
      const { code, stdout } = await runMain(argv, { cwd: repo.root });
      expect({ argv, code, stdout }).toMatchObject({
        code: 3,
        stdout: expect.stringContaining('could not check'),
      });
      expect(stdout).toContain(said);
    }
    expect((await runMain(['fix'], { cwd: repo.root })).code).toBe(3);
  },
);

test.each([
  ['bare numbers', NUMBERS, 'No item of BACKLOG.yaml has an ID that can be guarded'],
  ['another key for the items', TASKS, 'rename it to `items`'],
])('hooks stop, whatever was there before: %s', (_, text, said) => {
  const repo = createHooked();
  repo.commit('Other', { 'BACKLOG.yaml': text });
  repo.git('remote', 'add', 'origin', repo.clone('--bare').root);
  repo.git('fetch', '-q', 'origin');
  repo.stage({ 'BACKLOG.yaml': `${text}# more\n` });
  const commit = repo.tryGit(['commit', '-m', 'More']);
  expect(commit).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
  expect(commit.stderr).toMatch(/^tidemark: The commit was stopped: it could not be checked\.\n/u);
  repo.commit('Past the hook');
  const push = repo.tryGit(['push', 'origin', 'HEAD:topic']);
  expect(push).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
  expect(push.stderr).toMatch(/^tidemark: The push was stopped: it could not be checked\.\n/u);
});

test.each<[string, string, string?]>([
  ['an empty one', 'items: []\n'],
  ['one without a list', 'next_item_id: 0\n'],
  ['one with an ID that counts', ONE.replace('next_item_id', '- id: 12\n  title: Other\nnext_item_id')],
  ['one whose IDs a project does not want reported', NUMBERS, 'rules: { id-malformed: off }\n'],
  [
    'one whose IDs a project accepts',
    NUMBERS,
    'accept:\n- { rule: id-malformed, id: "12", subject: Retry limits, reason: of another system }\n',
  ],
])('honest ones pass: %s', async (_, text, config) => {
  const repo = adopted(text, config);
  for (const argv of ASKED)
    expect({ argv, ...(await runMain(argv, { cwd: repo.root })) }).toMatchObject({ code: 0 });
});

test('the way out: IDs with a prefix', async () => {
  const repo = adopted(NUMBERS);
  repo.stage({ 'BACKLOG.yaml': NUMBERS.replace('12', 'WRK-012') });
  expect(await checkRepo(repo, 'index')).toMatchObject({ unchecked: [] });
  expect((await runMain(['fix'], { cwd: repo.root })).code).toBe(0);
  expect(await runMain(['add', 'Next'], { cwd: repo.root })).toMatchObject({ stdout: 'WRK-013\n' });
});
