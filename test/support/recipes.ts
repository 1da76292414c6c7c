import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The code blocks below a heading of a page in docs/, up to the next heading; `''` stands for the whole page. */
export function codeBlocks(page: string, heading = ''): readonly string[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const start = heading === '' ? 0 : text.indexOf(`\n## ${heading}\n`);
  assert.ok(start !== -1, `docs/${page} has no heading ${heading}`);
  const end = text.indexOf('\n## ', start + 1);
  const section = text.slice(start, heading === '' || end === -1 ? undefined : end);
  return [...section.matchAll(/^```\w+\n(?<code>.*?)^```$/gmsu)].map(({ groups }) => groups?.['code'] ?? '');
}

/** The nth of them. */
export function codeBlock(page: string, heading: string, nth = 0): string {
  const block = codeBlocks(page, heading)[nth];
  assert.ok(block !== undefined, `docs/${page}, ${heading}: no code block ${nth}`);
  return block;
}
