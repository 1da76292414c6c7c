import { writeHook } from '../adapters/disk/hook-files.ts';
import { writeSetting } from '../adapters/git/git-config.ts';
import type { HookPlace } from '../adapters/git/hook-place.ts';
import { openRepository } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { TidemarkError } from '../errors.ts';
import { CLONE_HOOKS, SERVER_HOOKS } from '../checking/hook-name.ts';
import type { HookName } from '../checking/hook-name.ts';
import type { Guarded } from './guarded.ts';
import type { HookChange } from './hooks/hook-plan.ts';
import { applyDriver } from './merge-driver-setup.ts';
import type { DriverPlan } from './merge-driver-setup.ts';
import { shellQuote } from './hooks/shell-words.ts';

/** A setting of the clone; an undefined value takes it out. */
export interface Setting {
  readonly key: string;
  readonly value: string | undefined;
}

/** What `install` and `uninstall` are about to do. */
export interface Wiring {
  readonly repository: Repository;
  readonly place: HookPlace;
  /** The hooks are in the work tree, for everybody. */
  readonly shared: boolean;
  readonly hooks: readonly HookChange[];
  readonly settings: readonly Setting[];
  readonly driver: DriverPlan | undefined;
  /** Undefined for a server, which guards every push, and for `uninstall`. */
  readonly guarded: Guarded | undefined;
  /** What is left for a person to do, in sentences. */
  readonly notes: readonly string[];
}

/** Where hooks find Node that are the same on every machine. */
export const NODE_SETTING = 'tidemark.node';

/** Writes what was planned. Throws `changed-meanwhile`, `cannot-write` and `git-failed`. */
export async function applyWiring({ repository, place, hooks, settings, driver }: Wiring): Promise<void> {
  for (const change of hooks) {
    if (change.state === 'write') await writeHook(place.directory, change.name, change.before, change.after);
  }
  for (const { key, value } of settings) await writeSetting(repository.directory, key, value);
  if (driver) await applyDriver(repository, driver);
}

/** The hooks that such a repository needs: a server takes pushes, a clone does the rest. */
export function hookNames(bare: boolean): readonly HookName[] {
  return bare ? SERVER_HOOKS : CLONE_HOOKS;
}

/** The repository whose hooks are meant. Throws `usage` where `bare` is said of one that is not, and the other way round. */
export async function openHooked(directory: string, bare: boolean): Promise<Repository> {
  const repository = await openRepository(directory);
  if ((repository.root === undefined) === bare) return repository;
  if (bare) {
    const hint = 'Omit --bare, and name the work tree with -C.';
    throw new TidemarkError('usage', `${directory} is not a bare repository.`, hint);
  }
  const hint = `If it is a server’s: \`tidemark install --bare ${shellQuote(directory)}\`.`;
  throw new TidemarkError('usage', `${directory} is a bare repository.`, hint);
}
