import { COMMANDS } from '../registry.ts';
import { runProcess } from '../run-process.ts';

export async function run(process: NodeJS.Process): Promise<void> {
  return runProcess(process, COMMANDS);
}
