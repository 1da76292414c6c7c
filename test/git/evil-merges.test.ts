import { describe, expect, test } from 'vitest';

import { idsIn, items, OLD, OURS, THEIRS } from '../support/collision.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { run } from '../support/operations.ts';
import { tidemark } from '../support/cli.ts';

/** Two branches that drew one number, and a merge in which somebody took one side whole and no hook ran. */
function merged(side: '--ours' | '--theirs', others: boolean): TestRepo {
  const repo = createRepo();
  repo.commit('Start', items(...OLD));
  repo.branch('topic');
  repo.commit('Ours', items(...OLD, OURS));
  repo.checkout('main');
  repo.commit('Theirs', {
    ...items(...OLD, THEIRS, 'WRK-004 Theirs second'),
    ...(others && { 'other.txt': 'x\n' }),
  });
  repo.checkout('topic');
  repo.tryGit(['merge', '-q', 'main']);
  repo.git('checkout', '-q', side, '--', 'BACKLOG.yaml');
  repo.git('add', '-A');
  repo.git('commit', '-q', '-m', 'Merge main');
  return repo;
}

/** What CI prints, done and committed on the branch. */
async function obeyCI(repo: TestRepo): Promise<void> {
  const { stdout } = await run(repo, 'check', '--ci', '--base', 'main', '--head', 'topic');
  const [, command = ''] = /^ {2}fix: tidemark (.*)$/mu.exec(stdout) ?? [];
  expect(command).toBe('renumber --against main');
  expect(await run(repo, ...command.split(' '), '--stage')).toMatchObject({ code: 0 });
  repo.git('commit', '-q', '-m', 'Renumber');
}

async function expectAllThere(repo: TestRepo, ...more: readonly string[]): Promise<void> {
  const titles = ['Ours thing', 'Theirs second', 'Theirs thing', 'Two', ...more];
  expect(Object.keys(idsIn(repo)).toSorted()).toEqual(titles.toSorted());
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-003', 'Theirs second': 'WRK-004' });
  expect(new Set(Object.values(idsIn(repo))).size).toBe(titles.length);
  const { code, stdout } = await run(repo, 'check', '--ci', '--base', 'main', '--head', 'topic');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^clean: /u) });
}

test.each(['--ours', '--theirs'] as const)(
  'took %s, with a commit on top: what CI prints gets it through',
  async (side) => {
    const repo = merged(side, true);
    repo.commit('More', { 'more.txt': 'x\n' });
    await obeyCI(repo);
    await expectAllThere(repo, 'One');
    expect(idsIn(repo)['Ours thing']).toBe('WRK-005');
  },
);

describe.each(['--ours', '--theirs'] as const)('a merge that took %s, and another one since', (side) => {
  test('that chose one of two new titles does not hide it', async () => {
    const repo = merged(side, true);
    const retitle = (title: string) => repo.read('BACKLOG.yaml').replace('title: One\n', `title: ${title}\n`);
    repo.commit('Retitle', { 'BACKLOG.yaml': retitle('One here') });
    repo.checkout('main');
    repo.commit('Retitle', { 'BACKLOG.yaml': retitle('One there') });
    repo.checkout('topic');
    repo.tryGit(['merge', '-q', 'main']);
    repo.git('checkout', '-q', '--ours', '--', 'BACKLOG.yaml');
    repo.write({ 'BACKLOG.yaml': repo.read('BACKLOG.yaml').replace('One here', 'One there') });
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'Merge main again');
    await obeyCI(repo);
    await expectAllThere(repo, 'One there');
  });

  test('that lost something else: one command brings both back', async () => {
    const repo = merged(side, true);
    repo.commit('Add', { 'BACKLOG.yaml': repo.read('BACKLOG.yaml') + 'x-note: topic\n' });
    repo.checkout('main');
    const third = items(...OLD, THEIRS, 'WRK-004 Theirs second', 'WRK-005 Theirs third');
    repo.commit('Third', { ...third, 'third.txt': 'x\n' });
    repo.checkout('topic');
    repo.tryGit(['merge', '-q', '--no-commit', 'main']);
    repo.git('checkout', '-q', 'topic', '--', 'BACKLOG.yaml');
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'Merge main again');
    await obeyCI(repo);
    await expectAllThere(repo, 'One', 'Theirs third');
  });

  test('that removed an item for good does not bring it back', async () => {
    const repo = merged(side, true);
    repo.checkout('main');
    repo.commit('Remove One', {
      'BACKLOG.yaml': repo.read('BACKLOG.yaml').replace(/- id: WRK-001[^]*?(?=- id)/u, ''),
    });
    repo.checkout('topic');
    repo.tryGit(['merge', '-q', '--no-commit', 'main']);
    repo.git('checkout', '-q', 'topic', '--', 'BACKLOG.yaml');
    repo.write({
      'BACKLOG.yaml': repo.read('BACKLOG.yaml').replace(/- id: WRK-001[^]*?(?=- id)/u, ''),
    });
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'Merge main again');
    await obeyCI(repo);
    await expectAllThere(repo);
  });
});

test.each([
  ['--theirs', true],
  ['--theirs', false],
  ['--ours', true],
  // Such a merge is what `-s ours` makes.
  ['--ours', false],
] as const)(
  'took %s, with other files: %s: what is printed loses nothing and gets it through',
  async (side, others) => {
    const repo = merged(side, others);
    const [, command = ''] = /^ {2}fix: tidemark (.*)$/mu.exec((await run(repo, 'check')).stdout) ?? [];
    expect(command).toBe('renumber --stage');
    expect(await run(repo, ...command.split(' '))).toMatchObject({ code: 0 });
    repo.git('commit', '-q', '-m', 'Renumber');
    expect(idsIn(repo)).toEqual({
      One: 'WRK-001',
      Two: 'WRK-002',
      'Theirs thing': 'WRK-003',
      'Theirs second': 'WRK-004',
      'Ours thing': 'WRK-005',
    });
    expect((await run(repo, 'check')).stdout).toMatch(/^clean: /u);
    const judged = await run(repo, 'check', '--ci', '--base', 'main', '--head', 'topic');
    expect(judged.stdout).not.toMatch(/\[(?!item-dropped\] \(warning\))/u);
    expect(judged.code).toBe(0);
    const server = repo.clone('--bare');
    server.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    expect(tidemark(repo.root, ['install', '--bare', server.root]).code).toBe(0);
    expect(repo.tryGit(['push', '-q', server.root, 'topic:main'])).toMatchObject({ status: 0 });
  },
);
