import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const ONE = backlog({ items: ['WRK-001 Retry limits'] });
const outside = openTestRepo(freshDirectory('outside'));
outside.write({ 'b.yaml': ONE });

/** What is said of a backlog that is a link, or behind one; with a line of configuration, or without where there is none that helps. */
const LINKS: Readonly<Record<string, readonly [Files, string | undefined]>> = {
  'the file, to one inside': [
    { 'planning/b.yaml': ONE, 'BACKLOG.yaml': { link: 'planning/b.yaml' } },
    'backlog: planning/b.yaml',
  ],
  'the file, to one inside by its whole path': [{ 'planning/b.yaml': ONE }, 'backlog: planning/b.yaml'],
  'the file, to another disk': [{ 'BACKLOG.yaml': { link: outside.path('b.yaml') } }, undefined],
  'the file, to a neighbour of the repository': [{ 'BACKLOG.yaml': { link: '../b.yaml' } }, undefined],
  'its directory': [
    { 'planning/BACKLOG.yaml': ONE, '.dev': { link: 'planning' } },
    'backlog: planning/BACKLOG.yaml',
  ],
  'its directory, from outside': [{ '.dev': { link: outside.root } }, undefined],
};

function linked(name: string): { readonly repo: TestRepo; readonly advice: string } {
  const [files, line] = LINKS[name] ?? [{}, undefined];
  const repo = createRepo();
  repo.write(files);
  if (name.endsWith('whole path')) repo.write({ 'BACKLOG.yaml': { link: repo.path('planning/b.yaml') } });
  repo.commit('First');
  return {
    repo,
    advice:
      line === undefined ? 'Put the file itself into the repository.' : `in .tidemark.yaml: \`${line}\`.`,
  };
}

describe.each(Object.keys(LINKS))('%s', (name) => {
  test.each([
    [['check']],
    [['check', '--staged']],
    [['add', 'Search', '--prefix', 'WRK']],
    [['fix']],
    [['next']],
  ])('%j', (args) => {
    const { repo, advice } = linked(name);
    const { code, stderr } = tidemark(repo.root, args);
    expect(stderr.replace(', for a backlog: ', ': ')).toContain(advice);
    expect(stderr).not.toContain('A first one needs');
    expect(code).toBe(3);
  });
});

test.each(Object.entries(LINKS).flatMap(([name, [, line]]) => (line === undefined ? [] : [[name, line]])))(
  'the advice for %s helps',
  (name, line) => {
    const { repo } = linked(name);
    repo.write({ '.tidemark.yaml': `${line}\n` });
    expect(tidemark(repo.root, ['add', 'Search'])).toMatchObject({ code: 0, stdout: 'WRK-002\n' });
    repo.commit('Follow');
    expect(tidemark(repo.root, ['check'])).toMatchObject({ code: 0 });
  },
);
