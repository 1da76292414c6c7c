import { runHook } from '../../checking/git-hook.ts';
import type { Verdict } from '../../checking/git-hook.ts';
import { exitCodeOf } from '../exit-code.ts';

/**
 * What most commits of numbered files need, and no more: to read the rest of the program takes as long as all that is done here. Whatever else is needed
 * is asked for by `import()`, none of which works here (see build.mjs), and then the hook starts over with the whole program. Nothing is written before.
 */
export async function run(process: NodeJS.Process): Promise<void> {
  process.exitCode = 3;
  process.on('uncaughtException', (error) => {
    process.stderr.write(`tidemark: ${error.stack ?? error.message}\n`);
    process.exit(3);
  });
  const isQuiet = await staysQuiet(process);
  if (isQuiet && !Reflect.has(globalThis, BEYOND)) {
    process.exitCode = 0;
    return;
  }
  const program = await import('./hook-program.ts');
  await program.run(process);
}

/** Set where something was asked for that is not here, whatever became of the error. */
const BEYOND = Symbol.for('whole program needed');

async function staysQuiet(process: NodeJS.Process): Promise<boolean> {
  try {
    const call = { cwd: process.cwd(), args: [], env: process.env, readStdin: async () => '' };
    const verdicts = await runHook({ ...call, name: 'pre-commit' });
    return verdicts.every(isQuiet);
  } catch {
    return false;
  }
}

/** Old trouble does not speak up at every commit. */
function isQuiet(verdict: Verdict): boolean {
  if (!('report' in verdict)) return false;
  const { report } = verdict;
  return (
    exitCodeOf(report) === 0 &&
    report.unchecked.length === 0 &&
    report.findings.every(({ inherited }) => inherited)
  );
}
