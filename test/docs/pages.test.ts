import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { runMain } from '../support/cli.ts';
import { playPage } from '../support/page.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** What test/docs/rules.test.ts makes, it also runs. */
const GENERATED = 'docs/rules.md';
const PAGES = ['README.md', ...readdirSync(at('docs/')).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md') && path !== GENERATED)
  .map((path) => [path, readFileSync(at(path), 'utf8')] as const);

/** `vitest -u` writes what came. Each page waits for its programs most of the time, so several are played at once. */
test.concurrent.for(PAGES.filter(([, text]) => text.includes('```console\n')))(
  'the commands of %s say what it says they do',
  { timeout: 180_000 },
  async ([path, text], { expect: expectHere }) =>
    expectHere(await playPage(text)).toMatchFileSnapshot(`../../${path}`),
);

describe.each(PAGES)('%s', (path, text) => {
  test('names commands and options that exist', async () => {
    const typed = text.matchAll(
      /(?:`|\$ |^|&& )(?:npx )?tidemark (?:-C \S+ )?(?<words>[a-z-]+(?: [^`\n|;]+)?)/gmu,
    );
    for (const { groups } of typed) {
      const [command = '', ...words] = (groups?.['words'] ?? '').split(' ');
      const { code, stdout } = await runMain([command, '--help']);
      expect(code, `tidemark ${command}`).toBe(0);
      const unknown = words.filter(
        (word) => word.startsWith('--') && !stdout.includes(word.replace(/[="].*/u, '')),
      );
      expect(unknown, `tidemark ${command}`).toEqual([]);
    }
  });

  test('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)(?<target>[^)#]+)/gu)].map(
      ({ groups }) => groups?.['target'] ?? '',
    );
    for (const target of links) expect(() => readFileSync(new URL(target, at(path))), target).not.toThrow();
  });
});
