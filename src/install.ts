import { join } from 'node:path';

import { readHook, readScript, writeHook } from './adapters/hook-files.ts';
import type { HookFile } from './adapters/hook-files.ts';
import { findHookPlace } from './adapters/hook-place.ts';
import type { HookPlace } from './adapters/hook-place.ts';
import { openRepository } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import { TidemarkError } from './errors.ts';
import { CLONE_HOOKS, hasBlock, insertBlock, SERVER_HOOKS, shellQuote } from './hook-block.ts';
import type { BinPlace, HookName } from './hook-block.ts';

export interface InstallOptions {
  readonly directory: string;
  /** Absolute path of the bin that the hooks shall run. */
  readonly bin: string;
  /** A server's repository, given by its path: it gets `pre-receive` instead of a clone's hooks. */
  readonly bare: boolean;
}

/** What becomes of one hook. Texts are bytes as Latin-1. */
export type HookChange = { readonly name: HookName; readonly path: string } & (
  | { readonly state: 'write'; readonly before: string | undefined; readonly after: string | null }
  | { readonly state: 'unchanged' }
  /** Not ours to edit: `lines` are what its owner may add. */
  | { readonly state: 'left'; readonly reason: string; readonly lines: string }
);

export interface HookPlan {
  readonly place: HookPlace;
  readonly hooks: readonly HookChange[];
}

/** Works out what wires Tidemark up in a repository: into husky's hooks where the project uses it, else where git looks for hooks. Writes nothing. */
export async function planInstall({ directory, bin, bare }: InstallOptions): Promise<HookPlan> {
  const repository = await openHooked(directory, bare);
  const place = await findHookPlace(repository);
  const names = bare ? SERVER_HOOKS : CLONE_HOOKS;
  return { place, hooks: await Promise.all(names.map((name) => planHook(name, place, bin))) };
}

/** The repository whose hooks are meant. Throws `usage` where `bare` is said of one that is not, and the other way round. */
export async function openHooked(directory: string, bare: boolean): Promise<Repository> {
  const repository = await openRepository(directory);
  if ((repository.root === undefined) === bare) return repository;
  throw bare
    ? new TidemarkError(
        'usage',
        `${directory} is no bare repository.`,
        'Leave out --bare, and name the work tree with -C.',
      )
    : new TidemarkError(
        'usage',
        `${directory} is a bare repository.`,
        `If it is a server's: tidemark install --bare ${shellQuote(directory)}`,
      );
}

/** Writes what was planned. Throws `changed-meanwhile` and `cannot-write`. */
export async function applyHooks({ place, hooks }: HookPlan): Promise<void> {
  for (const change of hooks) {
    if (change.state === 'write') await writeHook(place.directory, change.name, change.before, change.after);
  }
}

async function planHook(name: HookName, place: HookPlace, bin: string): Promise<HookChange> {
  const script = await readScript(bin, name);
  const path = join(place.directory, name);
  const file = place.kind === 'foreign' ? undefined : await readHook(place.directory, name);
  const edited = edit(file, place, { name, script: script.text, bin });
  if ('reason' in edited) {
    return { name, path, state: 'left', ...edited, lines: `${shellQuote(script.path)} "$@" || exit $?` };
  }
  const before = file?.kind === 'file' ? file.text : undefined;
  const settled = before === edited.after && isRun(file, place);
  return settled ? { name, path, state: 'unchanged' } : { name, path, state: 'write', before, ...edited };
}

function edit(
  file: HookFile | undefined,
  place: HookPlace,
  { name, script, bin }: { readonly name: HookName; readonly script: string; readonly bin: string },
): { readonly after: string } | { readonly reason: string } {
  if (place.kind === 'foreign') return { reason: 'is not this repository’s: core.hooksPath leads out of it' };
  if (file?.kind === 'other') return { reason: 'is no plain file' };
  // Making it executable would run what somebody has turned off.
  if (file && !hasBlock(file.text) && !isRun(file, place)) return { reason: 'is not executable' };
  const husky = place.kind === 'husky';
  const found: BinPlace = husky ? 'node_modules' : { path: bin };
  const after = insertBlock(file?.text, { name, script, bin: found, bare: husky });
  return after === undefined ? { reason: 'is no sh script' } : { after };
}

/** Git runs what is executable; husky hands its hooks to sh. */
function isRun(file: HookFile | undefined, { kind }: HookPlace): boolean {
  return kind === 'husky' || (file?.kind === 'file' && file.executable);
}
