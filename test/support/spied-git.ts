import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { freshDirectory, openTestRepo } from './repo.ts';

/** The git commands that `act` ran, without their options. */
export async function commandsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const spy = openTestRepo(freshDirectory('spy'));
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  spy.write({
    git: {
      executable: `#!/bin/sh\nprintf '%s\\n' "$*" >> ${shellQuote(spy.path('log'))}\nexec ${shellQuote(real)} "$@"\n`,
    },
  });
  const path = process.env['PATH'];
  process.env['PATH'] = `${spy.root}${delimiter}${path}`;
  try {
    await act();
  } finally {
    process.env['PATH'] = path;
  }
  const lines = readFileSync(spy.path('log'), 'utf8').trimEnd().split('\n');
  return lines.map(
    (line) =>
      line
        .replaceAll(/(?:^| )-c \S+| --no-optional-locks/gu, '')
        .trim()
        .split(' ')[0] ?? '',
  );
}
