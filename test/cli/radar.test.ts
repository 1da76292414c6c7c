import { describe, expect, test } from 'vitest';
import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const B = 'BACKLOG.yaml';

function apart(title = 'Gamma'): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { [B]: backlog({ items: ['WRK-001 One'] }) });
  repo.branch('topic');
  repo.commit('Plan', { [B]: backlog({ items: ['WRK-001 One', { id: 'WRK-002', title }] }) });
  repo.checkout('main');
  repo.commit('Main', { [B]: backlog({ items: ['WRK-001 One', 'WRK-002 Beta'] }) });
  return repo;
}

const run = async (repo: TestRepo, ...args: string[]) => inProcess(repo.root, ['radar', ...args]);
const plain = (text: string): string => text.replaceAll(/\b[0-9a-f]{10}\b/gu, 'COMMIT');

describe('radar', () => {
  test('tells people', async () => {
    const { code, stdout } = await run(apart());
    expect(code).toBe(0);
    expect(plain(stdout)).toMatchInlineSnapshot(`
      "WRK-002: taken on the base
        main: “Beta” BACKLOG.yaml:9, Tess Ter, 2026-01-01 (COMMIT) keeps it
        topic: “Gamma” BACKLOG.yaml:9, Tess Ter, 2026-01-01 (COMMIT)
          because “Beta” is in main already
        next free on all refs: WRK-003
        run: git switch topic && tidemark renumber WRK-002 --against main

      1 contested among 1 ref and main
      "
    `);
  });

  test('says so where nothing is contested', async () => {
    const repo = apart();
    repo.git('branch', '-D', 'topic');
    expect((await run(repo)).stdout).toBe('nothing is contested among 0 refs and main\n');
    expect((await run(repo, '--format', 'github')).stdout).toBe('');
    expect((await run(repo, '--format', 'markdown')).stdout).toBe(
      '<!-- tidemark radar -->\n### Tidemark: nothing is contested among 0 refs and main\n',
    );
  });

  test('tells programs, with a fingerprint that stays', async () => {
    const repo = apart();
    const read = async () => JSON.parse((await run(repo, '--format', 'json')).stdout);
    const before = await read();
    expect(before).toMatchObject({
      version: 1,
      bases: [{ ref: 'main', commit: repo.head() }],
      refs: 1,
      contested: [
        {
          ledger: null,
          id: 'WRK-002',
          kind: 'taken-on-base',
          holders: [
            { ref: 'main', also: [], id: 'WRK-002', title: 'Beta', place: { path: B }, author: 'Tess Ter' },
            { ref: 'topic', commit: repo.head('topic'), title: 'Gamma', date: expect.any(String) },
          ],
          keeps: 'main',
          because: '“Beta” is in main already',
          next: 'WRK-003',
          remedy: 'git switch topic && tidemark renumber WRK-002 --against main',
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/u),
        },
      ],
      yields: null,
      unchecked: [],
    });
    repo.checkout('topic');
    repo.commit('More', { 'more.txt': 'more\n' });
    const after = await read();
    expect(after.contested[0].fingerprint).toBe(before.contested[0].fingerprint);
  });

  test('ends with 1 where the ref that is asked about has to yield', async () => {
    const repo = apart();
    expect((await run(repo, '--about', 'topic')).code).toBe(1);
    repo.checkout('topic');
    const { code, stdout } = await run(repo, '--about', 'HEAD', '--base', 'main');
    expect(code).toBe(1);
    expect(stdout).toContain('run: tidemark renumber WRK-002 --against main\n');
    expect((await run(repo, '--about', 'main~1')).code).toBe(0);
  });

  test('reads refs from standard input', async () => {
    const repo = apart();
    const piped = async (...args: string[]) => inProcess(repo.root, ['radar', ...args], { input: 'topic\n' });
    expect((await piped('--refs-from', '-')).stdout).toContain('1 contested among 1 ref and main');
    expect((await piped('--refs-from', 'file')).code).toBe(2);
    expect((await piped('--refs-from', '-', '--refs', 'x')).code).toBe(2);
    expect((await piped('--since', 'soon')).code).toBe(2);
    expect((await piped('--base', 'nowhere')).code).toBe(3);
  });

  test('annotates, and makes a comment; titles are texts in both', async () => {
    const repo = apart('"a | <b> %0A::error::x"');
    const { stdout: github } = await run(repo, '--format', 'github');
    expect(plain(github)).toMatchInlineSnapshot(`
      "::warning title=Tidemark%3A WRK-002 is contested (247dda1349be7960)::WRK-002: taken on the base%0Amain: “Beta” (Tess Ter) keeps it; topic: “a | <b> %250A::error::x” (Tess Ter) yields%0Agit switch topic && tidemark renumber WRK-002 --against main
      "
    `);
    const { stdout: markdown } = await run(repo, '--format', 'markdown');
    expect(markdown).toMatchInlineSnapshot(`
      "<!-- tidemark radar -->
      ### Tidemark: 1 contested among 1 ref and main

      | ID | | keeps it | yields | next free | what to run |
      | --- | --- | --- | --- | --- | --- |
      | WRK-002 | taken on the base | main&#58; “Beta” &#40;Tess Ter&#41; | topic&#58; “a &#124; &#60;b&#62; &#37;0A&#58;&#58;error&#58;&#58;x” &#40;Tess Ter&#41; | WRK-003 | <code>git switch topic &#38;&#38; tidemark renumber WRK-002 --against main</code> |
      "
    `);
    expect((await run(repo, '--format', 'markdown')).stdout).toBe(markdown);
  });
});
