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
    [['fix'], 0],
    [['renumber'], 0],
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

describe('a worklog under another ending of Markdown', () => {
  const begun = (): TestRepo => {
    const repo = createRepo();
    repo.commit('Start', {
      'BACKLOG.yaml': TWO,
      '_worklog/2026-01.markdown': HEADING,
      '_worklog/2026-02.MD': HEADING,
      '_worklog/2026-03.md': '',
      '_worklog/notes.txt': 'x\n',
    });
    return repo;
  };

  test.each([
    [['check'], 0],
    [['check', '--rev', 'HEAD'], 0],
    [['next'], 0],
    [['add', 'Three'], 0],
    [['fix'], 0],
    [['renumber'], 0],
    [['archive', 'WRK-001', '--force'], 0],
    [['install'], 0],
    [['doctor'], 1],
  ] as const)('is told by %j', (args, code) => {
    const { code: ended, stdout, stderr } = tidemark(begun().root, args);
    expect(ended).toBe(code);
    expect(stdout + stderr).toMatch(
      /_worklog\/2026-01\.markdown is not read \(nor 1 like it\): the files of a worklog end in \.md\./u,
    );
  });

  test('renamed it is read', () => {
    const repo = begun();
    repo.git('mv', '_worklog/2026-01.markdown', '_worklog/2026-01.md');
    repo.git('rm', '-q', '_worklog/2026-02.MD');
    const { stdout } = tidemark(repo.root, ['check']);
    expect(stdout).toContain('[mark-behind]');
    expect(stdout).not.toContain('is not read');
  });
});

test('a folder that is yet to come is no mistake', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': TWO, '.tidemark.yaml': 'worklog: log\nchanges: plan/changes\n' });
  expect(tidemark(repo.root, ['check']).stderr).not.toContain('note:');
  repo.commit('Log', { '_worklog/x.txt': 'x\n', 'log/2026-01.md': '' });
  expect(tidemark(repo.root, ['check']).stderr).not.toContain('note:');
});
