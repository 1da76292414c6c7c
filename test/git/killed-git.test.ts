import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { inProcess } from '../support/cli.ts';
import { contentsOf, copyOf, prepare } from '../support/crashing.ts';
import type { TestRepo } from '../support/repo.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';

test.each([
  ['check', ['check']],
  ['add', ['add', 'New']],
  ['renumber and stage', ['renumber', '--stage']],
  ['merge', ['check', '--rev', 'side', '--base', 'main']],
])(
  '%s: a git that is killed is no answer, and nothing is changed',
  async (name, argv) => {
    const start = prepare(name);
    start.branch('side', 'HEAD~1');
    start.commit('Side', { 'BACKLOG.yaml': start.read('BACKLOG.yaml').replace('Export', 'Other') });
    start.checkout('main');
    const whole = await killingGit(copyOf(start), 0, argv);
    expect(whole.code).toBe(0);
    const before = keptIn(start);
    for (let at = 1; at <= whole.calls; at += 1) {
      const repo = copyOf(start);
      const { calls, killed, stderr, ...ended } = await killingGit(repo, at, argv);
      // What is asked in one turn may need one call less.
      if (calls < at) continue;
      expect({ at, killed, code: ended.code, stderr }).toEqual({
        at,
        killed,
        code: 3,
        stderr: expect.not.stringMatching(/^ {4}at /mu),
      });
      expect({ at, contents: keptIn(repo) }).toEqual({ at, contents: before });
    }
  },
  300_000,
);

/** A number that was drawn and not used leaves a gap, which costs nothing. */
function keptIn(repo: TestRepo) {
  return [...contentsOf(repo)].filter(([path]) => !path.startsWith('.git/tidemark/drawn/'));
}

/** Kills the git of number `at` that the command starts, before it has done anything. */
async function killingGit(repo: TestRepo, at: number, argv: readonly string[]) {
  const count = freshDirectory('count');
  const before = { ...env };
  const counted = { COUNT: count, COUNTED: repo.root, KILLED_AT: String(at) };
  Object.assign(env, { PATH: `${wrapper()}${delimiter}${env['PATH']}`, ...counted });
  try {
    const ended = await inProcess(repo.root, argv);
    const calls = readdirSync(count);
    const killed = calls.includes(String(at)) ? readFileSync(join(count, String(at)), 'utf8') : undefined;
    return { ...ended, calls: calls.length, killed };
  } finally {
    env['PATH'] = before['PATH'];
    for (const name of Object.keys(counted)) delete env[name];
  }
}

let made: string | undefined;

/**
 * A directory whose git counts its calls. Several run side by side: only one can make a file that must not be there (-C), and the shell does that itself. What a command
 * that failed still starts, in its own copy, does not count for the next one.
 */
function wrapper(): string {
  if (made !== undefined) return made;
  const bin = openTestRepo(freshDirectory('bin'));
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const counting =
    'set -C; n=1; while ! printf "%s" "$*" 2>/dev/null >"$COUNT/$n"; do n=$((n + 1)); done; set +C';
  bin.write({
    git: {
      executable: `#!/bin/sh\ncase "$PWD/" in "$COUNTED"/*) ;; */copy-[0-9]*/*) exec ${shellQuote(real)} "$@" ;; esac\n${counting}\n[ "$n" != "$KILLED_AT" ] || kill -9 $$\nexec ${shellQuote(real)} "$@"\n`,
    },
  });
  made = bin.root;
  return made;
}
