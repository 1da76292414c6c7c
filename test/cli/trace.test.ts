import { describe, expect, test } from 'vitest';
import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

const B = 'BACKLOG.yaml';

function shared(title = 'Beta'): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { [B]: backlog({ items: ['WRK-001 One'] }) });
  repo.branch('topic');
  repo.commit('Plan gamma', {
    [B]: backlog({ items: ['WRK-001 One', 'WRK-002 Gamma'] }),
    [changeFile('WRK-002 Gamma')]: '# Gamma\n',
  });
  repo.checkout('main');
  repo.commit('Plan', { [B]: backlog({ items: ['WRK-001 One', { id: 'WRK-002', title }] }) });
  repo.git('merge', '-q', '--no-commit', '-s', 'ours', 'topic');
  repo.git('checkout', '-q', 'topic', '--', 'changes');
  const both = backlog({ items: ['WRK-001 One', { id: 'WRK-002', title }, 'WRK-002 Gamma'] });
  repo.commit("Merge branch 'topic'", { [B]: both });
  return repo;
}

const run = async (repo: TestRepo, ...args: string[]) => inProcess(repo.root, ['trace', ...args]);
const plain = (text: string): string => text.replaceAll(/\b[0-9a-f]{10}\b/gu, 'COMMIT');

describe('trace', () => {
  test('tells people', async () => {
    const { code, stdout } = await run(shared(), 'wrk-2');
    expect(code).toBe(0);
    expect(plain(stdout)).toMatchInlineSnapshot(`
      "WRK-002 has stood for two things.

      “Gamma” (WRK-002): in HEAD
        2026-01-01  drawn      WRK-002 “Gamma”, mark before: 1  COMMIT “Plan gamma”; merged from topic by COMMIT
        2026-01-01  directory  changes/WRK-002_gamma/  COMMIT “Plan gamma”; merged from topic by COMMIT
        2026-01-01  documents  PRD  COMMIT “Plan gamma”; merged from topic by COMMIT

      “Beta” (WRK-002): in HEAD
        2026-01-01  drawn      WRK-002 “Beta”, mark before: 1  COMMIT “Plan”

      Collisions
        WRK-002: open; in one history since 2026-01-01 (COMMIT)
          2026-01-01 COMMIT  “Gamma”: in HEAD
          2026-01-01 COMMIT  “Beta”: in HEAD
      "
    `);
  });

  test('names nobody, unless asked to', async () => {
    const repo = shared();
    for (const format of ['human', 'json']) {
      expect((await run(repo, 'WRK-002', '--format', format)).stdout).not.toMatch(/Tess|example\.com/u);
      const { stdout } = await run(repo, 'WRK-002', '--people', '--format', format);
      expect(stdout).toMatch(/Tess Ter .*tess@example\.com/u);
    }
  });

  test('tells programs', async () => {
    const repo = shared();
    const told: unknown = JSON.parse((await run(repo, 'WRK-002', '--format', 'json')).stdout);
    const merge = { commit: repo.head(), subject: "Merge branch 'topic'", date: expect.any(String) };
    expect(told).toMatchObject({
      version: 1,
      ledger: null,
      id: 'WRK-002',
      lives: [
        {
          ids: ['WRK-002'],
          title: 'Gamma',
          state: 'present',
          events: [
            { kind: 'drawn', markBefore: 1, merge, inHead: true, from: null, place: { path: B, line: 9 } },
            { kind: 'directory', text: 'changes/WRK-002_gamma' },
            { kind: 'documents', text: 'PRD' },
          ],
        },
        { title: 'Beta', events: [{ kind: 'drawn', merge: null, commit: { subject: 'Plan' } }] },
      ],
      collisions: [{ id: 'WRK-002', state: 'open', since: merge, fixed: null }],
      unchecked: [],
    });
  });

  test('ends with 1 where nothing ever had the ID', async () => {
    const repo = shared();
    expect(await run(repo, 'WRK-099')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'tidemark: Nothing ever had the ID WRK-099, in any branch of this clone.\n',
    });
    const { code, stdout } = await run(repo, 'WRK-099', '--format', 'json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      { version: 1, ledger: null, id: 'WRK-099', lives: [], collisions: [], unchecked: [] },
    ]);
  });

  test('refuses what is no ID, and more than one', async () => {
    const repo = shared();
    expect(await run(repo, '027')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not an ID'),
    });
    expect(await run(repo)).toMatchObject({ code: 2, stderr: expect.stringContaining('tidemark trace ID') });
  });

  test('shows what titles and subjects hide', async () => {
    const repo = shared('Be\u202Eta <b>');
    repo.git('commit', '-q', '--allow-empty', '-m', 'Clear \u001B[2J');
    repo.commit('\u001B[2J', { [B]: backlog({ items: ['WRK-001 One'] }) });
    for (const format of ['human', 'json']) {
      const { stdout } = await run(repo, 'WRK-002', '--format', format);
      for (const hidden of ['\u001B', '\u202E']) expect(stdout).not.toContain(hidden);
      expect(stdout).toMatch(/202e/u);
    }
  });
});
