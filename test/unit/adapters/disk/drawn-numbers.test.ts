import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { drawNumber, peekNumber } from '../../../../src/adapters/disk/drawn-numbers.ts';

let common: string;
beforeEach(() => {
  common = mkdtempSync(join(tmpdir(), 'tidemark-drawn-'));
});
afterEach(() => rmSync(common, { recursive: true, force: true }));

const entries = () =>
  readdirSync(join(common, 'tidemark', 'drawn'))
    .map(Number)
    .sort((a, b) => a - b);

const draw = async (above: number) => (await drawNumber(common, above, 0)).number;

test('draws the lowest number that nobody has drawn', async () => {
  expect(await peekNumber(common, 7)).toBe(8);
  expect(await draw(7)).toBe(8);
  expect(await draw(7)).toBe(9);
  expect(await draw(20)).toBe(21);
  expect(await peekNumber(common, 7)).toBe(10);
  expect(await draw(7)).toBe(10);
  expect(entries()).toEqual([8, 9, 10, 21]);
});

test('never draws one number twice at once', async () => {
  const numbers = await Promise.all(Array.from({ length: 50 }, () => draw(0)));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('a higher number is never the older one', async () => {
  const drawn = [];
  for (let above = 0; above < 20; above += 1) drawn.push((await drawNumber(common, above, 0)).at);
  expect(drawn).toEqual(drawn.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
  expect(Math.abs(Number(drawn[0]) / 1e6 - Date.now())).toBeLessThan(5000);
});

test('sweeps what every mark has passed and nobody can still be drawing', async () => {
  for (const above of [0, 1, 2, 3]) await drawNumber(common, above, 0);
  const old = new Date(Date.now() - 2 * 86_400_000);
  writeFileSync(join(common, 'tidemark', 'drawn', 'strange'), '');
  for (const name of ['1', '3', '4', 'strange'])
    utimesSync(join(common, 'tidemark', 'drawn', name), old, old);
  await drawNumber(common, 63, 3);
  expect(readdirSync(join(common, 'tidemark', 'drawn')).toSorted()).toEqual(['2', '4', '64', 'strange']);
});

test('the last number of u32 is drawn, then no more', async () => {
  expect(await draw(4_294_967_294)).toBe(4_294_967_295);
  await expect(draw(4_294_967_294)).rejects.toMatchObject({ code: 'exhausted' });
  await expect(peekNumber(common, 4_294_967_294)).rejects.toMatchObject({ code: 'exhausted' });
});

test('says so where nothing can be drawn', async () => {
  writeFileSync(join(common, 'tidemark'), '');
  await expect(drawNumber(common, 1, 0)).rejects.toMatchObject({ code: 'cannot-write' });
});
