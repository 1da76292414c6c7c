import { expect, test } from 'vitest';

import { mergeDriverConfig } from '../../src/merge-driver-config.ts';
import { createRepo } from '../support/repo.ts';

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

test.each([
  ['is gone', gone],
  ['fails', ['/bin/sh']],
])('a driver that %s leaves what git itself would leave', (_, command) => {
  const repo = createRepo();
  repo.commit('Base', { 'BACKLOG.yaml': 'a: 1\n' });
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': 'a: 2\n' });
  repo.checkout('main');
  repo.commit('Main', { 'BACKLOG.yaml': 'a: 3\n' });
  const { settings, attribute } = mergeDriverConfig(command, 'BACKLOG.yaml');
  for (const { key, value } of settings) repo.git('config', key, value);
  repo.write({ '.git/info/attributes': `${attribute}\n` });
  expect(repo.tryGit(['merge', '-q', 'side']).status).toBe(1);
  expect(repo.read('BACKLOG.yaml')).toBe('<<<<<<< ours\na: 3\n=======\na: 2\n>>>>>>> theirs\n');
});
