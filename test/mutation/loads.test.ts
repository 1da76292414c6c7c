import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const SRC = new URL('../../src/', import.meta.url);
const modules = ['core', 'formats'].flatMap((folder) =>
  readdirSync(new URL(folder, SRC), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);

/** Stryker takes a test file that does not even load for one without tests; here the same is a test that fails. */
test.each(modules)('src/%s can be loaded', async (path) => {
  expect(await import(new URL(path, SRC).href)).toBeDefined();
});
