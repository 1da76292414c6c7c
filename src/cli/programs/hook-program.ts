import { hookCommand } from '../commands/hook.ts';
import { runProcess } from '../run-process.ts';

/** The part of the program that every commit waits for: read in half the time, as it is half as long. */
export async function run(process: NodeJS.Process): Promise<void> {
  // What a rebase made is looked at by the whole program.
  return runProcess(process, [hookCommand(async () => ({ code: 0 }))]);
}
