import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { BIN, tidemark } from '../support/cli.ts';
import { freshDirectory } from '../support/repo.ts';

/** A directory that stands in for the system's temporary one, so that leftovers show. */
function temporary(): { readonly cwd: string; readonly left: () => readonly string[] } {
  const cwd = freshDirectory();
  const tmp = join(cwd, 'tmp');
  mkdirSync(tmp);
  return { cwd: tmp, left: () => readdirSync(tmp) };
}

test('the demo shows the main job working and leaves nothing behind', () => {
  const { cwd, left } = temporary();
  const { code, stdout, stderr } = tidemark(cwd, ['demo'], { env: { TMPDIR: cwd } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\$ git merge --no-edit search\n[^$]*Merge made/u);
  expect(stdout).toMatch(/\$ tidemark check\n[^$]*\[(?:duplicate-id|id-reused)\][^$]*# exit code 1\n/u);
  expect(stdout).toMatch(
    /\$ tidemark check\n[^$]*\[mark-behind\][^$]*fix: tidemark fix\n[^$]*# exit code 1\n/u,
  );
  expect(stdout).toMatch(
    /fix: tidemark renumber --stage\n[^$]*\$ tidemark renumber --stage\n[^$]*becomes WRK-005/u,
  );
  expect(stdout).toMatch(/\$ tidemark fix\n[^$]*5[^$]*6[^$]*\n/u);
  expect(stdout.match(/\n {4}clean: /gu)).toHaveLength(5);
  expect(left()).toEqual([]);
});

test('the demo does not mind what surrounds it', () => {
  const { cwd, left } = temporary();
  const env = {
    TMPDIR: cwd,
    GIT_DIR: '/nowhere',
    GIT_INDEX_FILE: '/nowhere',
    GIT_CONFIG_COUNT: 'x',
    FORCE_COLOR: '1',
  };
  const { code, stdout } = tidemark(cwd, ['demo'], { env });
  expect(code).toBe(0);
  expect(stdout).toContain('\u001B[');
  expect(left()).toEqual([]);
});

test('a demo without git says so and leaves nothing behind', () => {
  const { cwd, left } = temporary();
  const { code, stderr } = tidemark(cwd, ['demo'], { env: { TMPDIR: cwd, PATH: cwd } });
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: expect.stringMatching(/^tidemark: git cannot be run: /u),
  });
  expect(left()).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a demo ended by %s leaves nothing behind', async (signal, code) => {
  const { cwd, left } = temporary();
  const child = spawn(process.execPath, [BIN, 'demo'], { cwd, env: { ...process.env, TMPDIR: cwd } });
  child.stdout.once('data', () => setTimeout(() => child.kill(signal), 150));
  const ended = await new Promise((resolve) => child.on('close', resolve));
  expect(ended).toBe(code);
  expect(left()).toEqual([]);
});

test('what a killed demo leaves is swept by the next one', async () => {
  const { cwd, left } = temporary();
  const env = { ...process.env, TMPDIR: cwd };
  const child = spawn(process.execPath, [BIN, 'demo'], { cwd, env, detached: true });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  expect(left()).toEqual([expect.stringMatching(/^tidemark-demo-/u)]);
  expect(tidemark(cwd, ['demo'], { env: { TMPDIR: cwd } }).code).toBe(0);
  expect(left()).toEqual([]);
});
