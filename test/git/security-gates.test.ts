import { describe, expect, test } from 'vitest';

import { github, ruleIds } from '../support/ci.ts';
import { inProcess } from '../support/cli.ts';
import { ONE, served, stops, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { Files } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const LOWERED = TWO.replace('next_item_id: 2', 'next_item_id: 1');
const OFF = 'rules:\n  mark-regressed: off\n  mark-behind: off\n  backlog-missing: off\n';

/** Ways to have a lowered mark checked by a weaker policy than the one that holds. */
const WEAKENINGS: readonly (readonly [string, Files, string])[] = [
  ['rules turned off', { '.tidemark.yaml': OFF, 'BACKLOG.yaml': LOWERED }, 'mark-regressed'],
  [
    'the finding accepted',
    {
      '.tidemark.yaml': 'accept:\n- rule: mark-regressed\n  mark: 2\n  reason: mine\n',
      'BACKLOG.yaml': LOWERED,
    },
    'mark-regressed',
  ],
  [
    'the backlog moved to a new place with a lower mark',
    { '.tidemark.yaml': 'backlog: plan.yaml\n', 'BACKLOG.yaml': null, 'plan.yaml': LOWERED },
    'mark-regressed',
  ],
  [
    'the backlog moved by TOML, the old one left as a decoy',
    { 'phase-golem.toml': '[project]\nbacklog_path = "plan.yaml"\n', 'plan.yaml': LOWERED },
    'mark-regressed',
  ],
  [
    'the backlog moved to where nothing is',
    { '.tidemark.yaml': `${OFF}backlog: nowhere.yaml\n` },
    'backlog-missing',
  ],
];

describe('pre-receive', () => {
  test.each(WEAKENINGS)('is not weakened by the push that it checks: %s', (_, files, rule) => {
    const { repo } = served();
    repo.commit('Weaken', files);
    stops(repo, ['push', 'origin', 'main'], rule);
    stops(repo, ['push', 'origin', 'main:new'], rule);
    repo.commit('And go on');
    stops(repo, ['push', 'origin', 'main'], rule);
  });

  test('a weak branch beside it in the same push does not count for the other', () => {
    const { repo } = served();
    repo.branch('weak');
    repo.commit('Weaken', { '.tidemark.yaml': OFF });
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', 'origin', 'weak~1:refs/heads/weak', 'weak:main'], 'mark-regressed');
  });

  test('a branch is checked by the policy of the default branch, whatever its own is', () => {
    const { repo } = served();
    repo.branch('weak');
    repo.commit('Weaken', { '.tidemark.yaml': OFF });
    repo.git('push', '-q', 'origin', 'weak');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', '-q', 'origin', 'weak'], 'mark-regressed');
    stops(repo, ['push', 'origin', 'weak:main'], 'mark-regressed');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '-s', 'ours', '--no-ff', '-m', 'Merge', 'weak');
    repo.git('checkout', 'weak', '--', '.');
    repo.git('commit', '-q', '--amend', '-m', 'Merge');
    stops(repo, ['push', 'origin', 'main'], 'mark-regressed');
  });

  test('where the policy lets the backlog go, a push that ends without one hides nothing', () => {
    const { repo } = served();
    repo.commit('Let it go', { '.tidemark.yaml': OFF });
    repo.git('push', '-q', 'origin', 'main');
    repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] }) });
    repo.commit('Lose it', { 'BACKLOG.yaml': null });
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
    repo.git('reset', '-q', '--hard', 'HEAD~2');
    repo.commit('Lose it', { 'BACKLOG.yaml': null });
    repo.commit('And go on');
    expect(repo.tryGit(['push', '-q', 'origin', 'main'])).toMatchObject({ status: 0 });
  });

  test('an earlier lowering of the mark, from before the guard was there, helps nobody', async () => {
    const start = createRepo();
    start.commit('First', { 'BACKLOG.yaml': TWO });
    start.commit('Lower', { 'BACKLOG.yaml': ONE });
    const server = start.clone('--bare');
    expect(await inProcess('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
    const repo = server.clone();
    repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] }) });
    stops(repo, ['push', 'origin', 'main'], 'id-reused');
    const env = github('push', { before: repo.head('HEAD~1'), after: repo.head(), ref: 'refs/heads/main' });
    expect(ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env }))).toContain(
      'id-reused',
    );
  });

  test('nothing of the pusher’s counts but objects: not environment, not settings, not replacements', () => {
    const { server, repo } = served();
    const good = repo.head();
    const bad = repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    // A server that takes such refs shows the good commit wherever the bad one is asked for.
    server.tryGit(['fetch', '-q', repo.root, 'HEAD:refs/heads/side']);
    server.git('replace', '-f', bad, good);
    server.git('update-ref', '-d', 'refs/heads/side');
    repo.git('config', 'core.hooksPath', '/dev/null');
    repo.git('config', 'tidemark.enabled', 'false');
    stops(repo, ['push', 'origin', 'main'], 'mark-regressed', {
      TIDEMARK: '0',
      GIT_NO_REPLACE_OBJECTS: '0',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.hooksPath',
      GIT_CONFIG_VALUE_0: '/dev/null',
      GIT_CONFIG_PARAMETERS: "'core.hooksPath=/dev/null'",
      GIT_REPLACE_REF_BASE: 'refs/replace/',
    });
  });
});

