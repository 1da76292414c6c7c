import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { audit, radar } from '../../src/index.ts';
import { checkRepo, told, verdict } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { traced } from '../support/traced.ts';

const [adr] = LEDGERS;
const CONFIG = 'ledgers:\n- kind: adr\n  path: docs/adr\n';
const start = (): TestRepo => {
  if (!adr) throw new Error('no kind');
  return startLedger(adr);
};

/** Commits files whose names are bytes, as git has them and a disk may not. */
function commitNames(repo: TestRepo, names: readonly Uint8Array[]): void {
  const oid = repo.git('rev-parse', 'HEAD:.tidemark.yaml');
  const lines = names.flatMap((name) => [Buffer.from(`100644 ${oid}\tdocs/adr/`), name, Buffer.from('\0')]);
  execFileSync('git', ['update-index', '-z', '--index-info'], {
    cwd: repo.root,
    input: Buffer.concat(lines),
  });
  const tree = repo.git('write-tree');
  repo.git('update-ref', 'HEAD', repo.git('commit-tree', '-p', 'HEAD', '-m', 'Names', tree));
}

describe('numbers of forty digits', () => {
  const long = '7'.repeat(40);
  const other = `${'7'.repeat(39)}8`;

  test('are told apart by their digits, and are no counter', async () => {
    const repo = createRepo();
    repo.commit('Start', {
      '.tidemark.yaml': CONFIG,
      [`docs/adr/${long}-a.md`]: 'a\n',
      [`docs/adr/${other}-b.md`]: 'b\n',
    });
    repo.stage({ [`docs/adr/${long}-c.md`]: 'c\n' });
    expect(await verdict(repo, 'index')).toEqual([`error duplicate-id ${long}`]);
    repo.commit('Both');
    expect((await traced(repo, long)).filter((line) => !line.startsWith('-'))).toHaveLength(3);
    expect((await traced(repo, other))[0]).toBe(`b (${other}) present`);
    const [told] = (await audit({ cwd: repo.root })).ledgers;
    expect(told).toMatchObject({ highest: null, unused: [], marks: [], collisions: [{ state: 'open' }] });
    expect(tidemark(repo.root, ['next', '--ledger', 'adr']).stderr).toContain('are dates or seconds');
  });

  test('two branches that have one are seen, and no next number is made up', async () => {
    const repo = start();
    repo.branch('side');
    repo.commit('Side', { [`docs/adr/${long}-a.md`]: 'a\n' });
    repo.checkout('main');
    repo.commit('Main', { [`docs/adr/${long}-b.md`]: 'b\n' });
    const [contest] = (await radar({ cwd: repo.root })).contested;
    expect(contest).toMatchObject({ id: long, kind: 'taken-on-base', next: expect.anything() });
  });
});

describe('names in every encoding', () => {
  test('composed and decomposed, cased and dashed names are one entry', async () => {
    const repo = start();
    commitNames(repo, [
      Buffer.from('0002-caf\u00E9.md'),
      Buffer.from('0002-Cafe\u0301.md'),
      Buffer.from('0002-CAFÉ.adoc'),
    ]);
    expect(told(await checkRepo(repo, 'rev HEAD'))).toEqual([]);
    expect((await audit({ cwd: repo.root })).ledgers[0]?.collisions).toEqual([]);
  });

  test.each<[string, Uint8Array]>([
    ['Latin-1', Buffer.from('0002-caf\xE9.md', 'latin1')],
    ['UTF-16', Buffer.from('0002-x\0'.replace('\0', '\u0001\uFEFFy.md'))],
    ['Cyrillic and emoji', Buffer.from('0002-решение-🎉.md')],
    ['right to left', Buffer.from('0002-\u202Etfel.md')],
    ['quotes, tabs and line breaks', Buffer.from('0002-"a\'\t\n$(b)`c`.md')],
    ['very long', Buffer.from(`0002-${'x'.repeat(240)}.md`)],
  ])('%s: checked, traced, audited and seen by radar', async (_name, name) => {
    const repo = start();
    repo.git('branch', 'base');
    commitNames(repo, [name, Buffer.from('0002-plain.md')]);
    const report = await checkRepo(repo, 'rev HEAD');
    expect(report.findings.map(({ rule, id }) => `${rule} ${id}`)).toEqual(['duplicate-id 2']);
    expect((await traced(repo, '2')).at(-1)).toContain('0002 open');
    for (const words of [
      ['audit'],
      ['audit', '--format', 'html'],
      ['trace', '2'],
      ['radar', '--base', 'base'],
    ]) {
      const { code, stdout } = tidemark(repo.root, words);
      expect(code).toBe(0);
      for (const hidden of ['\u202E', '\t', '\u0001']) expect(stdout).not.toContain(hidden);
    }
  });
});

test('twenty thousand files', async () => {
  const repo = createRepo();
  repo.commit('Start', { '.tidemark.yaml': CONFIG });
  const names = Array.from(
    { length: 20_000 },
    (_, at) => `${String(at + 1).padStart(5, '0')}-title-${at}.md`,
  );
  commitNames(
    repo,
    names.map((name) => Buffer.from(name)),
  );
  const begun = performance.now();
  commitNames(repo, [Buffer.from('20000-other.md'), Buffer.from('20001-next.md')]);
  expect(told(await checkRepo(repo, 'rev HEAD'))).toEqual(['error duplicate-id 20000']);
  const [found] = (await audit({ cwd: repo.root })).ledgers;
  expect(found).toMatchObject({ highest: '20001', collisions: [{ id: '20000', state: 'open' }] });
  expect(found?.ids).toHaveLength(20_001);
  expect((await traced(repo, '20000')).at(-1)).toContain('20000 open');
  expect(performance.now() - begun).toBeLessThan(45_000);
});

test('a ledger that is a file, a link, or leads out of the repository', () => {
  const repo = createRepo();
  const config = (path: string): string => `ledgers:\n- kind: adr\n  path: ${path}\n`;
  repo.commit('Start', { '.tidemark.yaml': config('a.md'), 'a.md': 'a\n', link: { link: '/etc' } });
  const run = (...words: string[]) => tidemark(repo.root, words);
  for (const path of ['a.md', 'link']) {
    repo.write({ '.tidemark.yaml': config(path) });
    expect(run('check').stdout).toContain(
      `${path} is ${path === 'link' ? 'a symbolic link' : 'a file'}, not a folder`,
    );
    expect(run('next', '--ledger', 'adr').stdout).toBe('0001\n');
    expect(run('audit').stdout).toContain('adr');
    expect(run('radar', '--base', 'main').code).toBe(0);
  }
  for (const path of ['../x', '/etc', '.git/x', 'C:/x']) {
    repo.write({ '.tidemark.yaml': config(path) });
    for (const command of ['check', 'init'])
      expect(run(command)).toMatchObject({ code: 2, stderr: expect.stringContaining('`ledgers[0].path`') });
  }
});
