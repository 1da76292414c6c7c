import { env } from 'node:process';
import { expect, test } from 'vitest';

import { createBegun } from '../support/shared.ts';
import { drawAtOnce, drawnAt, percentile } from '../support/shared-workers.ts';
import type { TestRepo } from '../support/repo.ts';
import type { Worked } from '../support/shared-workers.ts';

/** How fast it goes says something only of a machine that does nothing else meanwhile. */
const isTorture = env['TORTURE_SHARED_RUNS'] !== undefined;
const RUNS = Number(env['TORTURE_SHARED_RUNS'] ?? 1);
const CLONES = Number(env['TORTURE_SHARED_CLONES'] ?? 5);
const DRAWS = Number(env['TORTURE_SHARED_DRAWS'] ?? 4);
/** In milliseconds: a busy machine has all the time it needs. */
const PATIENCE = 3_600_000;

/** No number is there twice, and the chain has every one that somebody was told. */
function expectEachOnce(server: TestRepo, { noted }: Worked): void {
  const numbers = noted.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const drawn = drawnAt(server);
  expect(drawn).toEqual([...new Set(drawn)].toSorted((one, other) => one - other));
  const chain = new Set(drawn);
  expect(numbers.filter((number) => !chain.has(number))).toEqual([]);
}

const ON_ONE = { where: 'on one machine', clones: CLONES, draws: DRAWS, apart: false };
/** They know of each other only by the remote, and share two cores all the same. */
const APART = {
  where: 'each on a machine of its own',
  clones: Number(env['TORTURE_SHARED_APART'] ?? Math.min(CLONES, 12)),
  draws: DRAWS,
  apart: true,
};

test.each(
  Array.from({ length: RUNS }, (_, at) => [ON_ONE, APART].map((team) => ({ run: at + 1, ...team }))).flat(),
)(
  'run $run: $clones clones, $where, take $draws numbers each, and some of them are killed: no number twice, none that was acknowledged is lost',
  async ({ run, where, clones: count, draws, apart }) => {
    const { server, another } = createBegun();
    const clones = Array.from({ length: count }, () => another());
    const worked = await drawAtOnce(clones, { draws, kills: count, apart });
    expectEachOnce(server, worked);
    const { noted, complaints, seconds } = worked;
    const tries = percentile(
      noted.map((one) => one.tries),
      0.99,
    );
    const slowest = Math.max(...noted.map(({ took }) => took));
    process.stdout.write(
      `run ${run}, ${where}: ${noted.length} numbers in ${seconds.toFixed(1)} s, 99 % in at most ${tries} tries, the slowest in ${slowest} ms\n`,
    );
    expect(complaints).toEqual([]);
    expect(noted.length).toBe(count * draws);
    if (!isTorture) return;
    expect(tries).toBeLessThanOrEqual(8);
    expect(slowest).toBeLessThanOrEqual(30_000);
  },
  PATIENCE,
);

test(
  'clones that take blocks of 20: no number twice, a thousand a second',
  async () => {
    const { server, another } = createBegun();
    const clones = Array.from({ length: isTorture ? 16 : 4 }, () => another());
    const draws = isTorture ? 400 : 40;
    const worked = await drawAtOnce(clones, { draws, size: 20 });
    expectEachOnce(server, worked);
    const numbers = worked.noted.length;
    const rate = Math.round(numbers / worked.seconds);
    process.stdout.write(`blocks: ${numbers} numbers in ${worked.seconds.toFixed(1)} s, ${rate} a second\n`);
    expect(worked.complaints).toEqual([]);
    expect(numbers).toBe(clones.length * draws);
    if (!isTorture) return;
    expect(rate).toBeGreaterThanOrEqual(1000);
  },
  PATIENCE,
);
