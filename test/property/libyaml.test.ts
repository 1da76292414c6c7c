import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBacklog } from '../../src/formats/backlog/backlog.ts';
import { readLayout } from '../../src/formats/backlog/layout.ts';
import { HAS_LIBYAML, readByLibyaml } from '../support/libyaml.ts';
import type { Reading } from '../support/libyaml.ts';
import { brokenBacklogs } from '../support/other-breaks.ts';
import { MACHINE } from '../support/scanned-backlog.ts';
import { HORRORS } from '../support/yaml-mutations.ts';

const numRuns = Number(process.env['SCAN_CASES'] ?? 800);
const seed = process.env['TORTURE_SEED'] ?? process.env['SCAN_SEED'] ?? '20261122';
const seeded = { numRuns, seed: Number(seed) };

const spoiled = fc
  .array(fc.record({ at: fc.nat(MACHINE.length), take: fc.nat(6), put: fc.constantFrom(...HORRORS) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) =>
    changes.reduce((text, { at, take, put }) => text.slice(0, at) + put + text.slice(at + take), MACHINE),
  );

/** All are drawn first, and Python is asked once. */
const told = once(() => {
  const broken = fc.sample(brokenBacklogs, seeded);
  const texts = [...broken, ...fc.sample(spoiled, seeded)];
  const read = readByLibyaml(texts);
  return texts.map((text, at) => {
    return { text, isBroken: at < broken.length, here: readHere(text), there: read[at] ?? null };
  });
});

test.runIf(HAS_LIBYAML)('what has claims has for libyaml no others', () => {
  const common = told().filter(({ here, there }) => here !== null && there !== null);
  expect(common.length).toBeGreaterThan(numRuns / 20);
  for (const { text, here, there } of common) expect({ text, read: here }).toEqual({ text, read: there });
});

test.runIf(HAS_LIBYAML)('what libyaml cannot read because of a line break has no claims', () => {
  const unread = told().filter(({ isBroken, here, there }) => isBroken && here !== null && there === null);
  expect(unread.map(({ text }) => text)).toEqual([]);
});

function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What Tidemark goes by; null where it cannot read it. */
function readHere(text: string): Reading {
  const state = parseBacklog('B', Buffer.from(text));
  if (state.state !== 'readable') return null;
  const reading = readLayout(text);
  if ('problems' in reading) throw new Error(`YAML cannot read what the scanner can: ${text}`);
  const { items, mark } = reading.layout;
  return {
    items: items.map(({ id, title, created }) => [
      textOf(id.text),
      folded(textOf(title.text)),
      textOf(created?.text ?? ''),
    ]),
    mark: mark?.pair.value.kind === 'scalar' ? mark.pair.value.text : null,
  };
}

function textOf(text: string): string {
  return /^(?:~|null|Null|NULL)$/u.test(text) ? '' : text;
}

function folded(text: string): string {
  return text.replaceAll(/[ \t\r\n\u0085\u2028\u2029]+/gu, ' ').replaceAll(/^ | $/gu, '');
}
