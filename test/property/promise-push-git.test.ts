import { assert, asyncProperty } from 'fast-check';
import { expect, test } from 'vitest';
import { runHook } from '../../src/checking/git-hook.ts';
import { told } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { importCommits } from '../support/team-files.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { pushingHistoryOf } from '../support/team-history.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import { playPushing } from '../support/team-push.ts';
import type { Push } from '../support/team-push.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 6);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };
const NOTHING = '0'.repeat(40);

test.each([
  ['anybody', ANY],
  ['a well-behaved team', BEHAVED],
])(
  'what pre-receive says of the pushes of %s in git is what it says in memory',
  async (_, steps) => {
    await assert(
      asyncProperty(pushingHistoryOf(steps), async (history) => {
        const { graph, pushes } = playPushing(steps, history);
        const repo = createRepo();
        const oids = importCommits(repo, graph.commits);
        for (const push of pushes) {
          if (push.findings)
            expect(await receive(repo, push, oids)).toEqual(told({ findings: push.findings }));
        }
      }),
      { numRuns },
    );
  },
  3_600_000,
);

/** What the hook says where these and no other commits are published. */
async function receive(
  repo: TestRepo,
  { tip, branch, old, published }: Push,
  oids: readonly string[],
): Promise<readonly string[]> {
  const refs = repo.git('for-each-ref', '--format=%(refname)').split('\n').filter(Boolean);
  for (const ref of refs) repo.git('update-ref', '-d', ref);
  for (const index of published) repo.git('update-ref', `refs/heads/p${index}`, oids[index] ?? '');
  const line = `${old === undefined ? NOTHING : oids[old]} ${oids[tip]} refs/heads/pushed-${branch}\n`;
  const call = {
    name: 'pre-receive',
    cwd: repo.root,
    args: [],
    env: {},
    readStdin: async () => line,
  } as const;
  const verdicts = await runHook(call);
  return verdicts.flatMap((verdict) => ('report' in verdict ? told(verdict.report) : verdict.error.message));
}
