import type { Command } from './command.ts';
import { add } from './commands/add.ts';
import { archive } from './commands/archive.ts';
import { audit } from './commands/audit.ts';
import { check } from './commands/check.ts';
import { completion } from './commands/completion.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { fix } from './commands/fix.ts';
import { hookCommand } from './commands/hook.ts';
import { ingest } from './commands/ingest.ts';
import { init } from './commands/init.ts';
import { install } from './commands/install.ts';
import { mergeDriver } from './commands/merge-driver.ts';
import { next } from './commands/next.ts';
import { radar } from './commands/radar.ts';
import { renumber } from './commands/renumber.ts';
import { resolve } from './commands/resolve.ts';
import { shared } from './commands/shared.ts';
import { trace } from './commands/trace.ts';
import { uninstall } from './commands/uninstall.ts';
import { afterRewrite } from './outcomes/after-rewrite.ts';

const TYPED: readonly Command[] = [
  check,
  fix,
  renumber,
  resolve,
  next,
  add,
  ingest,
  archive,
  shared,
  init,
  install,
  uninstall,
  radar,
  trace,
  audit,
  doctor,
  explain,
  demo,
];

/**
 * Every command there is, in the order of the help: those that people type, and those that other programs start. Their use cases load when they
 * run, so a command costs start-up nothing.
 */
export const COMMANDS: readonly Command[] = [
  ...TYPED,
  completion(TYPED),
  hookCommand(afterRewrite),
  mergeDriver,
];
