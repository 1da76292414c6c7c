import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN } from './cli.ts';
import { inWordsOfThisGit } from './older-git.ts';
import { plainDirectory } from './repo.ts';

/**
 * Plays a page of the docs in a throw-away home and answers with the page as it should read: the outputs in its `console` blocks are
 * those that came. In such a block `$ ` begins a command, `> ` goes on with it, and the rest is what both streams say. A comment
 * `<!-- setup … -->` is a script that sets the stage unseen, with what `STAGE` defines. All of them run in order, from `~/project`,
 * and a `cd` lasts. Where only names of commits and times differ, or an older git has its own words, the page keeps its own.
 */
export async function playPage(text: string): Promise<string> {
  const run = openShell();
  const pieces = text.split(/(^<!-- setup\n.*?^-->$|^```console\n.*?^```$)/msu);
  let played = '';
  for (const [index, piece] of pieces.entries())
    played += index % 2 === 0 ? piece : await playPiece(piece, run);
  return played;
}

async function playPiece(piece: string, run: Shell): Promise<string> {
  const [, block] = /^```console\n(.*?)^```$/msu.exec(piece) ?? [];
  if (block !== undefined) return `\`\`\`console\n${await playBlock(block, run)}\`\`\``;
  const setup = piece.slice('<!-- setup\n'.length, -'-->'.length);
  const { status, said } = await run(`set -e\n${STAGE}\n${setup}`);
  expect(status, `${setup}\n${said}`).toBe(0);
  return piece;
}

type Shell = (script: string) => Promise<{ readonly status: number; readonly said: string }>;

/** `backlog MARK 'WRK-001 Title'…`, `entry 'WRK-001 Title'` (done) and `commit MESSAGE`, for set-up scripts. */
const STAGE = `
moment() { printf '2026-02-10T09:%02d:00.%09d+00:00' $((10#\${1##*-} % 60)) $(($(echo "$2" | cksum | cut -d' ' -f1) % 899999999 + 100000000)); }
backlog() {
  printf 'schema_version: 3\\nitems:\\n'
  for one in "\${@:2}"; do
    printf -- '- id: %s\\n  title: %s\\n  status: new\\n  created: %s\\n' "\${one%% *}" "\${one#* }" "$(moment "\${one%% *}" "\${one#* }")"
  done
  printf 'next_item_id: %s\\n' "$1"
}
entry() { printf '## %s — %s (%s)\\n\\n- **Status:** Done\\n\\n---\\n' "$(moment "\${1%% *}" "\${1#* }")" "\${1%% *}" "\${1#* }"; }
commit() { git add -A && git commit -q --no-verify -m "$1"; }
`;

function openShell(): Shell {
  const home = plainDirectory();
  const project = join(home, 'project');
  const [bin, here] = [join(home, '.bin'), join(home, '.cwd')];
  for (const directory of [bin, project]) mkdirSync(directory);
  writeFileSync(join(bin, 'tidemark'), `#!/bin/sh\nexec node ${shellQuote(BIN)} "$@"\n`, { mode: 0o755 });
  spawnSync('git', ['init', '-q', '-b', 'main', project]);
  writeFileSync(here, project);
  let [status, minute] = [0, 0];
  return async (script) => {
    minute += 1;
    const date = new Date(Date.UTC(2026, 1, 12, 9, minute)).toISOString();
    const shell = spawn('bash', ['-c', `exec 2>&1\ntrap 'pwd >"$HERE"' EXIT\n(exit ${status})\n${script}`], {
      cwd: readFileSync(here, 'utf8').trim(),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        HOME: home,
        HERE: here,
        PATH: `${bin}:${process.env['PATH']}`,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
    });
    const [said, [code]] = await Promise.all([readText(shell.stdout), once(shell, 'close')]);
    status = Number(code);
    return { status, said: said.replaceAll(home, '/home/you').replaceAll(BIN, '/home/you/dist/bin.js') };
  };
}

async function playBlock(block: string, run: Shell): Promise<string> {
  const chunks = block.split(/^(?=\$ )/mu);
  let played = '';
  for (const [index, chunk] of chunks.entries())
    played += await playCommand(chunk, index === chunks.length - 1, run);
  return played;
}

async function playCommand(chunk: string, last: boolean, run: Shell): Promise<string> {
  const [typed = ''] = /^\$ .*\n(?:> .*\n)*/u.exec(chunk) ?? [];
  expect(typed, `no command: ${chunk}`).not.toBe('');
  const said = (await run(typed.replaceAll(/^(?:\$|>) /gmu, ''))).said.trimEnd();
  if (unnamed(said) === inWordsOfThisGit(unnamed(chunk.slice(typed.length).trimEnd()))) return chunk;
  return `${typed}${said === '' ? '' : `${said}\n${last ? '' : '\n'}`}`;
}

/** Without what is different in each run. */
function unnamed(text: string): string {
  return text
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/gu, 'TIME')
    .replaceAll(/_worklog\/\d{4}-\d\d/gu, '_worklog/MONTH')
    .replaceAll(/\b[0-9a-f]{7,40}\b/gu, 'COMMIT');
}
