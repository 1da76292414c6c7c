import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const SRC = new URL('../../src/', import.meta.url);
const modules = ['core', 'formats'].flatMap((folder) =>
  readdirSync(new URL(folder, SRC), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);

// Not within a test: Stryker would take that test for the only one that could notice what is made as a module loads.
const outcomes = await Promise.allSettled(modules.map((path) => import(new URL(path, SRC).href)));

/** Stryker takes a test file that does not even load for one without tests; here the same is a test that fails. */
test.each(modules.map((path, at) => [path, outcomes[at]?.status]))(
  'src/%s can be loaded',
  (_path, status) => {
    expect(status).toBe('fulfilled');
  },
);
