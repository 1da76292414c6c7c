import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { BIN, tidemark } from '../support/cli.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

function repository(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits'] }) });
  return repo;
}

const argv = (file: string) => ['check', '--format', 'json', '--output', file, '--format', 'human'];
const isReport = (text: string) => expect(JSON.parse(text)).toMatchObject({ version: 1, findings: [] });

/** `"$@"` is the command that writes a report to the file before it. */
function sh(repo: TestRepo, file: string, script: string): string {
  const words = ['-c', script, 'sh', process.execPath, BIN, ...argv(file)];
  const { status, stdout, stderr } = spawnSync('sh', words, { cwd: repo.root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('a report', () => {
  test('replaces what was there, with its mode, and leaves nothing beside it', () => {
    const repo = repository();
    const directory = freshDirectory();
    const file = join(directory, 'report.json');
    writeFileSync(file, 'old'.repeat(10_000));
    chmodSync(file, 0o640);
    expect(tidemark(repo.root, argv(file))).toMatchObject({ code: 0, stderr: '' });
    isReport(readFileSync(file, 'utf8'));
    expect({ mode: statSync(file).mode & 0o777 }).toEqual({ mode: 0o640 });
    expect(readdirSync(directory)).toEqual(['report.json']);
  });

  test('stays as it was where it is read-only', () => {
    const file = join(freshDirectory(), 'report.json');
    writeFileSync(file, 'old');
    chmodSync(file, 0o444);
    const { code, stdout } = tidemark(repository().root, argv(file));
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: expect.stringMatching(
        /"The report could not be written to .*json: (?:it is read-only|permission)/u,
      ),
    });
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  test('goes into a pipe', async () => {
    const file = join(freshDirectory(), 'pipe');
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    const reader = spawn('cat', [file]);
    let text = '';
    reader.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = once(reader, 'close');
    expect(await codeOf(repository(), argv(file))).toBe(0);
    await ended;
    isReport(text);
    expect(statSync(file).isFIFO()).toBe(true);
  });

  test('goes where standard output goes, be that a pipe or a file', () => {
    const repo = repository();
    const before = '{"version":1';
    expect(sh(repo, '/dev/stdout', '"$@" | cat').replaceAll(/\s/gu, '')).toContain(before);
    sh(repo, '/dev/fd/3', '"$@" 3>report.json >/dev/null');
    isReport(repo.read('report.json'));
    sh(repo, '/dev/null', '"$@"');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('goes through a link that no repository holds', () => {
    const directory = freshDirectory();
    writeFileSync(join(directory, 'real'), 'old');
    symlinkSync('real', join(directory, 'link'));
    expect(tidemark(repository().root, argv(join(directory, 'link'))).code).toBe(0);
    isReport(readFileSync(join(directory, 'real'), 'utf8'));
    expect(readdirSync(directory)).toEqual(['link', 'real']);
  });
});

async function codeOf(repo: TestRepo, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: repo.root, stdio: 'ignore' });
  const [code] = await once(child, 'close');
  return code;
}
