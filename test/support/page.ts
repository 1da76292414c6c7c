import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
export function playPage(text: string): string {
  const run = openShell();
  return text.replaceAll(
    /^<!-- setup\n(?<setup>.*?)^-->$|^```console\n(?<block>.*?)^```$/gmsu,
    (whole, setup: string | undefined, block: string | undefined) => {
      if (block !== undefined) return `\`\`\`console\n${playBlock(block, run)}\`\`\``;
      const { status, said } = run(`set -e\n${STAGE}\n${setup}`);
      expect(status, `${setup}\n${said}`).toBe(0);
      return whole;
    },
  );
}

type Shell = (script: string) => { readonly status: number | null; readonly said: string };

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
  let [status, minute]: [number | null, number] = [0, 0];
  return (script) => {
    minute += 1;
    const date = new Date(Date.UTC(2026, 1, 12, 9, minute)).toISOString();
    const ended = spawnSync(
      'bash',
      ['-c', `exec 2>&1\ntrap 'pwd >"$HERE"' EXIT\n(exit ${status})\n${script}`],
      {
        cwd: readFileSync(here, 'utf8').trim(),
        encoding: 'utf8',
        input: '',
        env: {
          ...process.env,
          HOME: home,
          HERE: here,
          PATH: `${bin}:${process.env['PATH']}`,
          GIT_AUTHOR_DATE: date,
          GIT_COMMITTER_DATE: date,
        },
      },
    );
    ({ status } = ended);
    return {
      status,
      said: ended.stdout.replaceAll(home, '/home/you').replaceAll(BIN, '/home/you/dist/bin.js'),
    };
  };
}

function playBlock(block: string, run: Shell): string {
  const chunks = block.split(/^(?=\$ )/mu);
  return chunks.map((chunk, index) => playCommand(chunk, index === chunks.length - 1, run)).join('');
}

function playCommand(chunk: string, last: boolean, run: Shell): string {
  const [typed = ''] = /^\$ .*\n(?:> .*\n)*/u.exec(chunk) ?? [];
  expect(typed, `no command: ${chunk}`).not.toBe('');
  const said = run(typed.replaceAll(/^(?:\$|>) /gmu, '')).said.trimEnd();
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
