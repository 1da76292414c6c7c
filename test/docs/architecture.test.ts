import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { expect, test } from 'vitest';

import type { Rule } from '../../src/core/rules/engine/rule.ts';
import { factsOf } from '../../src/core/ledger/facts.ts';
import { situation } from '../support/situation.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const page = readFileSync(at('docs/architecture.md'), 'utf8');
const files = readdirSync(at('src/'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const rooms = files.map((path) => path.slice(0, path.lastIndexOf('/') + 1)).filter(Boolean);

test('the architecture notes give every room its place, once', () => {
  const [, section = ''] = page.split(/^## The rooms.*$|^## What may import what$/mu);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`(?<room>[^`]+\/)`/gu)].map(([, room = '']) => room),
  );
  expect(named.toSorted()).toEqual([...new Set(rooms)].toSorted());
});

/** The file of the rule that the page shows how to write. */
const EXAMPLE = 'title-vague';

/** Named once in full, or a folder of the user's. */
const ABBREVIATED = new Set(['index.ts', 'evaluate.ts', 'changes/']);

test('the paths and functions that they name are there', () => {
  const paths = [...page.matchAll(/`(?<path>[\w./-]+(?:\.ts|\/))`/gu)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(100);
  const gone = paths.filter((path) => !existsSync(at(`src/${path}`)) && !existsSync(at(path)));
  expect(gone.filter((path) => !path.includes(EXAMPLE) && !ABBREVIATED.has(path))).toEqual([]);
  const functions = [...page.matchAll(/`(?<path>core[\w./-]+\.ts)`: `(?<name>\w+)`/gu)];
  expect(functions.length).toBeGreaterThan(2);
  for (const [, path = '', name = ''] of functions)
    expect(readFileSync(at(`src/${path}`), 'utf8')).toContain(`export function ${name}(`);
});

test('the rule that they show how to write is one', async () => {
  const [, text = ''] = /```ts\n(?<rule>.*?titleVague.*?) {3}```\n/su.exec(page) ?? [];
  const { outputFiles } = await build({
    stdin: { contents: text, loader: 'ts', resolveDir: fileURLToPath(at('src/core/rules/')) },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { titleVague }: { titleVague: Rule } = await import(`data:text/javascript;base64,${source}`);
  const base = { items: ['WRK-001 Retry'] };
  const candidate = { items: [...base.items, 'WRK-002 Search titles', 'WRK-003 Search'] };
  expect([...titleVague.check(factsOf(situation({ base, candidate })))]).toMatchObject([
    { id: 'WRK-003', message: 'WRK-003 is called “Search”, which is a single word' },
  ]);
});

/** A file for each rule and for each command. */
const LONGER = new Set(['core/rules/', 'cli/commands/']);

test('a room has at most a dozen files', () => {
  const crowded = [...new Set(rooms)].filter((room) => rooms.filter((other) => other === room).length > 12);
  expect(crowded.filter((room) => !LONGER.has(room))).toEqual([]);
});
