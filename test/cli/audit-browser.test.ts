import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { CHROMIUM, openPage, type Look, type Page } from '../support/chromium.ts';
import { inProcess } from '../support/cli.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { backlog, type ItemText } from '../support/texts.ts';

// Chromium is Debian's. `npm i --no-save axe-core` brings what is looked for with it; `AUDIT_PICTURES=DIR` keeps what it shows.
const AXE = [createRequire(import.meta.url).resolve.paths('axe-core') ?? []]
  .flat()
  .map((path) => `${path}/axe-core/axe.min.js`)
  .find((path) => existsSync(path));
const WHERE = CHROMIUM === undefined ? ' (no Chromium here)' : '';

const HOSTILE = [
  '<script>document.title = "run"</script>',
  '"><img src="https://example.invalid/x" onerror="document.title = 1">',
  'to \u202Etfel\u2066 and \u0007 back',
  'x'.repeat(10_000),
  'Ein Wort wie Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
];
const LOOKS: readonly Look[] = [
  ...[320, 800, 1600].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme }))),
  { width: 800, scheme: 'light', media: 'print' },
];

/** A backlog with collisions that ended in each way, hostile titles, `count` IDs, and two ledgers of files. */
function everything(count: number): TestRepo {
  const repo = createRepo();
  const numbered = Array.from({ length: count }, (_, at): ItemText => `WRK-${at + 1} Step ${at + 1} of many`);
  const titled = HOSTILE.map((title, at): ItemText => ({
    id: `WRK-${count + 1 + Math.floor(at / 2)}`,
    title: JSON.stringify(title),
    created: `2026-01-0${at + 1}`,
  }));
  repo.commit('Start', {
    '.tidemark.yaml':
      'ledgers:\n- kind: adr\n  path: docs/adr\n- kind: golang-migrate\n  name: a-ledger-of-rather-a-long-name\n  path: db/migrations\n',
    'BACKLOG.yaml': backlog({ items: numbered.slice(0, count / 2) }),
    'docs/adr/0001-record-decisions.md': '# 1. Record decisions\n',
    'db/migrations/000001_start.up.sql': 'select 1;\n',
  });
  repo.commit('Lower', { 'BACKLOG.yaml': backlog({ mark: 1, items: numbered.slice(0, count / 2) }) });
  repo.commit('Plan', {
    'BACKLOG.yaml': backlog({ mark: count + 9, items: [...numbered, ...titled] }),
    'docs/adr/0002-use-postgres.md': '# 2. Use Postgres\n\nIt is there.\n',
    'docs/adr/0002-drop-redis.md': '# 2. Drop Redis\n\nNobody needs it.\n',
    'db/migrations/000002_more.up.sql': 'select 2;\n',
  });
  repo.commit('Part', {
    'docs/adr/0002-drop-redis.md': null,
    'docs/adr/0003-drop-redis.md': '# 3. Drop Redis\n\nNobody needs it.\n',
    'db/migrations/000002_more.up.sql': null,
    'db/migrations/000002_quite_another.up.sql': 'create table t (id int);\n',
  });
  return repo;
}

function broken(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One'] }) });
  repo.commit('Break', { 'BACKLOG.yaml': 'items: [\n' });
  return repo;
}

function empty(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': 'items: []\n' });
  return repo;
}

