import { writeHook } from '../adapters/disk/hook-files.ts';
import type { HookPlace } from '../adapters/git/hook-place.ts';
import { openRepository } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { TidemarkError } from '../errors.ts';
import { CLONE_HOOKS, SERVER_HOOKS } from '../checking/hook-name.ts';
import type { HookName } from '../checking/hook-name.ts';
import { shellQuote } from './hook-block.ts';
import { applyDriver } from './merge-driver-setup.ts';
import type { DriverPlan } from './merge-driver-setup.ts';

/** What becomes of one hook. Texts are bytes as Latin-1; a null one removes the file. */
export type HookChange = { readonly name: HookName; readonly path: string } & (
  | { readonly state: 'write'; readonly before: string | undefined; readonly after: string | null }
  | { readonly state: 'unchanged' }
  /** Not ours to edit: `line` is what its owner may add. */
  | { readonly state: 'left'; readonly reason: string; readonly line: string }
);

/** What `install` and `uninstall` are about to do. */
export interface Wiring {
  readonly repository: Repository;
  readonly place: HookPlace;
  readonly hooks: readonly HookChange[];
  readonly driver: DriverPlan | undefined;
  /** What is left for a person to do, in sentences. */
  readonly notes: readonly string[];
}

/** Writes what was planned. Throws `changed-meanwhile`, `cannot-write` and `git-failed`. */
export async function applyWiring({ repository, place, hooks, driver }: Wiring): Promise<void> {
  for (const change of hooks) {
    if (change.state === 'write') await writeHook(place.directory, change.name, change.before, change.after);
  }
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
    const hint = 'Leave out --bare, and name the work tree with -C.';
    throw new TidemarkError('usage', `${directory} is no bare repository.`, hint);
  }
  const hint = `If it is a server’s: \`tidemark install --bare ${shellQuote(directory)}\`.`;
  throw new TidemarkError('usage', `${directory} is a bare repository.`, hint);
}
