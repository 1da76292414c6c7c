import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { longChain } from '../support/long-chain.ts';
import type { Contender } from './measure.ts';
import { buildRepository, run } from './repositories.ts';

const NUMBERS = 100_000;

/** A number of this clone, one that is taken over a bare repository on the same disk, and one of a block. */
export function sharing(root: string, bin: string): readonly Contender[] {
  const directory = buildRepository(join(root, 'sharing'), { items: 100 });
  const remote = join(root, 'sharing.git');
  run(root, 'git', ['init', '-q', '--bare', remote]);
  run(directory, 'git', ['remote', 'add', 'origin', remote]);
  const block = join(directory, '.git', 'block.yaml');
  writeFileSync(block, 'shared: origin\nblock: 1000\n');
  longChain(remote, NUMBERS);
  const contender = (name: string, ...words: readonly string[]): Contender => {
    return { name, directory, command: [process.execPath, bin, 'next', '--take', ...words] };
  };
  return [
    contender('next --take, of this clone', '--local'),
    contender('next --take, over a remote, nobody in the way', '--shared'),
    contender('next --take, of a block', '--config', block),
  ];
}

/** What taking a number over a remote costs on the wire, a row each: how many connections, and bytes in both directions. */
export function wireMarkdown(root: string, bin: string): string {
  const server = join(root, 'wire.git');
  run(root, 'git', ['init', '-q', '--bare', server]);
  longChain(server, NUMBERS);
  const log = join(root, 'wire.log');
  const [first, other] = ['wire-first', 'wire-other'].map((name) => cloneAt(root, name, server, log));
  const taking = (directory = ''): string => {
    rmSync(log, { force: true });
    take(directory, bin);
    const sizes = readFileSync(log, 'utf8').split('\n').filter(Boolean);
    const connections = sizes.filter((line) => line.startsWith('in ')).length;
    return `${connections} | ${sizes.reduce((sum, line) => sum + Number(line.slice(4)), 0)}`;
  };
  const rows = [
    ['a clone that has seen nothing', taking(first)],
    ['nobody in the way', taking(first)],
  ];
  taking(other);
  rows.push(['after a lost race', taking(first)]);
  const head = `| next --take, ${NUMBERS.toLocaleString('en')} numbers taken | connections | bytes |\n| --- | --- | --- |\n`;
  return `\n${head}${rows.map(([what, cells]) => `| ${what} | ${cells} |\n`).join('')}`;
}

function take(directory: string, bin: string): void {
  const TMPDIR = join(directory, '.git', 'tmp');
  mkdirSync(TMPDIR, { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [bin, 'next', '--take', '--shared'], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR },
  });
  if (status !== 0) throw new Error(stderr);
}

/** A clone as another machine has it, that counts what goes to the server and what comes back. */
function cloneAt(root: string, name: string, server: string, log: string): string {
  const directory = buildRepository(join(root, name), { items: 100 });
  run(directory, 'git', ['remote', 'add', 'origin', server]);
  for (const [key, program] of [
    ['receivepack', 'git-receive-pack'],
    ['uploadpack', 'git-upload-pack'],
  ] as const) {
    const path = join(directory, '.git', program);
    writeFileSync(path, counting(program, log));
    chmodSync(path, 0o755);
    run(directory, 'git', ['config', `remote.origin.${key}`, path]);
  }
  return directory;
}

function counting(program: string, log: string): string {
  const count = (name: string): string => `$(wc -c <"$at/${name}")`;
  return `#!/bin/sh
at=$(mktemp -d)
tee "$at/in" | ${program.replace('git-', 'git ')} "$@" | tee "$at/out"
printf 'in  %s\\nout %s\\n' "${count('in')}" "${count('out')}" >>'${log}'
rm -rf "$at"
`;
}
