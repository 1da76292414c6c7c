import { join } from 'node:path';

import { readHook, readScript } from '../adapters/disk/hook-files.ts';
import type { HookFile } from '../adapters/disk/hook-files.ts';
import { findHookPlace } from '../adapters/git/hook-place.ts';
import type { HookPlace } from '../adapters/git/hook-place.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { readBacklogOf } from '../reading/backlog-reading.ts';
import { findManagers } from './doctor/hook-managers.ts';
import { hasBlock, insertBlock, shellQuote } from './hook-block.ts';
import type { HookName } from '../checking/hook-name.ts';
import type { BinPlace } from './hook-block.ts';
import { planDriver } from './merge-driver-setup.ts';
import { readLocalSettings } from '../reading/settings.ts';
import { hookNames, openHooked } from './hook-wiring.ts';
import type { HookChange, Wiring } from './hook-wiring.ts';

export interface InstallOptions {
  /** Absolute; anywhere inside the clone, or with `bare` the server's repository. */
  readonly directory: string;
  readonly bare: boolean;
  /** How this program is started: the paths, absolute, of node and of the bin. The hooks will run that very bin. */
  readonly self: readonly [node: string, bin: string];
  readonly mergeDriver: boolean;
}

/**
 * Works out what wires Tidemark up in a repository: into husky's hooks where the project uses it, else where git looks for hooks.
 * Writes nothing. Throws `usage` and `cannot-read`.
 */
export async function planInstall({ directory, bare, self, mergeDriver }: InstallOptions): Promise<Wiring> {
  const repository = await openHooked(directory, bare);
  const place = await findHookPlace(repository);
  const [, bin] = self;
  const [hooks, driver] = await Promise.all([
    Promise.all(hookNames(bare).map(async (name) => planHook(name, place, bin))),
    mergeDriver ? planDriver(repository, self, await backlogPathOf(repository)) : undefined,
  ]);
  const notes = [...notesOn(place, bin), ...(await notesOnManagers(repository))];
  return { repository, place, hooks, driver, notes };
}

async function backlogPathOf(repository: Repository): Promise<string> {
  const local = await readLocalSettings(repository, undefined);
  const state = await readBacklogOf(repository, { kind: 'worktree', ignored: true }, local);
  return state.state === 'readable' ? state.backlog.path : state.path;
}

function notesOn(place: HookPlace, bin: string): readonly string[] {
  const notes: string[] = [];
  if (place.kind === 'husky' && !place.wired) {
    notes.push('Git runs husky’s hooks only once husky is set up in this worktree: run `npx husky`.');
  }
  if (place.kind !== 'husky' && /[\\/]_npx[\\/]/u.test(bin)) {
    notes.push(
      `The hooks call ${bin}, which npx may sweep away: install Tidemark for good, then run this again.`,
    );
  }
  return notes;
}

async function notesOnManagers({ root }: Repository): Promise<readonly string[]> {
  const managers = root === undefined ? [] : await findManagers(root);
  return managers
    .filter(({ knows }) => !knows)
    .map(({ manager }) => {
      return `${manager.name} may write the hooks anew: \`tidemark doctor\` shows what to add to ${manager.files[0]}.`;
    });
}

async function planHook(name: HookName, place: HookPlace, bin: string): Promise<HookChange> {
  const script = await readScript(bin, name);
  const path = join(place.directory, name);
  const file = place.kind === 'foreign' ? undefined : await readHook(place.directory, name);
  const edited = edit(file, place, { name, script: script.text, bin });
  if ('reason' in edited) {
    return { name, path, state: 'left', ...edited, line: `${shellQuote(script.path)} "$@" || exit $?` };
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
  if (place.kind === 'foreign')
    return { reason: `is not this repository’s: ${place.leading} leads out of it` };
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
