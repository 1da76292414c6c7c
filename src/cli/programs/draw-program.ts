import { add } from '../commands/add.ts';
import { archive } from '../commands/archive.ts';
import { ingest } from '../commands/ingest.ts';
import { next } from '../commands/next.ts';
import { runProcess } from '../run-process.ts';

/** What agents call all day: a third of the whole program. `bin.ts` names its commands. */
export async function run(process: NodeJS.Process): Promise<void> {
  return runProcess(process, [next, add, ingest, archive]);
}
