import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { tidemark } from '../support/cli.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { MAIN } from '../support/server-gate.ts';
import { ANYBODY, FOLLOWING } from '../support/server-steps.ts';
import { ANYWHERE, PLAIN, playServed } from '../support/server-team.ts';
import type { ServerPush } from '../support/server-team.ts';
import { importCommits } from '../support/team-files.ts';
import { servedHistoryOf } from '../support/team-history.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 2);

test.each([
  ['anybody', ANYBODY, ANYWHERE, numRuns],
  ['people who follow the rules', FOLLOWING, PLAIN, Math.ceil(numRuns / 2)],
] as const)(
  'a real server takes and refuses of %s what it does in memory, and says the same',
  (_, steps, pushes, runs) => {
    assert(
      property(servedHistoryOf(steps, pushes), (history) => {
        const { graph, pushes: made } = playServed(steps, pushes, history);
        const repo = createRepo();
        const oids = importCommits(repo, graph.commits);
        const server = serverOf(repo, oids[0] ?? '');
        for (const push of made) {
          expect(send(repo, server, push, oids)).toEqual({ refused: push.refused, rules: rulesOf(push) });
          expect(refsAt(repo, server)).toEqual(namesOf(push, oids));
        }
      }),
      { numRuns: runs },
    );
  },
  7_200_000,
);

/** A guarded server whose main branch is at a commit. */
function serverOf(repo: TestRepo, first: string): string {
  const server = freshDirectory('server');
  repo.git('init', '-q', '--bare', '-b', 'main', server);
  repo.git('push', '-q', server, `${first}:${MAIN}`);
  expect(tidemark('/', ['install', '--bare', server])).toMatchObject({ code: 0 });
  return server;
}

/** Pushes, and tells what became of it: whether it was refused, and which rules spoke of something new. */
function send(repo: TestRepo, server: string, { updates }: ServerPush, oids: readonly string[]) {
  const refspecs = updates.map(({ ref, tip }) => (tip === undefined ? `:${ref}` : `+${oids[tip]}:${ref}`));
  const { status, stderr } = repo.tryGit(['push', server, ...refspecs]);
  if (status !== 0) expect(stderr).toMatch(/The push was refused: \d+ errors?\./u);
  const told = stderr.split('\n').filter((line) => !/inherited/u.test(line));
  const rules = told.flatMap((line) => /\[(?<rule>[a-z]+-[a-z-]+)\]/u.exec(line)?.groups?.['rule'] ?? []);
  return { refused: status !== 0, rules: [...new Set(rules)].toSorted() };
}

function rulesOf({ findings }: ServerPush): readonly string[] {
  const fresh = findings.flat().filter((finding) => finding && !finding.inherited);
  return [...new Set(fresh.flatMap((finding) => finding?.rule ?? []))].toSorted();
}

function refsAt(repo: TestRepo, server: string): Readonly<Record<string, string>> {
  const lines = repo.git('--git-dir', server, 'for-each-ref', '--format=%(refname) %(objectname)');
  return Object.fromEntries(lines.split('\n').map((line) => line.split(' ')));
}

function namesOf(
  { refs, updates, refused }: ServerPush,
  oids: readonly string[],
): Readonly<Record<string, string>> {
  const after = new Map<string, number | undefined>(refs);
  if (!refused) for (const { ref, tip } of updates) after.set(ref, tip);
  const known = [...after].filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([ref, tip]) => [ref, oids[tip] ?? '']));
}
