import * as fc from 'fast-check';
import { describe, test } from 'vitest';

import { github, gitlab } from '../support/ci.ts';
import { busyProject, expectContract } from '../support/contract.ts';
import { bytesLike, GENUINE, spoil as spoilBytes, spoiling } from '../support/spoil.ts';
import { spoilGit } from '../support/spoiled-git.ts';

/** Each run starts git several times, so there are fewer of them than in memory. */
const numRuns = Math.ceil(Number(process.env['TORTURE_FUZZ_RUNS'] ?? 150) / 5);

/** Commands that write nothing, for what git says decides where. */
const READING: readonly string[] = [
  'check',
  'check --staged',
  'check --rev HEAD',
  'check --rev side --base main~1',
  'check --ci --base main~1 --head side',
  'fix --dry-run --history',
  'next',
  'doctor',
  'hook pre-commit',
  'hook post-merge',
];

const GIT = [
  'rev-parse',
  'cat-file',
  'ls-files',
  'rev-list',
  'diff-tree',
  'merge-base',
  'merge-tree',
  'config',
];

describe('whatever git answers', () => {
  const repo = busyProject();
  const spoil = spoilGit();
  const spoiled = fc.record({
    bytes: spoiling,
    command: fc.constantFrom(...GIT),
    exitCode: fc.constantFrom(undefined, undefined, undefined, 0, 1, 128),
    line: fc.constantFrom(...READING),
  });

  test('the answer of Tidemark is of the contract', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, async ({ bytes, line, ...how }) => {
        spoil({ ...bytes, ...how });
        await expectContract(repo, line.split(' '));
      }),
      { numRuns },
    );
  });
});

describe('whatever stands in the index', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'with cached trees': ['read-tree', 'HEAD'],
    'with compressed paths': ['update-index', '--index-version', '4'],
    'with an untracked cache': ['update-index', '--untracked-cache'],
    'that is split': ['update-index', '--split-index'],
  };

  test.each(Object.entries(kinds))('%s', async (_, arrange) => {
    const repo = busyProject();
    repo.git(...arrange);
    const genuine = repo.bytes('.git/index');
    const line = fc.constantFrom('check', 'check --staged', 'hook pre-commit');
    // Half the changes fall behind the entries, where the extensions are.
    const places = [fc.nat(genuine.length), fc.nat(200).map((back) => Math.max(0, genuine.length - back))];
    const changes = fc.array(fc.tuple(fc.oneof(...places), spoiling), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(line, changes, async (words, spoilings) => {
        const bytes = spoilings.reduce((whole, [at, how]) => spoilBytes(whole, { ...how, at }), genuine);
        repo.write({ '.git/index': bytes });
        await expectContract(repo, words.split(' '));
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });
});

describe('whatever comes on standard input', () => {
  test('a push', async () => {
    const repo = busyProject();
    const [main, side, zero] = [repo.head(), repo.head('side'), '0'.repeat(40)];
    const lines = [
      `refs/heads/main ${main} refs/heads/main ${side}\n`,
      `HEAD~1 ${main} refs/heads/x ${zero}\n(delete) ${zero} refs/heads/y ${side}\n`,
      `${side} ${main} refs/heads/main\n${zero} ${side} refs/tags/v1\n`,
      `${main} ${zero} refs/heads/main\n`,
    ];
    const calls = fc.constantFrom('hook pre-push origin x', 'hook pre-push -- --all', 'hook pre-receive');
    const input = bytesLike(lines.map((line) => Buffer.from(line)));
    await fc.assert(
      fc.asyncProperty(calls, input, async (line, bytes) => {
        await expectContract(repo, line.split(' '), { stdin: bytes.toString() });
      }),
      { numRuns },
    );
  });

  test('follow-ups', async () => {
    const repo = busyProject();
    const followUps = '["A", {"title": "B", "size": "small", "dependencies": ["WRK-001"]}]';
    const yaml = '- A\n- title: B\n  description:\n    context: C\n';
    await fc.assert(
      fc.asyncProperty(bytesLike([followUps, yaml].map((text) => Buffer.from(text))), async (bytes) => {
        await expectContract(repo, ['ingest', '--dry-run'], { stdin: bytes.toString() });
      }),
      { numRuns },
    );
  });
});

test('whatever GitHub tells', async () => {
  const repo = busyProject();
  const [main, side] = [repo.head('main~1'), repo.head('side')];
  const events = [
    { pull_request: { base: { sha: main, ref: 'main' }, head: { sha: side, ref: 'side' } } },
    { before: side, after: main, ref: 'refs/heads/main' },
    { merge_group: { base_sha: side, head_sha: main } },
  ].map((event) => Buffer.from(JSON.stringify(event)));
  const names = fc.constantFrom('pull_request', 'push', 'merge_group', 'pull_request_target', 'schedule', '');
  await fc.assert(
    fc.asyncProperty(names, bytesLike(events), async (name, bytes) => {
      const env = github(name, {}, main);
      repo.write({ '.git/event': bytes });
      await expectContract(repo, ['check', '--ci'], {
        env: { ...env, GITHUB_EVENT_PATH: repo.path('.git/event') },
      });
    }),
    { numRuns },
  );
});

test('whatever GitLab tells', async () => {
  const repo = busyProject();
  const values = ['', 'main', '0'.repeat(40), repo.head(), repo.head('side'), repo.head('main~1'), 'HEAD'];
  const value = fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 50 }));
  const told = fc.record({
    CI_PIPELINE_SOURCE: fc.constantFrom('push', 'merge_request_event', 'web', ''),
    CI_COMMIT_SHA: value,
    CI_COMMIT_BEFORE_SHA: value,
    CI_COMMIT_BRANCH: value,
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: value,
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: value,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: value,
  });
  await fc.assert(
    fc.asyncProperty(told, async (variables) => {
      await expectContract(repo, ['check', '--ci', '--format=json'], { env: gitlab(variables) });
    }),
    { numRuns },
  );
});

test('whatever three files git hands to the merge driver', async () => {
  const repo = busyProject();
  const some = bytesLike(GENUINE);
  await fc.assert(
    fc.asyncProperty(some, some, some, async (base, ours, theirs) => {
      repo.write({ o: base, a: ours, b: theirs });
      await expectContract(repo, ['merge-driver', 'o', 'a', 'b', '7', 'BACKLOG.yaml']);
    }),
    { numRuns },
  );
});
