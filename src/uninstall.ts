import { join } from 'node:path';

import { readHook } from './adapters/hook-files.ts';
import { findHookPlace } from './adapters/hook-place.ts';
import type { HookPlace } from './adapters/hook-place.ts';
import { CLONE_HOOKS, removeBlock, SERVER_HOOKS } from './hook-block.ts';
import type { HookName } from './hook-block.ts';
import { openHooked } from './install.ts';
import type { HookChange, HookPlan } from './install.ts';

/** Works out what takes Tidemark's lines out of a repository's hooks again, and nothing else. Writes nothing. */
export async function planUninstall(directory: string, bare: boolean): Promise<HookPlan> {
  const place = await findHookPlace(await openHooked(directory, bare));
  const names = bare ? SERVER_HOOKS : CLONE_HOOKS;
  return { place, hooks: await Promise.all(names.map((name) => planRemoval(name, place))) };
}

async function planRemoval(name: HookName, { directory }: HookPlace): Promise<HookChange> {
  const path = join(directory, name);
  const file = await readHook(directory, name);
  if (file?.kind !== 'file') return { name, path, state: 'unchanged' };
  const after = removeBlock(file.text);
  if (after === undefined) return { name, path, state: 'unchanged' };
  return { name, path, state: 'write', before: file.text, after };
}
