import { mergeDriver } from '../commands/merge-driver.ts';
import { renumber } from '../commands/renumber.ts';
import { resolve } from '../commands/resolve.ts';
import { runProcess } from '../run-process.ts';

/** Half of the whole program: see `draw-program.ts`. */
export async function run(process: NodeJS.Process): Promise<void> {
  return runProcess(process, [renumber, resolve, mergeDriver]);
}
