import { describe, expect, test } from 'vitest';

import type { CiEvent, Environment } from '../../../../src/formats/ci/ci-event.ts';
import { githubDefaultBranch, readGithubEvent } from '../../../../src/formats/ci/github-event.ts';
import { readGitlabEvent } from '../../../../src/formats/ci/gitlab-event.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(64);
const ZERO = '0'.repeat(40);
const trouble = (about: string) => ({
  kind: 'trouble',
  message: expect.stringContaining(about),
  hint: expect.stringMatching(/\.$/u),
});

describe('GitHub', () => {
  const event = (name: string, payload: unknown, env: Environment = {}) =>
    readGithubEvent({ GITHUB_EVENT_NAME: name, GITHUB_SHA: C, ...env }, JSON.stringify(payload));
  const request = (base: unknown, head: unknown) => ({ pull_request: { base, head } });

  test.each<[string, CiEvent | ReturnType<typeof trouble>, () => CiEvent]>([
    [
      'both tips',
      { kind: 'merge-request', base: { commit: A, branch: 'main' }, head: B, result: C },
      () => event('pull_request', request({ sha: A, ref: 'main' }, { sha: B })),
    ],
    [
      'a review',
      { kind: 'merge-request', base: { commit: A }, head: B, result: C },
      () => event('pull_request_review', request({ sha: A }, { sha: B })),
    ],
    [
      'a base without a name',
      { kind: 'merge-request', base: { branch: 'main' }, head: B, result: C },
      () => event('pull_request', request({ sha: 'main', ref: 'main' }, { sha: B })),
    ],
    [
      'a base that is a name and more',
      { kind: 'merge-request', base: { branch: 'main' }, head: B, result: C },
      () => event('pull_request', request({ sha: `${A}x`, ref: 'main' }, { sha: B })),
    ],
    [
      'a base that is more before a name',
      { kind: 'merge-request', base: { branch: 'main' }, head: B, result: C },
      () => event('pull_request', request({ sha: `x${A}`, ref: 'main' }, { sha: B })),
    ],
    [
      'a name that begins with a zero',
      { kind: 'merge-request', base: { commit: `0${A.slice(1)}`, branch: 'main' }, head: B, result: C },
      () => event('pull_request', request({ sha: `0${A.slice(1)}`, ref: 'main' }, { sha: B })),
    ],
    [
      'no result',
      { kind: 'merge-request', base: { commit: A }, head: B, result: undefined },
      () => event('pull_request', request({ sha: A }, { sha: B }), { GITHUB_SHA: 'HEAD' }),
    ],
    [
      'no base at all',
      trouble('pull_request.base.sha'),
      () => event('pull_request', request({}, { sha: B })),
    ],
    ['no tips', trouble('pull_request.head.sha'), () => event('pull_request', request(undefined, undefined))],
    [
      'a head alone',
      trouble('pull_request.base.sha'),
      () => event('pull_request', request(undefined, { sha: B })),
    ],
    [
      'a head that is no name',
      trouble('pull_request.head.sha'),
      () => event('pull_request', request({ sha: A }, { sha: 'b'.repeat(39) })),
    ],
    [
      'a head that is an option',
      trouble('pull_request.head.sha'),
      () => event('pull_request', request({ sha: A }, { sha: '--output=x' })),
    ],
    ['a payload of another shape', trouble('pull_request.head.sha'), () => event('pull_request', [1])],
    [
      'pull_request_target',
      trouble('secrets'),
      () => event('pull_request_target', request({ sha: A }, { sha: B })),
    ],
    [
      'a push',
      { kind: 'push', commit: B, before: A, branch: 'topic/x' },
      () => event('push', { before: A, after: B, ref: 'refs/heads/topic/x' }),
    ],
    [
      'a new branch',
      { kind: 'push', commit: B, before: undefined, branch: 'x' },
      () => event('push', { before: ZERO, after: B }, { GITHUB_REF: 'refs/heads/x' }),
    ],
    [
      'a tag',
      { kind: 'push', commit: B, before: undefined, branch: undefined },
      () => event('push', { before: ZERO, after: B, ref: 'refs/tags/v1' }),
    ],
    [
      'a ref that only ends like a branch',
      { kind: 'push', commit: B, before: undefined, branch: undefined },
      () => event('push', { after: B, ref: 'refs/tags/refs/heads/x' }),
    ],
    [
      'a ref of two lines',
      trouble('ref of the event'),
      () => event('push', { after: B, ref: 'refs/heads/x\ny' }),
    ],
    [
      'a push that does not say of what',
      trouble('ref of the event'),
      () => event('push', { before: A, after: B }),
    ],
    [
      'a push without names',
      { kind: 'push', commit: C, before: undefined, branch: undefined },
      () => event('push', {}, { GITHUB_REF: 'refs/tags/v1' }),
    ],
    [
      'a branch that is gone',
      { kind: 'checkout' },
      () => event('push', { before: A, after: ZERO, ref: 'refs/heads/x' }),
    ],
    [
      'a push to a branch that does not say what was before',
      trouble('before of the event'),
      () => event('push', { after: B, ref: 'refs/heads/main' }),
    ],
    [
      'a push to a branch that was at no full name before',
      trouble('before of the event'),
      () => event('push', { before: 'main', after: B, ref: 'refs/heads/main' }),
    ],
    [
      'a queue that does not say what it started from',
      trouble('merge_group.base_sha of the event'),
      () => event('merge_group', { merge_group: { head_sha: B } }),
    ],
    ['a push of nothing', trouble('GITHUB_SHA'), () => event('push', {}, { GITHUB_SHA: '' })],
    [
      'a merge queue',
      { kind: 'push', commit: B, before: A, branch: undefined, queued: true },
      () => event('merge_group', { merge_group: { base_sha: A, head_sha: B } }),
    ],
    ['a merge queue without names', trouble('merge_group.head_sha'), () => event('merge_group', {})],
    ['by hand', { kind: 'checkout' }, () => event('workflow_dispatch', {})],
    ['no name of an event', trouble('GITHUB_EVENT_NAME'), () => readGithubEvent({}, undefined)],
    [
      'no payload',
      trouble('GITHUB_EVENT_PATH'),
      () => readGithubEvent({ GITHUB_EVENT_NAME: 'push' }, undefined),
    ],
    [
      'a broken payload',
      trouble('pull_request.head.sha'),
      () => readGithubEvent({ GITHUB_EVENT_NAME: 'pull_request' }, '{'),
    ],
  ])('%s', (_name, expected, actual) => {
    expect(actual()).toEqual(expected);
  });
});

