import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { assignedPath, assignPath, shellQuote } from '../../../../src/wiring/hooks/shell-words.ts';
import { freshDirectory } from '../../../support/repo.ts';

test('quoting survives quotes', () => {
  expect(shellQuote("it's")).toBe(String.raw`'it'\''s'`);
});

test('of several versions sh takes the last, and where there is none it says so', () => {
  const directory = freshDirectory("it's a store");
  for (const name of ['tidemark@0.1.0', 'tidemark@0.2.0', 'other'])
    mkdirSync(join(directory, name, 'x'), { recursive: true });
  const path = [join(directory, 'tidemark@'), '/x'] as const;
  const run = (command: string) =>
    spawnSync('sh', ['-c', `${command}; printf %s "$bin"`], { encoding: 'utf8' }).stdout;
  expect(run(assignPath('bin', path))).toBe(join(directory, 'tidemark@0.2.0', 'x'));
  expect(run(assignPath('bin', [join(directory, 'none@'), '/x']))).toBe(join(directory, 'none@*', 'x'));
  expect(run(assignPath('bin', [directory]))).toBe(directory);
});

test('only a whole assignment counts', () => {
  expect(assignedPath('bin', "robin='/x'\n")).toBeUndefined();
  expect(assignedPath('bin', "bin='/x'/y\n")).toBeUndefined();
  expect(assignedPath('bin', "bin='/x'; node='/y'; z\n")).toEqual(['/x']);
  expect(assignedPath('node', "bin='/x'; node='/y'; z\n")).toEqual(['/y']);
});
