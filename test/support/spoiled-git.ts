import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { afterAll } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { freshDirectory, openTestRepo } from './repo.ts';
import type { Spoiling } from './spoil.ts';

/** What a git that was tampered with, or is broken, answers to one of its commands. */
export interface Spoiled extends Spoiling {
  readonly command: string;
  /** Undefined: that of the real one. */
  readonly exitCode: number | undefined;
}

/**
 * Puts a git before the real one on the PATH of this process that answers as the real one does, but for the bytes that the
 * function given back says to spoil.
 */
export function spoilGit(): (how: Spoiled) => void {
  const there = openTestRepo(freshDirectory('spoiled-git'));
  const path = process.env['PATH'] ?? '';
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const [how, put] = [there.path('how'), there.path('put')].map(shellQuote);
  there.write({
    git: {
      executable: `#!/bin/sh
. ${how}
case " $* " in *" $command "*) ;; *) exec ${real} "$@" ;; esac
answer=${shellQuote(there.path('answer-'))}$$
${real} "$@" >"$answer"
code=$?
head -c "$at" "$answer"
cat ${put}
tail -c "+$((at + take + 1))" "$answer"
rm "$answer"
exit "\${code_instead:-$code}"
`,
    },
  });
  process.env['PATH'] = `${there.root}${delimiter}${path}`;
  afterAll(() => {
    process.env['PATH'] = path;
  });
  return ({ command, at, take, put: bytes, exitCode }) => {
    const lines = `command=${command} at=${at} take=${take} code_instead=${exitCode ?? ''}\n`;
    there.write({ how: lines, put: bytes });
  };
}