describe('GitLab', () => {
  const event = (env: Environment) => readGitlabEvent({ CI_COMMIT_SHA: C, ...env });
  const merge = {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: ZERO.replaceAll('0', 'd'),
  };

  test.each<[string, CiEvent | ReturnType<typeof trouble>, () => CiEvent]>([
    [
      'a detached merge request',
      { kind: 'merge-request', base: { branch: 'main' }, head: C, result: C },
      () =>
        event({ ...merge, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '' }),
    ],
    [
      'merged results, a merge train',
      { kind: 'merge-request', base: { commit: A, branch: 'main' }, head: B, result: C },
      () => event({ ...merge, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: A, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: B }),
    ],
    ['no target', trouble('TARGET_BRANCH_SHA'), () => event({ CI_PIPELINE_SOURCE: 'merge_request_event' })],
    [
      'a branch',
      { kind: 'push', commit: C, before: A, branch: 'topic' },
      () => event({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: A, CI_COMMIT_BRANCH: 'topic' }),
    ],
    [
      'a new branch',
      { kind: 'push', commit: C, before: undefined, branch: 'topic' },
      () => event({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: ZERO, CI_COMMIT_BRANCH: 'topic' }),
    ],
    [
      'a tag',
      { kind: 'push', commit: C, before: undefined, branch: undefined },
      () => event({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: ZERO, CI_COMMIT_TAG: 'v1' }),
    ],
    [
      'neither a branch nor a tag',
      trouble('CI_COMMIT_BRANCH'),
      () => event({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: A }),
    ],
    [
      'by the clock',
      { kind: 'checkout' },
      () => event({ CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BEFORE_SHA: A }),
    ],
    ['no source', trouble('CI_PIPELINE_SOURCE'), () => event({ CI_COMMIT_BRANCH: 'main' })],
    [
      'the child of a branch’s pipeline',
      { kind: 'push', commit: C, before: A, branch: 'main' },
      () =>
        event({ CI_PIPELINE_SOURCE: 'parent_pipeline', CI_COMMIT_BEFORE_SHA: A, CI_COMMIT_BRANCH: 'main' }),
    ],
    [
      'the child of a merge request’s pipeline',
      { kind: 'merge-request', base: { branch: 'main' }, head: C, result: C },
      () => event({ ...merge, CI_PIPELINE_SOURCE: 'parent_pipeline' }),
    ],
    [
      'a pull request on GitHub',
      { kind: 'merge-request', base: { commit: A, branch: 'main' }, head: B, result: C },
      () =>
        event({
          CI_PIPELINE_SOURCE: 'external_pull_request_event',
          CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME: 'main',
          CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA: A,
          CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: B,
        }),
    ],
    [
      'a merge request of a fork',
      { kind: 'merge-request', base: { branch: 'main' }, head: C, result: C, remote: 'upstream' },
      () => event({ ...merge, CI_PROJECT_ID: '2', CI_MERGE_REQUEST_PROJECT_ID: '1' }),
    ],
    [
      'a merge request of the project’s own',
      { kind: 'merge-request', base: { branch: 'main' }, head: C, result: C },
      () => event({ ...merge, CI_PROJECT_ID: '1', CI_MERGE_REQUEST_PROJECT_ID: '1' }),
    ],
    ['no commit', trouble('CI_COMMIT_SHA'), () => readGitlabEvent({})],
  ])('%s', (_name, expected, actual) => {
    expect(actual()).toEqual(expected);
  });
});

test('the default branch is what the event calls so', () => {
  const payload = (repository: unknown): string => JSON.stringify({ repository });
  expect(githubDefaultBranch(payload({ default_branch: 'trunk' }))).toBe('trunk');
  for (const told of [undefined, '', '[]', '{', payload(undefined), payload({}), payload(3)])
    expect(githubDefaultBranch(told)).toBeUndefined();
});