describe('a pull request', () => {
  test.each(WEAKENINGS)('cannot weaken the policy that it is checked by: %s', async (_, files, rule) => {
    const repo = createRepo();
    repo.commit('First', { 'BACKLOG.yaml': ONE });
    const base = repo.commit('Second', { 'BACKLOG.yaml': TWO });
    repo.branch('topic');
    const head = repo.commit('Weaken', files);
    const event = { pull_request: { base: { sha: base }, head: { sha: head } } };
    const env = github('pull_request', event);
    const checked = await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env });
    expect(checked.code).toBe(1);
    expect(ruleIds(checked)).toContain(rule);
    repo.git('checkout', '-q', '--detach', 'main');
    repo.merge('topic');
    expect(ruleIds(await inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env }))).toContain(
      rule,
    );
  });

  test('nor by what its branch is called, or by what its event says', async () => {
    const repo = createRepo();
    const base = repo.commit('First', { 'BACKLOG.yaml': TWO });
    const head = repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    for (const sha of ['HEAD', `${head} `, `--all`, 'refs/heads/main', base.slice(0, 12)]) {
      const env = github('pull_request', {
        pull_request: { base: { sha, ref: '--output=x' }, head: { sha: head, ref: '$(x)' } },
      });
      expect((await inProcess(repo.root, ['check', '--ci'], { env })).code).not.toBe(0);
    }
  });
});

test('the name of a branch is no revision: none can lead to an older base', async () => {
  const origin = createRepo();
  origin.commit('First', { 'BACKLOG.yaml': ONE });
  origin.commit('Second', { 'BACKLOG.yaml': TWO });
  const repo = origin.clone();
  const head = repo.commit('Back', { 'BACKLOG.yaml': ONE });
  const checked = (ref: string) => {
    const env = github('pull_request', { pull_request: { base: { ref }, head: { sha: head } } });
    return inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env });
  };
  expect(ruleIds(await checked('main'))).toContain('mark-regressed');
  for (const ref of ['main~1', 'main^', 'main@{0}', 'main^{/First}', 'main:', '../origin/main~1']) {
    expect({ ref, code: (await checked(ref)).code }).toEqual({ ref, code: 3 });
  }
});

test('a base of which nothing is known is no way around: an unrelated history is checked by itself', () => {
  const { repo } = served();
  repo.git('checkout', '-q', '--orphan', 'fresh');
  repo.commit('Fresh', { 'BACKLOG.yaml': backlog({ mark: 0, items: ['WRK-001 Other', 'WRK-001 Twice'] }) });
  stops(repo, ['push', 'origin', 'fresh'], 'duplicate-id');
  stops(repo, ['push', '-f', 'origin', 'fresh:main'], 'mark-regressed');
});
