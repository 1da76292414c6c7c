import { randomInt } from 'node:crypto';

type Env = Record<string, string | undefined>;

/** What asks for more cases than the suite has. */
const LONGER =
  /^(?:TORTURE_(?:HISTORIES|GIT_HISTORIES|HOOKED_HISTORIES|TEAMS|FUZZ_RUNS|FUZZ_SIZE)|SCAN_CASES)$/u;

/**
 * Settles from which seed the cases of a longer run are drawn: from TORTURE_SEED, or SCAN_SEED as the scanner's test calls it, or a
 * fresh one. Answers with what the tests' environment is to have, which is nothing for the suite itself. A configuration is read
 * once for each project, so `env` keeps the seed.
 */
export function seeded(env: Env, longer = Object.keys(env).some((name) => LONGER.test(name))): Env {
  const given = env['TORTURE_SEED'] ?? env['SCAN_SEED'];
  if (given === undefined && !longer) return {};
  const seed = given ?? String(randomInt(2 ** 31));
  if (!/^-?\d{1,10}$/u.test(seed)) throw new Error(`TORTURE_SEED has to be a number, not ${seed}`);
  env['TORTURE_SEED'] = seed;
  return { TORTURE_SEED: seed };
}

/** What Vitest calls before all tests, and what it gets back to call behind them. Once, not for each project. */
export function setup(): (() => void) | undefined {
  const seed = process.env['TORTURE_SEED'];
  if (seed === undefined || process.env['TORTURE_SEED_SAID'] === seed) return undefined;
  process.env['TORTURE_SEED_SAID'] = seed;
  const say = () => void process.stdout.write(`TORTURE_SEED=${seed} draws the same cases once more\n`);
  say();
  return say;
}
