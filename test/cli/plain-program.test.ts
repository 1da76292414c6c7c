import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { BIN, tidemark } from '../support/cli.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import { freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const [adr] = LEDGERS;
if (!adr) throw new Error('no kind');

const DIST = dirname(BIN);
const WHOLE = `process.argv = [process.execPath, ${JSON.stringify(BIN)}, 'hook', 'pre-commit'];
  require(${JSON.stringify(join(DIST, 'hook-program.js'))}).run(process);`;

/** What the hook says, and what the whole program says by itself. */
function bothIn(cwd: string) {
  const { code, stdout, stderr } = tidemark(cwd, ['hook', 'pre-commit']);
  const whole = spawnSync(process.execPath, ['-e', WHOLE], { cwd, encoding: 'utf8' });
  return [
    { code, stdout, stderr },
    { code: whole.status, stdout: whole.stdout, stderr: whole.stderr },
  ] as const;
}

/** The program without the parts that a plain commit of numbered files does not need. */
function plainBin(): string {
  const directory = freshDirectory('plain');
  for (const file of ['bin.js', 'package.json', 'plain-program.js', 'vendor/simple-git.js'])
    cpSync(join(DIST, file), join(directory, file));
  return join(directory, 'bin.js');
}

test('a plain commit of numbered files needs a part of the program', () => {
  const bin = plainBin();
  for (const ledger of LEDGERS) {
    const repo = startLedger(ledger, { ...ledger.entry(2, 'two'), ...ledger.entry(3, 'three') });
    repo.stage(ledger.entry(4, 'four'));
    expect(tidemark(repo.root, ['hook', 'pre-commit'], { bin })).toEqual({ code: 0, stdout: '', stderr: '' });
  }
});

describe('what needs more of it is checked by the whole program', () => {
  test.each<[string, number, (repo: TestRepo) => void]>([
    ['a collision', 1, (repo) => repo.stage(adr.entry(1, 'other'))],
    ['a warning', 0, (repo) => repo.stage({ 'docs/adr/0002-two.md': '# 3. Two\n' })],
    ['a broken configuration', 2, (repo) => repo.stage({ '.tidemark.yaml': 'ledgers:\n- kind: adr\n' })],
    ['a first backlog', 0, (repo) => repo.stage({ 'BACKLOG.yaml': 'items:\n- id: WRK-1\n  title: One\n' })],
    [
      'a merge',
      1,
      (repo) => {
        repo.branch('side');
        repo.commit('Side', adr.entry(2, 'side'));
        repo.checkout('main');
        repo.commit('Main', adr.entry(2, 'main'));
        repo.git('merge', '-q', '--no-ff', '--no-commit', 'side');
      },
    ],
  ])('%s', (_name, code, change) => {
    const repo = startLedger(adr);
    change(repo);
    const [own, whole] = bothIn(repo.root);
    expect(own).toEqual(whole);
    expect(own.code).toBe(code);
  });

  test('no repository', () => {
    const directory = freshDirectory('none');
    cpSync(startLedger(adr).path('.tidemark.yaml'), join(directory, '.tidemark.yaml'));
    const [own, whole] = bothIn(directory);
    expect(own).toEqual(whole);
    expect(own.code).toBe(3);
  });
});
