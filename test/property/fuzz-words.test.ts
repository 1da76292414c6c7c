import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { drawNumber, peekNumber } from '../../src/adapters/disk/drawn-numbers.ts';
import { acquireLock } from '../../src/adapters/disk/lock/lock.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { TidemarkError } from '../../src/errors.ts';
import { runMain } from '../support/cli.ts';
import { busyProject, expectContract } from '../support/contract.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import { bytesLike } from '../support/spoil.ts';

const numRuns = Math.ceil(Number(process.env['TORTURE_FUZZ_RUNS'] ?? 150) / 3);

/** Words that mean something somewhere. The demo takes seconds and has tests of its own. */
const NAMES = COMMANDS.map(({ name }) => name).filter((name) => name !== 'demo');
const VALUES =
  'HEAD main side HEAD~9 WRK-001 wrk-2 WRK-9 WRK 0 1 -1 4294967295 1e9 . changes nowhere BACKLOG.yaml - -- = __proto__ human json sarif github gitlab junit accept always mark-behind pre-commit'.split(
    ' ',
  );

describe('whatever stands on the command line', async () => {
  const template = busyProject();
  const helps = await Promise.all(NAMES.map(async (name) => runMain([name, '--help'])));
  const options = helps.flatMap(({ stdout }) => stdout.match(/(?<=\s)--?[A-Za-z][a-z-]*/gu) ?? []);
  // A path that leads elsewhere would be obeyed.
  const free = fc.string({ maxLength: 12 }).filter((word) => !/[/.]|demo/u.test(word));
  const value = fc.oneof(fc.constantFrom(...VALUES), free);
  const option = fc.constantFrom(...new Set(options));
  const word = fc.oneof(
    fc.constantFrom(...NAMES),
    option,
    fc.tuple(option, value).map((parts) => parts.join('=')),
    value,
  );
  const line = fc.tuple(fc.constantFrom(...NAMES, 'help'), fc.array(word, { maxLength: 6 }));

  test('the answer is of the contract', async () => {
    await fc.assert(
      fc.asyncProperty(line, fc.boolean(), async ([name, words], last) => {
        const root = freshDirectory('copy');
        cpSync(template.root, root, { recursive: true });
        await expectContract(openTestRepo(root), last ? [...words, name] : [name, ...words]);
      }),
      { numRuns },
    );
  });
});

test('whatever the lock says, it is taken, waited for in vain or refused', async () => {
  const genuine = [
    `0123456789ab ${process.pid} 1 ${hostname()} pid:[1]`,
    `0123456789ab 99999999 - ${hostname()}`,
  ];
  await fc.assert(
    fc.asyncProperty(bytesLike(genuine.map((text) => Buffer.from(text))), async (bytes) => {
      const target = bytes.toString('latin1').replaceAll('\0', '');
      const file = join(freshDirectory('lock'), 'lock');
      for (const make of [writeFileSync, (path: string) => symlinkSync(target || 'x', path)]) {
        make(file, bytes);
        await acquireLock(file, { waitMs: 1, breakLock: true }).then(
          async ({ release }) => release(),
          (error: unknown) => expect(error).toBeInstanceOf(TidemarkError),
        );
        rmSync(file, { force: true });
      }
    }),
    { numRuns },
  );
});

test('whatever stands among the drawn numbers, the next one is free', async () => {
  const name = fc.oneof(
    fc.nat(200).map(String),
    fc.constantFrom('x', '07', '-1', '1e1', ' 8', '64.0', 'NaN'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(name), fc.array(name), fc.nat(200), async (files, directories, above) => {
      const clone = openTestRepo(freshDirectory('clone'));
      for (const one of directories)
        mkdirSync(clone.path('tidemark', 'drawn', one, 'x'), { recursive: true });
      for (const file of files) clone.write({ [`tidemark/drawn/${file}`]: 'anything' });
      const expected = await peekNumber(clone.root, above);
      expect(await drawNumber(clone.root, above, above)).toMatchObject({ number: expected });
      expect(expected).toBeGreaterThan(above);
      expect(files).not.toContain(String(expected));
    }),
    { numRuns },
  );
});
