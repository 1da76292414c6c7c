import { parse } from 'acorn';
import { transform } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';
import { afterAll, expect, test, vi } from 'vitest';

import { isRecord } from '../support/records.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** What a file writes as `/pattern/flags`, and whether it puts expressions together at run time. */
async function expressionsIn(file: string): Promise<{ literals: readonly Pattern[]; makesSome: boolean }> {
  const { code } = await transform(readFileSync(join(SRC, file), 'utf8'), { loader: 'ts', format: 'esm' });
  const literals: Pattern[] = [];
  let makesSome = false;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (!isRecord(node)) return undefined;
    if (isPattern(node['regex'])) literals.push(node['regex']);
    const { callee } = node;
    makesSome ||= node['type'] === 'NewExpression' && isRecord(callee) && callee['name'] === 'RegExp';
    return Object.values(node).forEach(walk);
  };
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return { literals, makesSome };
}

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

function isPattern(value: unknown): value is Pattern {
  return isRecord(value) && typeof value['pattern'] === 'string' && typeof value['flags'] === 'string';
}

async function complaint({ pattern, flags }: Pattern): Promise<readonly string[]> {
  const { status, ...found } = await check(pattern, flags, { timeout: 200_000 });
  if (status === 'safe') return [];
  const why = status === 'vulnerable' && 'attack' in found ? found.attack?.pattern : JSON.stringify(found);
  return [`/${pattern}/${flags} is ${status}: ${why}`];
}

test('none written in the source takes more than linear time', async () => {
  const found = await Promise.all(FILES.map(expressionsIn));
  const all = new Map(
    found.flatMap(({ literals }) => literals).map((one) => [`/${one.pattern}/${one.flags}`, one]),
  );
  expect(all.size).toBeGreaterThan(100);
  const complaints: string[] = [];
  for (const pattern of all.values()) complaints.push(...(await complaint(pattern)));
  expect(complaints).toEqual([]);
}, 300_000);

/** Calls that make expressions which no module makes as it is loaded. */
const MAKING: Readonly<Record<string, (module: Record<string, unknown>) => unknown>> = {
  'formats/kinds/files.ts': ({ filesKind }) =>
    call(filesKind, { pattern: '{prefix}-{number:4}-{slug}.md', order: false, reuse: false, heading: false }),
  'formats/entries/entry-edits.ts': ({ mentions }) => call(mentions, 'text', '0042-drop-redis'),
  'formats/entries/number-pattern.ts': ({ numberPattern }) => call(numberPattern, 'ADR', '0042'),
  'formats/mentions/id-mentions.ts': ({ findMentions }) => call(findMentions, 'text', 'A_B-C-007'),
  'formats/text/conflict-markers.ts': ({ findConflicts }) => call(findConflicts, 'text'),
  'surveying/radar/ref-glob.ts': ({ refPattern }) => call(refPattern, 'refs/heads/*/a?b'),
  'wiring/hooks/shell-words.ts': ({ assignedPath }) => call(assignedPath, 'NODE', 'text'),
  'wiring/hooks/hook-block.ts': ({ hasLines }) => call(hasLines, '# >>> tidemark >>>\n'),
};

function call(given: unknown, ...args: readonly unknown[]): unknown {
  return typeof given === 'function' ? Reflect.apply(given, undefined, args) : undefined;
}

const made: Pattern[] = [];

/** Libraries call it without `new`, too. */
const recording = new Proxy(RegExp, {
  construct(target, args: [string, string]) {
    const [pattern, flags] = args;
    made.push({ pattern, flags });
    return new target(pattern, flags);
  },
});

afterAll(() => vi.unstubAllGlobals());

test('none that is put together does', async () => {
  const makers: string[] = [];
  for (const file of FILES) if ((await expressionsIn(file)).makesSome) makers.push(file);
  // What the libraries make as they are loaded is theirs.
  for (const file of makers) await import(join(SRC, file));
  vi.stubGlobal('RegExp', recording);
  for (const file of makers) {
    // Another one may have loaded it.
    vi.resetModules();
    const before = made.length;
    const module: unknown = await import(join(SRC, file));
    if (isRecord(module)) MAKING[file]?.(module);
    expect({ file, made: made.length > before }).toEqual({ file, made: true });
  }
  const complaints: string[] = [];
  const different = new Map(made.map((one) => [`/${one.pattern}/${one.flags}`, one]));
  for (const pattern of different.values()) complaints.push(...(await complaint(pattern)));
  expect(complaints).toEqual([]);
}, 300_000);
