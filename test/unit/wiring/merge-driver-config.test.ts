import { expect, test } from 'vitest';

import { mergeDriverConfig } from '../../../src/wiring/merge-driver-config.ts';
import { createRepo } from '../../support/repo.ts';
import type { TestRepo } from '../../support/repo.ts';

test.each([
  ['BACKLOG.yaml', 'BACKLOG.yaml merge=tidemark'],
  ['.dev/BACKLOG.yaml', '.dev/BACKLOG.yaml merge=tidemark'],
  ['my files/[a]*.yaml', String.raw`"my files/\\[a]\\*.yaml" merge=tidemark`],
])('the attribute names %s alone', (path, line) => {
  expect(mergeDriverConfig(['tidemark'], path).attribute).toBe(line);
  const repo = createRepo();
  repo.write({ '.gitattributes': `${line}\n` });
  expect(repo.git('check-attr', '-z', 'merge', '--', path).split('\0')[2]).toBe('tidemark');
});

const gone = ['/nowhere/node', "/no where/it's 100%/bin.js"];

/** What comes of a merge of two changes to one line, with this as the driver. */
function mergeBy(command: readonly string[], repo: TestRepo): { status: number; text: string } {
  repo.commit('Base', { 'BACKLOG.yaml': 'a: 1\n' });
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': 'a: 2\n' });
  repo.checkout('main');
  repo.commit('Main', { 'BACKLOG.yaml': 'a: 3\n' });
  const { settings, attribute } = mergeDriverConfig(command, 'BACKLOG.yaml');
  for (const { key, value } of settings) repo.git('config', key, value);
  repo.write({ '.git/info/attributes': `${attribute}\n` });
  const { status } = repo.tryGit(['merge', '-q', '-m', 'Merge', 'side']);
  return { status, text: repo.read('BACKLOG.yaml') };
}

test.each([
  ['is gone', gone],
  ['fails', ['/bin/sh']],
])('a driver that %s leaves what git itself would leave', (_, command) => {
  expect(mergeBy(command, createRepo())).toEqual({
    status: 1,
    text: '<<<<<<< ours\na: 3\n=======\na: 2\n>>>>>>> theirs\n',
  });
});

test.each(['plain', 'no where', "it's", '100%A', '%%O', '$(touch canary)', '"`;&|\\'])(
  'a driver is started wherever it is: %s',
  (directory) => {
    const repo = createRepo();
    const driver = repo.path('.git', directory, 'driver');
    repo.write({ [`.git/${directory}/driver`]: { executable: '#!/bin/sh\necho "driven: $1" >"$3"\n' } });
    expect(mergeBy([driver], repo)).toEqual({ status: 0, text: 'driven: merge-driver\n' });
    expect(repo.git('ls-files', '-o')).toBe('');
  },
);
