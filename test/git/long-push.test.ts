import { beforeAll, describe, expect, test } from 'vitest';

import { inProcess, tidemark } from '../support/cli.ts';
import { github, ruleIds } from '../support/ci.ts';
import { createImportStream } from '../support/import-stream.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const COMMITS = 3000;

/** Each commit draws a number for an item, and drops the one before. With `typo` the last one takes one that is far off. */
function longPush(typo?: number): TestRepo {
  const repo = createRepo();
  const stream = createImportStream();
  let last: string[] = [];
  for (let at = 1; at <= COMMITS; at += 1) {
    const number = at === COMMITS ? (typo ?? at) : at;
    const text = backlog({ items: ['WRK-001 The first', `WRK-${number} Number ${number}`], mark: number });
    last = [stream.commit('main', `Draw ${number}`, new Map([['BACKLOG.yaml', text]]), last)];
  }
  stream.importInto(repo);
  repo.git('reset', '--hard', '--quiet');
  return repo;
}

async function pushed(repo: TestRepo): Promise<readonly string[]> {
  const [before, after] = [repo.git('rev-list', '--max-parents=0', 'main'), repo.head()];
  const payload = { before, after, ref: 'refs/heads/main', repository: { default_branch: 'main' } };
  const env = github('push', payload, after, { GITHUB_REF: 'refs/heads/main' });
  return ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env }));
}

describe('a push of 3,000 commits that draw one number each', () => {
  let repo: TestRepo;
  beforeAll(() => {
    repo = longPush();
  });

  test('is no leap, for CI', async () => {
    expect(await pushed(repo)).toEqual([]);
  });

  test('is no leap, for a server', () => {
    const server = freshDirectory('server');
    repo.git('init', '-q', '--bare', '-b', 'main', server);
    const first = repo.git('rev-list', '--max-parents=0', 'main');
    repo.git('push', '-q', server, `${first}:refs/heads/main`);
    expect(tidemark(repo.root, ['install', '--bare', server]).code).toBe(0);
    const { status, stderr } = repo.tryGit(['push', server, 'main']);
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.not.stringContaining('mark-leap') });
  });
});

test('a leap within such a push is one', async () => {
  expect(await pushed(longPush(COMMITS + 1500))).toEqual(['mark-leap']);
});

test('a finding shows ten other places, and counts the rest', async () => {
  const repo = createRepo();
  repo.commit('Begin', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 The first'] }) });
  const items = Array.from({ length: 300 }, (_, at) => `WRK-${at + 5000} Number ${at}`);
  repo.write({ 'BACKLOG.yaml': backlog({ items: ['WRK-001 The first', ...items] }) });
  const { stdout } = await inProcess(repo.root, ['check', '--format', 'json']);
  expect(JSON.parse(stdout).findings).toMatchObject([
    { rule: 'mark-leap', related: { length: 10 }, moreRelated: 290 },
  ]);
  const human = (await inProcess(repo.root, ['check'])).stdout;
  expect(human).toContain('\n  and 290 more places\n');
  expect(human.split('\n').length).toBeLessThan(20);
  for (const format of ['github', 'gitlab', 'junit'])
    expect((await inProcess(repo.root, ['check', '--format', format])).stdout).toContain(
      'and 290 more places',
    );
});
