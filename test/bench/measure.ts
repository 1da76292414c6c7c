import { spawnSync } from 'node:child_process';

/** One thing to measure: `prepare` is not counted, `command` is. */
export interface Contender {
  readonly name: string;
  readonly directory: string;
  readonly command: readonly [string, ...string[]];
  readonly prepare?: (turn: number) => void;
  /** Measured less often than the others, as it takes so long. */
  readonly rounds?: number;
}

export interface Measurement {
  readonly name: string;
  /** Milliseconds of the whole process, as somebody waiting for it would see them. */
  readonly median: number;
  readonly fastest: number;
  /** Peak resident memory of the largest process, in MB; undefined where it cannot be measured. */
  readonly peak: number | undefined;
  /** Milliseconds that processors worked for it and all that it started, in one run; undefined likewise. A busy machine changes it least. */
  readonly work: number | undefined;
}

/** Measures all contenders interleaved, so that whatever else the machine does falls on all of them alike. */
export function measure(
  contenders: readonly Contender[],
  rounds: number,
  progress: (round: number) => void,
): readonly Measurement[] {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  // Turn 0 is how the repositories were built, and would be nothing to commit. The first round warms the caches and is thrown away.
  for (let round = -1; round < rounds; round += 1) {
    progress(round);
    for (const contender of contenders.filter(({ rounds: most = Infinity }) => round < most)) {
      const elapsed = timeOnce(contender, round + 2);
      if (round >= 0) times.get(contender.name)?.push(elapsed);
    }
  }
  return contenders.map((contender) => {
    const sorted = (times.get(contender.name) ?? []).sort((a, b) => a - b);
    return {
      name: contender.name,
      median: sorted[sorted.length >> 1] ?? 0,
      fastest: sorted[0] ?? 0,
      ...usageOf(contender, rounds + 2),
    };
  });
}

function timeOnce({ directory, command, prepare, name }: Contender, turn: number): number {
  prepare?.(turn);
  const [program, ...args] = command;
  const start = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { cwd: directory, env: ENVIRONMENT });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`${name}: ${error?.message ?? stderr.toString()}`);
  return elapsed;
}

/** The kernel's own figures for finished children, which Node does not hand out. */
const USAGE = `
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss / 1024, (used.ru_utime + used.ru_stime) * 1000)
`;

function usageOf(
  { directory, command, prepare }: Contender,
  turn: number,
): Pick<Measurement, 'peak' | 'work'> {
  prepare?.(turn);
  const { status, stdout } = spawnSync('python3', ['-c', USAGE, ...command], {
    cwd: directory,
    env: ENVIRONMENT,
  });
  const [peak, work] = status === 0 ? stdout.toString().trim().split(' ').map(Number) : [];
  return { peak, work };
}

/** Nobody's git configuration, and no colours, has a say. */
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
