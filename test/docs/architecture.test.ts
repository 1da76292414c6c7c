import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const files = readdirSync(at('src/'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const rooms = files.map((path) => path.slice(0, path.lastIndexOf('/') + 1)).filter(Boolean);

test('the architecture notes give every room its place, once', () => {
  const page = readFileSync(at('docs/architecture.md'), 'utf8');
  const [, section = ''] = page.split(/^## The rooms.*$|^## What may import what$/mu);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`(?<room>[^`]+\/)`/gu)].map(([, room = '']) => room),
  );
  expect(named.toSorted()).toEqual([...new Set(rooms)].toSorted());
});

/** A file for each rule and for each command. */
const LONGER = new Set(['core/rules/', 'cli/commands/']);

test('a room has at most a dozen files', () => {
  const crowded = [...new Set(rooms)].filter((room) => rooms.filter((other) => other === room).length > 12);
  expect(crowded.filter((room) => !LONGER.has(room))).toEqual([]);
});
