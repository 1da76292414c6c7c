import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { defineCommand } from '../../src/cli/define-command.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { BIN } from '../support/cli.ts';

const slow = defineCommand({
  name: 'slow',
  summary: 'take its time',
  examples: [['tidemark slow', 'wait']],
  options: { for: { type: 'string', value: 'MS', help: 'milliseconds' } },
  run: async ({ options }) => {
    await sleep(Number(options.for));
    return { code: 0, stdout: 'done\n', stderr: 'said\n' };
  },
});

/** What a terminal gets on both streams, in order. */
async function written(ms: number, isTTY: boolean, env: Io['env'] = {}): Promise<readonly string[]> {
  const all: string[] = [];
  const output: Io['stderr'] = { isTTY, columns: 80, write: async (text) => void all.push(text) };
  const io: Io = {
    cwd: () => '/',
    env,
    stdout: output,
    stderr: output,
    readStdin: async () => '',
    signal: new AbortController().signal,
    self: [process.execPath, BIN],
    program: () => 'tidemark',
  };
  expect(await main(['-q', 'slow', '--for', String(ms)], io, [slow])).toBe(0);
  return all;
}

test('what takes more than a second shows for how long, and the line goes before the answer', async () => {
  const line = 'tidemark: slow, 1 s';
  expect(await written(1600, true)).toEqual([
    `\r${line}`,
    `\r${' '.repeat(line.length)}\r`,
    'said\n',
    'done\n',
  ]);
});

test.each<[string, number, boolean, Io['env']]>([
  ['what is quick', 10, true, {}],
  ['what goes to a file or a pipe', 1200, false, {}],
  ['a terminal that knows no returns', 1200, true, { TERM: 'dumb' }],
])('%s shows nothing', async (_, ms, isTTY, env) => {
  expect(await written(ms, isTTY, env)).toEqual(['said\n', 'done\n']);
});
