import { describe, expect, test } from 'vitest';
import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';

const B = 'BACKLOG.yaml';

function shared(...titles: readonly string[]): TestRepo {
  const repo = createRepo();
  const items: ItemText[] = titles.map((title, at) => ({
    id: 'WRK-002',
    title: JSON.stringify(title),
    created: `2026-01-0${at + 1}`,
  }));
  repo.commit('Start', { [B]: backlog({ mark: 3, items: ['WRK-001 One'] }) });
  repo.commit('Plan', { [B]: backlog({ mark: 5, items: ['WRK-001 One', ...items] }) });
  return repo;
}

const run = async (repo: TestRepo, ...args: string[]) => inProcess(repo.root, ['audit', ...args]);
const page = async (repo: TestRepo, ...args: string[]) =>
  (await run(repo, '--format', 'html', ...args)).stdout;

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'to \u202Etfel',
  `${'x'.repeat(10_000)}</td>`,
  "' onload='alert(1)",
];

describe('audit', () => {
  test('tells people', async () => {
    const { code, stdout } = await run(shared('Beta', 'Gamma'));
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\b[0-9a-f]{10}\b/gu, 'COMMIT')).toMatchInlineSnapshot(`
      "BACKLOG.yaml: 2 IDs in 2 versions, mark 5
        collisions: 1; open 1, fixed 0
        taken and never used: 2 (4 to 5)
        the mark never went down

      WRK-002: open; in one history since 2026-01-01 (COMMIT)
        2026-01-01 COMMIT  “Beta”: in HEAD
        2026-01-01 COMMIT  “Gamma”: in HEAD
      "
    `);
  });

  test('tells programs', async () => {
    const repo = shared('Beta', 'Gamma');
    const { stdout } = await run(repo, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      ledgers: [
        {
          ledger: null,
          path: B,
          head: { commit: repo.head(), subject: 'Plan' },
          since: null,
          versions: 2,
          mark: 5,
          ids: [
            {
              id: 'WRK-001',
              number: 1,
              collision: null,
              things: [{ title: 'One', state: 'present', to: null }],
            },
            { id: 'WRK-002', collision: 'open', things: [{ title: 'Beta' }, { title: 'Gamma' }] },
          ],
          collisions: [{ id: 'WRK-002', state: 'open', since: { subject: 'Plan' }, fixed: null }],
          unused: [{ from: 4, to: 5 }],
          regressions: [],
          marks: [{ mark: 3 }, { mark: 5, commit: repo.head() }],
        },
      ],
      unchecked: [],
    });
    expect(stdout).not.toContain('Tess');
  });

  test('writes several reports, each into its file, whole', async () => {
    const repo = shared('Beta');
    const files = [
      '--format',
      'html',
      '--output',
      'out/ids.html',
      '--format',
      'json',
      '--output',
      'ids.json',
    ];
    expect(await run(repo, ...files, '--format', 'human')).toMatchObject({ code: 0, stderr: '' });
    expect(repo.read('out/ids.html')).toBe(await page(repo));
    expect(JSON.parse(repo.read('ids.json'))).toHaveProperty('ledgers');
  });

  test('knows no other format, no other date, and no arguments', async () => {
    const repo = shared('Beta');
    for (const args of [['--format', 'sarif'], ['--since', 'soon'], ['WRK-001'], ['--output', 'x']])
      expect((await run(repo, ...args)).code).toBe(2);
  });
});

describe('the page', () => {
  test('fetches and runs nothing, and is the same twice', async () => {
    const repo = shared('Beta', 'Gamma');
    const html = await page(repo);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\bon[a-z]+=/u);
    expect(await page(repo)).toBe(html);
    expect(await page(repo.clone())).toBe(html);
  });

  test('has an anchor for each ID and each collision, each once, and links that lead to one', async () => {
    const html = await page(shared('Beta', 'Gamma', 'Delta'));
    const all = (pattern: RegExp): readonly string[] =>
      [...html.matchAll(pattern)].map(([, name = '']) => name);
    const anchors = all(/ id="([^"]+)"/gu);
    expect(anchors.toSorted()).toEqual(['WRK-001', 'WRK-002', 'collision-WRK-002']);
    expect(anchors).toEqual(expect.arrayContaining([...new Set(all(/href="#([^"]+)"/gu))]));
  });

  test('shows titles as text, whatever they hold', async () => {
    const html = await page(shared(...HOSTILE));
    expect(html).not.toMatch(/<script|<img|\u202E|x{1000}|' onload/u);
    expect(html).toContain('&#60;script&#62;alert(1)');
    expect(html).toContain(String.raw`to \u{202e}tfel`);
    const tags = [...html.matchAll(/<(?:td|th)\b/gu)].length;
    expect([...html.matchAll(/<\/(?:td|th)>/gu)]).toHaveLength(tags);
  });

  test('says so where there is nothing, and where the backlog is broken', async () => {
    const repo = createRepo();
    repo.commit('Empty', { [B]: 'items: []\n' });
    expect(await page(repo)).toContain('nothing ever had one');
    repo.commit('Break', { [B]: 'items: [\n' });
    expect(await page(repo)).toContain('BACKLOG.yaml cannot be read in HEAD');
  });

  test('of a thousand IDs takes at most 300 kB', async () => {
    const items = Array.from(
      { length: 1000 },
      (_, at) => `WRK-${at + 1} Call validate number ${at + 1} on it`,
    );
    const repo = createRepo();
    for (let at = 100; at <= 1000; at += 100)
      repo.commit(`Plan ${at}`, { [B]: backlog({ items: items.slice(0, at) }) });
    const html = await page(repo);
    expect(html.length).toBeLessThan(300_000);
    expect(html).toContain('id="WRK-1000"');
  });
});
