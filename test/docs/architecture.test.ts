import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

test('the architecture notes give every use case its place, once', () => {
  const page = readFileSync(at('docs/architecture.md'), 'utf8');
  const [, section = ''] = page.split(/^## (?=The use cases)/mu);
  const rows = section.split('\n').filter((line) => line.startsWith('| **'));
  const named = rows.flatMap((row) =>
    [...row.matchAll(/`(?<file>[a-z-]+\.ts)`/gu)].map(([, file = '']) => file),
  );
  expect(named.toSorted()).toEqual(readdirSync(at('src/')).filter((name) => name.endsWith('.ts')));
});
