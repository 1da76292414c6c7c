import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { packPackage } from '../support/packed.ts';
import { freshDirectory } from '../support/repo.ts';

let unpacked: string;

beforeAll(() => {
  const directory = freshDirectory('unpacked');
  execFileSync('tar', ['-xzf', packPackage(), '-C', directory]);
  unpacked = join(directory, 'package');
}, 120_000);

const files = (ending: RegExp): readonly string[] =>
  readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((path) => ending.test(path));
const text = (path: string): string => readFileSync(join(unpacked, path), 'utf8');

describe('the package that npm would publish', () => {
  test('has whatever its pages link to', () => {
    const pages = files(/\.md$/u);
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/ci.md']));
    const links = pages.flatMap((page) =>
      [...text(page).matchAll(/\]\((?!https?:)(?<target>[^)#]+)/gu)].map(
        ({ groups }) => [page, groups?.['target'] ?? ''] as const,
      ),
    );
    expect(links.length).toBeGreaterThan(20);
    const dead = links.filter(([page, target]) => !existsSync(join(unpacked, dirname(page), target)));
    expect(dead).toEqual([]);
  });

  test('names no address that is none', () => {
    const all = files(/\.(?:md|yml|js|json)$|^hooks\/./u).filter((path) => !path.includes('vendor'));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((path) => /YOUR-|example\.com\/tidemark/u.test(text(path)))).toEqual([]);
  });

  test('installs nothing else, runs nothing, and says what it contains', () => {
    const { scripts, ...manifest } = JSON.parse(text('package.json'));
    expect(Object.keys(scripts)).not.toContain('prepare');
    expect(Object.keys(manifest)).not.toContain('dependencies');
    expect(text('dist/THIRD-PARTY.md')).toContain('## yaml ');
  });
});