describe.skipIf(CHROMIUM === undefined).each([
  ['of several ledgers', () => everything(Number(process.env['AUDIT_IDS'] ?? 80))],
  ['of a broken backlog', broken],
  ['of nothing', empty],
] as const)(`the page %s in a browser${WHERE}`, (name, make) => {
  let page: Page;

  beforeAll(async () => {
    const repo = make();
    const { code } = await inProcess(repo.root, ['audit', '--format', 'html', '--output', 'ids.html']);
    expect(code).toBe(0);
    page = await openPage(pathToFileURL(repo.path('ids.html')).href);
  }, 120_000);

  afterAll(async () => page?.close());

  test('asks for nothing and runs nothing', async () => {
    expect(page.requests.map((url) => url.replace(/^file:.*\//u, ''))).toEqual(['ids.html']);
    expect(await page.evaluate('document.title')).toMatch(/^IDs of /u);
  });

  test.each(LOOKS)('at $width px, $scheme: nothing sticks out, nothing overlaps', async (look) => {
    await page.look(look);
    keep(`${name}-${look.width}-${look.scheme}-${look.media ?? 'screen'}.png`, await page.picture());
    expect(await page.evaluate(STICKS_OUT)).toEqual([]);
    expect(await page.evaluate(OVERLAPS)).toEqual([]);
    expect(await page.evaluate(BROKEN_DAYS)).toEqual([]);
  });

  test('can be printed', async () => {
    const printed = await page.print();
    keep(`${name}.pdf`, printed);
    expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('the keyboard reaches every ID', async () => {
    await page.look({ width: 800, scheme: 'light' });
    const wanted = await page.evaluate(`[...document.querySelectorAll('.ids th a')].map((a) => a.href)`);
    const count = Number(await page.evaluate(`document.querySelectorAll('a').length`));
    const reached: unknown[] = [];
    for (let at = 0; at < count; at += 1) {
      await page.press('Tab');
      reached.push(await page.evaluate('document.activeElement.href'));
    }
    expect(reached).toEqual(expect.arrayContaining(Array.isArray(wanted) ? wanted : [wanted]));
  }, 60_000);

  test.skipIf(AXE === undefined)(
    `axe finds nothing${AXE === undefined ? ' (npm i --no-save axe-core)' : ''}`,
    async () => {
      for (const look of LOOKS.slice(0, 2)) {
        await page.look(look);
        await page.evaluate(readFileSync(AXE ?? '', 'utf8'));
        expect(await page.evaluate(AXE_FINDS)).toEqual([]);
      }
    },
    60_000,
  );
});

function keep(name: string, bytes: Buffer): void {
  const folder = process.env['AUDIT_PICTURES'];
  if (folder !== undefined) writeFileSync(`${folder}/${name.replaceAll(' ', '-')}`, bytes);
}

/** Texts that leave the page to the left or the right. */
const STICKS_OUT = `(() => {
  const wide = document.documentElement.clientWidth;
  const all = [...document.querySelectorAll('body *')].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < -1 || right > wide + 1);
  });
  const edge = document.querySelector('main').getBoundingClientRect().right;
  const tables = [...document.querySelectorAll('table')].filter((one) => one.getBoundingClientRect().right > edge + 1);
  const scrolls = document.documentElement.scrollWidth > wide ? ['the page scrolls sideways'] : [];
  return [...scrolls, ...[...all, ...tables].slice(0, 5).map((one) => one.outerHTML.slice(0, 200))];
})()`;

/** Texts that stand on another one. */
const OVERLAPS = `(() => {
  const found = [];
  const texts = [...document.querySelectorAll('h1,h2,h3,p,li,figcaption,caption,th,td,svg text')].map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return { one, boxes: one.ownerSVGElement ? [one.getBoundingClientRect()] : [...range.getClientRects()] };
  });
  const rows = new Map();
  for (const { one, boxes } of texts)
    for (const box of boxes)
      for (let y = Math.floor(box.top / 40); y <= Math.floor(box.bottom / 40); y += 1)
        rows.set(y, [...(rows.get(y) ?? []), { one, box }]);
  for (const list of rows.values())
    for (const [at, left] of list.entries())
      for (const right of list.slice(at + 1)) {
        if (left.one === right.one || left.one.contains(right.one) || right.one.contains(left.one)) continue;
        const wide = Math.min(left.box.right, right.box.right) - Math.max(left.box.left, right.box.left);
        const high = Math.min(left.box.bottom, right.box.bottom) - Math.max(left.box.top, right.box.top);
        if (wide > 1 && high > 3) found.push(left.one.textContent.slice(0, 40) + ' / ' + right.one.textContent.slice(0, 40));
      }
  return [...new Set(found)].slice(0, 5);
})()`;

/** Days and states that a line breaks. */
const BROKEN_DAYS = `[...document.querySelectorAll('time,.ids td:last-child')]
  .filter((one) => one.getClientRects().length > 1 || (one.tagName === 'TD' && one.firstChild.nodeType === 3 && (() => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getClientRects().length > 1;
  })()))
  .map((one) => one.textContent).slice(0, 5)`;

const AXE_FINDS = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;
