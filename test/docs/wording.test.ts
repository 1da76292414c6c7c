import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { COMMANDS } from '../../src/cli/registry.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { runMain } from '../support/cli.ts';
import { OLD_PHRASES } from '../support/old-phrases.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIST = 'test/support/old-phrases.ts';
const SEARCHED = [
  '.ci',
  '.husky',
  'action.yml',
  'build.mjs',
  'docs',
  'hooks',
  'package.json',
  'src',
  'templates',
  'test',
];
const PAGES = ['README.md', 'CHANGELOG.md', 'SECURITY.md'];

/** Every text of the project that people read, code with its comments among them: [path, text]. */
const TEXTS = [...PAGES, ...SEARCHED]
  .flatMap(filesOf)
  .filter((path) => path !== LIST && !/node_modules|package-lock|\.png$/u.test(path))
  .map((path) => [path, plain(readFileSync(join(ROOT, path), 'utf8'))] as const);

function filesOf(path: string): readonly string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) =>
    name === 'node_modules' || name === 'python' ? [] : filesOf(`${path}/${name}`),
  );
}

/** As one line, without what begins the lines of comments and quotations. */
function plain(text: string): string {
  return text
    .replaceAll(/\n[ \t]*(?:\*|\/\/|#|>)[ \t]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('’', "'")
    .toLowerCase();
}

/** Finds a phrase whatever its IDs, hashes and quoted words are, and where code puts them together. */
function patternOf(phrase: string): RegExp {
  const parts = plain(phrase)
    .replaceAll(/\bwrk-\d+\b|\bfe-\d+\b|\b[\da-f]{6,40}\b|“[^”]*”|\bnope\b|\bnofile\b/gu, '…')
    .split(/\s*…\s*|\s+\/\s+/u)
    .filter(Boolean)
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`));
  return new RegExp(parts.join('.{0,80}?'), 'u');
}

const hits = (pattern: RegExp): readonly string[] =>
  TEXTS.filter(([, text]) => pattern.test(text)).map(([path]) => path);

describe('sentences that readers found unclear', () => {
  test('are in no text of the project', () => {
    const left = OLD_PHRASES.flatMap((phrase) => hits(patternOf(phrase)).map((path) => `${path}: ${phrase}`));
    expect(left).toEqual([]);
  });

  test('would be found', () => {
    expect(OLD_PHRASES.length).toBeGreaterThan(200);
    expect(TEXTS.length).toBeGreaterThan(800);
    const paths = TEXTS.map(([path]) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...PAGES,
        'docs/ci.md',
        'docs/schemas/tidemark.schema.json',
        'src/cli/main.ts',
      ]),
    );
    for (const phrase of OLD_PHRASES) {
      const pattern = patternOf(phrase);
      const wrapped = `/**\n * So ${phrase.replace(/ (?=[^ ]+$)/u, '\n * ')}\n */`;
      expect({ phrase, found: pattern.test(plain(wrapped)) }).toEqual({ phrase, found: true });
      expect({ phrase, found: pattern.test('') }).toEqual({ phrase, found: false });
    }
  });
});

/** Words that recurred, where they are not names of Tidemark's own. */
const WORDS =
  /\b(?:judg(?:e[sd]?|ing)|mend(?:s|ed|ing)?|told of|tells? of|anew|by now|hand(?:s|ed)? on|goes past|go past|excus(?:e[sd]|ing)|doors?|trouble|faults? of|ha(?:ve|s) one (?:id|number)|brought in|stands? at)\b/gu;

describe('words that recurred', () => {
  const pages = TEXTS.filter(([path]) =>
    /^(?:[A-Z]+\.md|action\.yml|templates\/|docs\/(?!lab\/))/u.test(path),
  );

  test.each(pages.map(([path, text]) => ({ path, text })))('$path has none', ({ text }) => {
    expect(
      [...text.matchAll(WORDS)].map(({ index }) => text.slice(Math.max(0, index - 40), index + 40)),
    ).toEqual([]);
  });

  test('nor has any help, nor what is said of a rule', async () => {
    const asked = [
      ['--help'],
      ...COMMANDS.map(({ name }) => [name, '--help']),
      ...RULES.map(({ id }) => ['explain', id]),
    ];
    for (const argv of asked) {
      const { code, stdout } = await runMain(argv);
      expect({ argv, code, words: plain(stdout).match(WORDS) }).toEqual({ argv, code: 0, words: null });
    }
  });
});
