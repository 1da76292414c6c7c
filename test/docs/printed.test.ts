import { parse } from 'acorn';
import { transform } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { NOT_PRINTED, NOT_RUN, PRINTED } from '../support/printed.ts';
import { isRecord } from '../support/records.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const TESTS = fileURLToPath(new URL('..', import.meta.url));
/** The help of a command, whose examples `test/cli/usage.test.ts` tries, says nothing about what is found in a repository. */
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/^cli\/(?:commands|arguments|output\/completion)/u.test(file),
);
const COMMAND = /^(?:tidemark|git|mv|npm|npx|pnpm|yarn) [a-z-]/u;

/** Every text of a file; `…` stands for what is filled in. */
async function textsIn(file: string): Promise<readonly string[]> {
  const { code } = await transform(readFileSync(join(SRC, file), 'utf8'), { loader: 'ts', format: 'esm' });
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (!isRecord(node)) return undefined;
    const { type, value, quasis } = node;
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral' && Array.isArray(quasis)) texts.push(quasis.map(cooked).join('…'));
    return Object.values(node).forEach(walk);
  };
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return texts;
}

function cooked(part: unknown): string {
  const value = isRecord(part) ? part['value'] : undefined;
  return isRecord(value) && typeof value['cooked'] === 'string' ? value['cooked'] : '';
}

/** The commands that a text is, or has in backticks. */
function commandsOf(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`]+)`/gu)].map(([, line = '']) => line);
  return [text, ...quoted].filter((line) => COMMAND.test(line));
}

test('every command that the source prints is run by a test, or it is said why none does', async () => {
  const texts = (await Promise.all(FILES.map(textsIn))).flat();
  const found = new Set(texts.flatMap(commandsOf));
  const known = [PRINTED, NOT_PRINTED, NOT_RUN].flatMap((table) => Object.keys(table));
  expect([...found].toSorted()).toEqual(known.toSorted());
});

test.each(Object.entries(PRINTED))('%s', (_, [file, text]) => {
  expect(readFileSync(join(TESTS, file), 'utf8').includes(text), `${text} in ${file}`).toBe(true);
});
