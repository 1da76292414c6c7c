import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { changeFile, worklog } from '../support/texts.ts';

const HEADING = worklog([{ item: 'WRK-011 Old thing' }]);
const DOCUMENT = changeFile('WRK-009 Foo');

/** Folders that are not read, and the line of configuration that helps. */
const PLACES: Readonly<Record<string, readonly [Files, string, string | undefined]>> = {
  'a link to a worklog': [
    { 'docs/log/2026-01.md': HEADING, _worklog: { link: 'docs/log' } },
    '_worklog is a symbolic link, and symbolic links are not followed',
    'worklog: docs/log',
  ],
  'a link to directories of changes': [
    { [`docs/${DOCUMENT}`]: 'x\n', changes: { link: './docs/changes' } },
    'changes is a symbolic link, and symbolic links are not followed',
    'changes: docs/changes',
  ],
  'a link on the way': [
    {
      '.tidemark.yaml': 'changes: plan/changes\n',
      [`docs/${DOCUMENT}`]: 'x\n',
      plan: { link: 'docs' },
    },
    'plan is a symbolic link, and symbolic links are not followed',
    'changes: docs/changes',
  ],
  'a link out of the repository': [
    { _worklog: { link: '../elsewhere' } },
    '_worklog is a symbolic link, and symbolic links are not followed',
    undefined,
  ],
  'a worklog that is spelled in another way': [
    { '.tidemark.yaml': 'worklog: _work_log\n', '_worklog/2026-01.md': HEADING },
    '`worklog: _work_log` in .tidemark.yaml matches nothing',
    'worklog: _worklog',
  ],
  'directories that are spelled in another way': [
    { '.tidemark.yaml': 'changes: chnages\n', [DOCUMENT]: 'x\n' },
    '`changes: chnages` in .tidemark.yaml matches nothing',
    'changes: changes',
  ],
};

function started(name: string): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': TWO, ...PLACES[name]?.[0] });
  return repo;
}

describe.each(Object.entries(PLACES))('%s', (name, [, message, line]) => {
  test.each([
    [['check'], 0],
    [['check', '--staged'], 0],
    [['check', '--rev', 'HEAD'], 0],
    [['next'], 0],
    [['add', 'Three'], 0],
    [['install'], 0],
    [['doctor'], 1],
  ] as const)('is told by %j', (args, code) => {
    const outcome = tidemark(started(name).root, args);
    expect(outcome).toMatchObject({ code });
    expect(outcome.stdout + outcome.stderr).toContain(message);
    // What is not there may be meant to come: only the doctor says what to write.
    if (!message.includes('matches nothing') || args[0] === 'doctor')
      expect(outcome.stdout + outcome.stderr).toContain(
        line === undefined ? 'Put the directory itself into the repository.' : `\`${line}\``,
      );
  });
});

test.each(
  Object.entries(PLACES).flatMap(([name, [, , line]]) => (line === undefined ? [] : [[name, line] as const])),
)('with the line that is told the IDs of %s are seen', (name, line) => {
  const repo = started(name);
  repo.write({ '.tidemark.yaml': `${line}\n` });
  const { code, stdout, stderr } = tidemark(repo.root, ['check']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.not.stringContaining('note:') });
  expect(stdout).toContain('[mark-behind]');
});

test('a folder that is yet to come is no mistake', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': TWO, '.tidemark.yaml': 'worklog: log\nchanges: plan/changes\n' });
  expect(tidemark(repo.root, ['check']).stderr).not.toContain('note:');
  repo.commit('Log', { '_worklog/x.txt': 'x\n', 'log/2026-01.md': '' });
  expect(tidemark(repo.root, ['check']).stderr).not.toContain('note:');
});
