import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN } from '../support/cli.ts';
import { contentsOf, leftoversIn, prepare } from '../support/crashing.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s in the midst of reading that takes its time: the lock goes, and nothing has changed',
  async (signal, code) => {
    const repo = prepare('renumber');
    const before = contentsOf(repo);
    const bin = openTestRepo(freshDirectory('bin'));
    const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
    // Once the lock is there, git does not answer any more.
    const hangs = `[ ! -e ${shellQuote(repo.path('.git/tidemark/lock'))} ] || { echo $$ >${shellQuote(bin.path('hangs'))}; exec sleep 60; }`;
    bin.write({ git: { executable: `#!/bin/sh\n${hangs}\nexec ${shellQuote(real)} "$@"\n` } });
    const env = { ...process.env, PATH: `${bin.root}${delimiter}${process.env['PATH']}` };
    const child = spawn(process.execPath, [BIN, 'renumber'], { cwd: repo.root, env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (!existsSync(bin.path('hangs'))) await sleep(20);
    expect(leftoversIn(repo)).toEqual(['lock']);
    child.kill(signal);
    expect(await ended).toEqual([code, null]);
    process.kill(Number(readFileSync(bin.path('hangs'), 'utf8')));
    expect(leftoversIn(repo)).toEqual([]);
    expect(contentsOf(repo)).toEqual(before);
  },
);
