import { env } from 'node:process';
import { expect, test } from 'vitest';

import { createBegun } from '../support/shared.ts';
import { drawAtOnce, drawnAt, percentile } from '../support/shared-workers.ts';

/** How fast it goes says something only of a machine that does nothing else meanwhile. */
const isTorture = env['TORTURE_SHARED_RUNS'] !== undefined;
const RUNS = Number(env['TORTURE_SHARED_RUNS'] ?? 1);
const CLONES = Number(env['TORTURE_SHARED_CLONES'] ?? 6);
const DRAWS = Number(env['TORTURE_SHARED_DRAWS'] ?? 5);
/** In milliseconds: a busy machine has all the time it needs. */
const PATIENCE = 3_600_000;

test.each(Array.from({ length: RUNS }, (_, at) => at + 1))(
  `run %i: ${CLONES} clones draw ${DRAWS} numbers each, and some of them are killed: no number twice, none that was acknowledged is lost`,
  async (run) => {
    const { server, another } = createBegun();
    const clones = Array.from({ length: CLONES }, () => another());
    const { noted, complaints, seconds } = await drawAtOnce(clones, { draws: DRAWS, kills: CLONES });
    expect(complaints).toEqual([]);
    expect(noted.length).toBe(CLONES * DRAWS);
    const numbers = noted.map(({ from }) => from);
    expect(new Set(numbers).size).toBe(numbers.length);
    const drawn = drawnAt(server).map(([from]) => from);
    expect(drawn).toEqual([...new Set(drawn)].toSorted((one, other) => one - other));
    expect(drawn).toEqual(expect.arrayContaining(numbers));
    const tries = percentile(
      noted.map((one) => one.tries),
      0.99,
    );
    const slowest = Math.max(...noted.map(({ took }) => took));
    process.stdout.write(
      `run ${run}: ${noted.length} numbers in ${seconds.toFixed(1)} s, 99 % in at most ${tries} tries, the slowest in ${slowest} ms\n`,
    );
    if (!isTorture) return;
    expect(tries).toBeLessThanOrEqual(8);
    expect(slowest).toBeLessThanOrEqual(30_000);
  },
  PATIENCE,
);
