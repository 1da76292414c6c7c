import type { Command } from './command.ts';
import { add } from './commands/add.ts';
import { archive } from './commands/archive.ts';
import { check } from './commands/check.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { fix } from './commands/fix.ts';
import { hook } from './commands/hook.ts';
import { ingest } from './commands/ingest.ts';
import { install } from './commands/install.ts';
import { mergeDriver } from './commands/merge-driver.ts';
import { next } from './commands/next.ts';
import { renumber } from './commands/renumber.ts';
import { uninstall } from './commands/uninstall.ts';

/** Every command there is, in the order of the help. Their use cases load when they run, so a command costs start-up nothing. */
export const COMMANDS: readonly Command[] = [
  check,
  fix,
  renumber,
  next,
  add,
  ingest,
  archive,
  install,
  uninstall,
  doctor,
  explain,
  demo,
  hook,
  mergeDriver,
];
