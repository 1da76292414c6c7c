import { check } from '../commands/check.ts';
import { fix } from '../commands/fix.ts';
import { runProcess } from '../run-process.ts';

/** Half of the whole program: see `draw-program.ts`. */
export async function run(process: NodeJS.Process): Promise<void> {
  return runProcess(process, [check, fix]);
}
